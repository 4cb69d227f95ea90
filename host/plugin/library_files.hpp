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

    struct Facts {
        Stamp stamp;
        std::string sha256;
    };
    // Throws Unfit, with the step "stamp".
    const Facts& of(const std::filesystem::path& file);

    // The bytes of a file that nobody writes to. Throws Unfit.
    static std::string read(const std::filesystem::path& file);

    std::uint64_t reads() const { return reads_; }

private:
    struct Known {
        struct ::stat state {};
        bool settled = false;
        Facts facts;
    };
    const std::chrono::seconds tick_;
    std::map<std::filesystem::path, Known> known_;
    std::uint64_t reads_ = 0;
};

}  // namespace fairground::plugin
