// The folder of private copies. A plugin is never loaded from where its deployer put it: overwriting a loaded file in
// place kills the process, and opening the same path again gives the old image back.
#pragma once
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

namespace fairground::plugin {

// Of the bytes, 64 hexadecimal digits.
std::string sha256(std::string_view bytes);

// A file that only this process knows; deleted with its owner.
class PrivateCopy {
public:
    PrivateCopy(std::filesystem::path path, std::uint64_t generation)
        : path_(std::move(path)), generation_(generation) {}
    // A file that somebody else keeps, and deletes.
    static PrivateCopy of_another(std::filesystem::path path) {
        PrivateCopy copy(std::move(path), 1);
        copy.ours_ = false;
        return copy;
    }
    ~PrivateCopy();
    PrivateCopy(PrivateCopy&& other) noexcept
        : path_(std::move(other.path_)), generation_(other.generation_), ours_(std::exchange(other.ours_, false)) {}
    PrivateCopy& operator=(PrivateCopy&&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::uint64_t generation() const { return generation_; }

private:
    std::filesystem::path path_;
    std::uint64_t generation_;
    bool ours_ = true;
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

    // Writes <folder>/<sha256>-<generation>.so with mode 0700. Generations count up; no two copies of this object have
    // the same one. Throws std::system_error.
    PrivateCopy write(std::string_view bytes, const std::string& sha256) const;

private:
    std::filesystem::path folder_;
    int lock_ = -1;
    mutable std::atomic<std::uint64_t> last_generation_{0};
};

}  // namespace fairground::plugin
