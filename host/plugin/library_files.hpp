// What the files of the plugin folder are, read again only when they changed. Private to the room.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include <sys/stat.h>

#include "plugin/stamp.hpp"

namespace fairground::plugin {

// Threads: one at a time.
class LibraryFiles {
public:
    // tick: two changes within it may look like one. That of coarse file systems is two seconds.
    explicit LibraryFiles(std::chrono::seconds tick = std::chrono::seconds(3)) : tick_(tick) {}

    // Throw Unfit, with the step "stamp". The hash takes long, so it is made when asked for.
    const Stamp& stamp_of(const std::filesystem::path& file) { return known(file, false).stamp; }
    const std::string& sha256_of(const std::filesystem::path& file) { return known(file, true).sha256; }

    // The bytes of a file that nobody writes to, and whose stamp is fit. Throws Unfit, as above.
    static std::string read(const std::filesystem::path& file);

    std::uint64_t reads() const { return reads_; }

private:
    struct Known {
        struct ::stat state {};
        bool settled = false;
        Stamp stamp;
        std::string sha256;  // empty: nobody asked
    };
    const Known& known(const std::filesystem::path& file, bool with_hash);

    const std::chrono::seconds tick_;
    std::map<std::filesystem::path, Known> known_;
    std::uint64_t reads_ = 0;
};

}  // namespace fairground::plugin
