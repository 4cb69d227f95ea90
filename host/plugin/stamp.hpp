// The stamp of a plugin, read from the bytes of its file without running anything of it.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace fairground::plugin {

struct Stamp {
    std::string id;
    std::string version;
    std::string sdk;
    std::string toolchain;
};

// Of the whole content of a shared library. Throws Unfit unless it was built for this machine and for an ABI that this
// host offers; the text does not name the file.
Stamp read_stamp(std::string_view file);

}  // namespace fairground::plugin
