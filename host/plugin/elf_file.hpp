// A shared library as bytes: what its file says of it, without running anything of it. Private to the room.
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <libelf.h>

namespace fairground::plugin {

using ElfFile = std::unique_ptr<Elf, decltype(&elf_end)>;

// The bytes of a file. Throws Unfit if it cannot be read or is empty.
std::string read_library(const std::filesystem::path& file);

// Throws Unfit unless the bytes are a whole shared library for this machine.
ElfFile open_elf(std::string_view file);

// Throws Unfit: the file is damaged, and how.
[[noreturn]] void damaged(const std::string& what);

// What the dynamic loader would make of a library.
struct ElfFacts {
    std::vector<std::string> exports;  // symbols that others may find in it
    std::vector<std::string> unique;   // those of them that the process keeps for ever (STB_GNU_UNIQUE)
    std::vector<std::string> imports;  // symbols that it wants from others, without their versions
    std::vector<std::string> needed;   // libraries that are loaded with it (DT_NEEDED)
    bool nodelete = false;             // linked with -z nodelete
};
ElfFacts read_elf_facts(std::string_view file);  // throws Unfit

// Why an image of this file may stay in memory after its unloading, and what to do.
std::string why_resident(std::string_view file);

}  // namespace fairground::plugin
