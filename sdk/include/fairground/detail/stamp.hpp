// SPDX-License-Identifier: MIT
// The stamp that the host reads from the file before anything of the plugin runs.
#pragma once
#include <string_view>

#include "fairground/abi.h"

#define FAIRGROUND_SDK_VERSION "1.1"

#if defined(__clang__)
#define FAIRGROUND_TOOLCHAIN "clang++ " __clang_version__
#else
#define FAIRGROUND_TOOLCHAIN "g++ " __VERSION__
#endif

namespace fairground::detail {

template <std::size_t size>
consteval void put(char (&field)[size], std::string_view text) {
    if (text.size() >= size) text = text.substr(0, size - 1);
    for (std::size_t i = 0; i < text.size(); ++i) field[i] = text[i];
}

// Fails to compile for an id or version that the host would refuse.
consteval fg_stamp make_stamp(std::string_view id, std::string_view version) {
    fg_stamp stamp{};
    if (id.empty() || id.size() >= sizeof stamp.id) throw "the plugin's id must have 1 to 63 characters";
    for (const char c : id)
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-')
            throw "the plugin's id must be of [a-z0-9-]";
    if (version.empty() || version.size() >= sizeof stamp.version) throw "the version must have 1 to 31 characters";
    for (std::size_t i = 0; i < sizeof stamp.magic; ++i) stamp.magic[i] = FG_STAMP_MAGIC[i];
    stamp.size = sizeof stamp;
    stamp.abi_major = FG_ABI_MAJOR;
    stamp.abi_minor = FG_ABI_MINOR;
    put(stamp.id, id);
    put(stamp.version, version);
    put(stamp.sdk, FAIRGROUND_SDK_VERSION);
    put(stamp.toolchain, FAIRGROUND_TOOLCHAIN);
    return stamp;
}

}  // namespace fairground::detail
