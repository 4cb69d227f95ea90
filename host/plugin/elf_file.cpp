#include "plugin/elf_file.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <gelf.h>

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

// Calls read(data, count of entries, header) for each section of a type.
template <typename Read>
void each_section(Elf* elf, unsigned type, Read&& read) {
    for (Elf_Scn* section = elf_nextscn(elf, nullptr); section != nullptr; section = elf_nextscn(elf, section)) {
        GElf_Shdr header;
        if (gelf_getshdr(section, &header) == nullptr) damaged(elf_errmsg(-1));
        if (header.sh_type != type) continue;
        Elf_Data* data = elf_getdata(section, nullptr);
        if (data == nullptr || header.sh_entsize == 0) damaged("one of its sections cannot be read");
        read(data, static_cast<int>(header.sh_size / header.sh_entsize), header);
    }
}

std::string text_of(Elf* elf, const GElf_Shdr& section, std::size_t offset) {
    const char* text = elf_strptr(elf, section.sh_link, offset);
    if (text == nullptr) damaged("a name of its symbols cannot be read");
    return text;
}

void read_symbols(Elf* elf, ElfFacts& facts) {
    each_section(elf, SHT_DYNSYM, [&](Elf_Data* data, int count, const GElf_Shdr& header) {
        for (int index = 1; index < count; ++index) {
            GElf_Sym symbol;
            if (gelf_getsym(data, index, &symbol) == nullptr) damaged(elf_errmsg(-1));
            const auto binding = GELF_ST_BIND(symbol.st_info);
            std::string name = text_of(elf, header, symbol.st_name);
            if (symbol.st_shndx == SHN_UNDEF) {
                facts.imports.push_back(std::move(name));
                continue;
            }
            const auto visibility = GELF_ST_VISIBILITY(symbol.st_other);
            if (binding == STB_LOCAL || visibility == STV_HIDDEN || visibility == STV_INTERNAL) continue;
            if (binding == STB_GNU_UNIQUE) facts.unique.push_back(name);
            facts.exports.push_back(std::move(name));
        }
    });
}

void read_dynamic(Elf* elf, ElfFacts& facts) {
    each_section(elf, SHT_DYNAMIC, [&](Elf_Data* data, int count, const GElf_Shdr& header) {
        for (int index = 0; index < count; ++index) {
            GElf_Dyn entry;
            if (gelf_getdyn(data, index, &entry) == nullptr) damaged(elf_errmsg(-1));
            if (entry.d_tag == DT_NEEDED) facts.needed.push_back(text_of(elf, header, entry.d_un.d_val));
            if (entry.d_tag == DT_FLAGS_1 && (entry.d_un.d_val & DF_1_NODELETE) != 0) facts.nodelete = true;
        }
    });
}

}  // namespace

void damaged(const std::string& what) {
    throw Unfit("the file is damaged (" + what + "): copy it again or rebuild it");
}

std::string read_library(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream content;
    if (!(content << stream.rdbuf())) throw Unfit("cannot be read: check that it exists, is not empty and is readable");
    return std::move(content).str();
}

ElfFile open_elf(std::string_view file) {
    elf_version(EV_CURRENT);
    elf_errno();  // forgets what another file left
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

ElfFacts read_elf_facts(std::string_view file) {
    const ElfFile elf = open_elf(file);
    ElfFacts facts;
    read_symbols(elf.get(), facts);
    read_dynamic(elf.get(), facts);
    std::sort(facts.exports.begin(), facts.exports.end());
    std::sort(facts.imports.begin(), facts.imports.end());
    return facts;
}

std::string why_resident(std::string_view file) {
    const ElfFacts facts = read_elf_facts(file);
    if (!facts.unique.empty())
        return "it has unique symbols (" + facts.unique.front() +
               " …), which the process keeps for ever: build it with fairground_add_plugin()";
    if (facts.nodelete) return "it is linked with -z nodelete: build it with fairground_add_plugin()";
    for (const auto& name : facts.imports)
        if (name.starts_with("__cxa_thread_atexit"))
            return "it has a thread_local with a destructor, and a thread that touched it still lives: give it none";
    return "something in it holds it (a thread, or a dlopen of itself): see `fairground plugin check`";
}

}  // namespace fairground::plugin
