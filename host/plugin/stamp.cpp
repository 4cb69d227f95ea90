#include "plugin/stamp.hpp"

#include <array>
#include <cstring>
#include <memory>

#include <gelf.h>

#include "plugin/elf_file.hpp"
#include "plugin/names.hpp"
#include "plugin/plugin.hpp"

namespace fairground::plugin {
namespace {

// The bytes of the stamp's section.
std::string_view find_stamp(Elf* elf) {
    std::size_t names = 0;
    if (elf_getshdrstrndx(elf, &names) != 0) damaged(elf_errmsg(-1));
    for (Elf_Scn* section = elf_nextscn(elf, nullptr); section != nullptr; section = elf_nextscn(elf, section)) {
        GElf_Shdr header;
        if (gelf_getshdr(section, &header) == nullptr) damaged(elf_errmsg(-1));
        const char* name = elf_strptr(elf, names, header.sh_name);
        if (name == nullptr || std::strcmp(name, FG_STAMP_SECTION) != 0) continue;
        const Elf_Data* data = elf_rawdata(section, nullptr);
        if (data == nullptr || data->d_buf == nullptr) damaged("its section " FG_STAMP_SECTION " cannot be read");
        return {static_cast<const char*>(data->d_buf), data->d_size};
    }
    if (elf_errno() != 0) damaged("its sections cannot be read");
    throw Unfit("no plugin of Fairground (no section " FG_STAMP_SECTION
                "): build it with fairground_add_plugin() and FAIRGROUND_PLUGIN()");
}

std::string abi(unsigned major, unsigned minor) {
    return std::to_string(major) + "." + std::to_string(minor);
}

void check_abi(const fg_stamp& stamp) {
    const std::string found = "built for SDK ABI " + abi(stamp.abi_major, stamp.abi_minor) + ", this host offers " +
                              abi(FG_ABI_MAJOR, FG_ABI_MINOR);
    if (stamp.abi_major < FG_ABI_MAJOR) throw Unfit(found + ": rebuild it with this host's SDK");
    if (stamp.abi_major > FG_ABI_MAJOR || stamp.abi_minor > FG_ABI_MINOR)
        throw Unfit(found + ": rebuild with an older SDK or upgrade the host");
}

template <std::size_t size>
std::string text(const char (&field)[size], const char* name) {
    const void* end = std::memchr(field, 0, size);
    if (end == nullptr) damaged(std::string("its stamp's ") + name + " does not end");
    return field;
}

}  // namespace

Stamp read_stamp(std::string_view file) {
    const ElfFile elf = open_elf(file);
    const std::string_view bytes = find_stamp(elf.get());
    fg_stamp stamp{};
    std::memcpy(&stamp, bytes.data(), std::min(bytes.size(), sizeof stamp));
    if (bytes.size() < sizeof stamp.magic || std::memcmp(stamp.magic, FG_STAMP_MAGIC, sizeof stamp.magic) != 0)
        throw Unfit("its stamp does not begin with " FG_STAMP_MAGIC ": rebuild it with fairground_add_plugin()");
    check_abi(stamp);
    if (bytes.size() < sizeof stamp || stamp.size < sizeof stamp)
        damaged("its stamp has " + std::to_string(bytes.size()) + " bytes instead of " + std::to_string(sizeof stamp));

    Stamp found = {text(stamp.id, "id"), text(stamp.version, "version"), text(stamp.sdk, "sdk"),
                   text(stamp.toolchain, "toolchain")};
    if (!is_name(found.id)) throw Unfit("the id \"" + found.id + "\" of its stamp is not a name: " + name_rule);
    if (!is_version(found.version))
        throw Unfit("its stamp's version \"" + found.version +
                    "\" is not of the form major.minor.patch, such as 1.0.0");
    return found;
}

}  // namespace fairground::plugin
