#include "plugin/library_files.hpp"

#include <chrono>
#include <system_error>
#include <thread>
#include <tuple>

#include "plugin/elf_file.hpp"
#include "plugin/plugin.hpp"
#include "plugin/private_copy.hpp"

namespace fairground::plugin {
namespace {

using namespace std::chrono_literals;

struct stat state_of(const std::filesystem::path& file) {
    struct stat state {};
    if (::stat(file.c_str(), &state) != 0) state = {};
    return state;
}

// Whatever is done to a file, its ctime tells.
bool same(const struct stat& one, const struct stat& other) {
    const auto identity = [](const struct stat& state) {
        return std::tuple(state.st_dev, state.st_ino, state.st_size, state.st_mtim.tv_sec, state.st_mtim.tv_nsec,
                          state.st_ctim.tv_sec, state.st_ctim.tv_nsec);
    };
    return identity(one) == identity(other);
}

bool older_than(std::chrono::seconds age, const struct stat& state) {
    return std::chrono::system_clock::from_time_t(state.st_ctim.tv_sec) + age < std::chrono::system_clock::now();
}

// Again if somebody writes to the file meanwhile: linkers write in place.
std::string read_settled(const std::filesystem::path& file) {
    constexpr int tries = 5;
    for (int left = tries; left > 0; --left) {
        const auto before = state_of(file);
        std::string content = read_library(file);
        if (same(before, state_of(file)) && static_cast<std::size_t>(before.st_size) == content.size()) return content;
        std::this_thread::sleep_for(20ms);
    }
    throw Unfit("is being written to: try again when that is done", "stamp");
}

Stamp checked_stamp(std::string_view content) try { return read_stamp(content); } catch (const Unfit& unfit) {
    throw Unfit(unfit.what(), "stamp");
}

}  // namespace

const LibraryFiles::Known& LibraryFiles::known(const std::filesystem::path& file, bool with_hash) {
    Known& known = known_[file];
    const auto state = state_of(file);
    if (known.settled && same(known.state, state) && (!with_hash || !known.sha256.empty())) return known;
    known.settled = false;
    ++reads_;
    const std::string content = read_settled(file);
    known.stamp = checked_stamp(content);
    known.sha256 = with_hash ? sha256(content) : "";
    known.state = state;
    known.settled = older_than(tick_, state) && same(state, state_of(file));
    return known;
}

std::string LibraryFiles::read(const std::filesystem::path& file) {
    std::string content = read_settled(file);
    checked_stamp(content);
    return content;
}

}  // namespace fairground::plugin
