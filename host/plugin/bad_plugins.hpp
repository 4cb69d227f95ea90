// For the room's tests: where the misfits of tests/bad_plugins lie, and a private folder to put them in.
#pragma once
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gmock/gmock.h>
#include <stdlib.h>

namespace fairground::plugin {

// The library of a bad plugin as it was built.
inline std::filesystem::path bad_plugin(const std::string& name) {
    return std::filesystem::path(FAIRGROUND_BAD_PLUGINS) / (name + ".so");
}

inline std::string content_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

inline void write_file(const std::filesystem::path& file, const std::string& content) {
    std::ofstream(file, std::ios::binary) << content;
}

// A folder that goes with its owner.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "fairground-plugin-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~TemporaryFolder() { std::filesystem::remove_all(path_); }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

// The text of the Error that work throws; empty: it did not.
template <typename Error, typename Work>
std::string message_of(Work&& work) {
    try {
        work();
        return "";
    } catch (const Error& error) {
        return error.what();
    }
}

}  // namespace fairground::plugin
