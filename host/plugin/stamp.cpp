#include "plugin/stamp.hpp"

#include <array>
#include <cstring>
#include <memory>

#include <gelf.h>
#include <libelf.h>

#include "plugin/names.hpp"
#include "plugin/plugin.hpp"

namespace fairground::plugin {
namespace {

#if defined(__x86_64__)
constexpr int our_machine = EM_X86_64;
constexpr const char* our_machine_name = "64-bit x86-64";
#elif defined(__aarch64__)
constexpr int our_machine = EM_AARCH64;
constexpr const char* our_machine_name = "64-bit ARM";
#else
#error "Name this machine's ELF number here."
#endif

using ElfFile = std::unique_ptr<Elf, decltype(&elf_end)>;

[[noreturn]] void damaged(const std::string& what) {
    throw Unfit("the file is damaged (" + what + "): copy it again or rebuild it");
}

ElfFile open_elf(std::string_view file) {
    elf_version(EV_CURRENT);
    // Only read from: libelf's signature serves writers too.
    ElfFile elf(elf_memory(const_cast<char*>(file.data()), file.size()), &elf_end);
    GElf_Ehdr header;
    if (!elf || elf_kind(elf.get()) != ELF_K_ELF || gelf_getehdr(elf.get(), &header) == nullptr)
        throw Unfit("not a shared library (no ELF file): build it with fairground_add_plugin()");
    if (header.e_type != ET_DYN) throw Unfit("not a shared library (another kind of ELF file): link it as a module");
    if (gelf_getclass(elf.get()) != ELFCLASS64 || header.e_machine != our_machine)
        throw Unfit("built for another machine (ELF class " + std::to_string(gelf_getclass(elf.get())) + ", machine " +
                    std::to_string(header.e_machine) + "), this host runs on " + our_machine_name +
                    ": build the plugin there");
    // The table of sections is the last thing in a file; loading one that ends earlier could kill the process.
    if (header.e_shoff > file.size() || header.e_shnum * std::size_t{header.e_shentsize} > file.size() - header.e_shoff)
        damaged("it ends at byte " + std::to_string(file.size()) + ", before its table of sections does");
    return elf;
}

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
