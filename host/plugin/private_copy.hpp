// The folder of private copies. A plugin is never loaded from where its deployer put it: overwriting a loaded file in
// place kills the process, and opening the same path again gives the old image back.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace fairground::plugin {

// Of the bytes, 64 hexadecimal digits.
std::string sha256(std::string_view bytes);

// A file that only this process knows; deleted with its owner.
class PrivateCopy {
public:
    explicit PrivateCopy(std::filesystem::path path) : path_(std::move(path)) {}
    ~PrivateCopy();
    PrivateCopy(PrivateCopy&& other) noexcept : path_(std::move(other.path_)) { other.path_.clear(); }
    PrivateCopy& operator=(PrivateCopy&&) = delete;

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// Threads: safe from any thread. Several processes may share the folder; the first one clears away what a killed
// process left there.
class ImagesFolder {
public:
    // Creates the folder with mode 0700. Throws std::filesystem::filesystem_error or std::system_error.
    explicit ImagesFolder(std::filesystem::path folder);
    ~ImagesFolder();
    ImagesFolder(const ImagesFolder&) = delete;
    ImagesFolder& operator=(const ImagesFolder&) = delete;

    // Writes <folder>/<sha256>-<generation>.so with mode 0600, the generation being the first one that is free. Throws
    // std::system_error.
    PrivateCopy write(std::string_view bytes, const std::string& sha256) const;

private:
    std::filesystem::path folder_;
    int lock_ = -1;
};

}  // namespace fairground::plugin
