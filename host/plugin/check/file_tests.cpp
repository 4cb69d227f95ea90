#include "plugin/check/file_tests.hpp"

#include <algorithm>
#include <array>

#include "plugin/elf_file.hpp"
#include "plugin/stamp.hpp"

namespace fairground::plugin {
namespace {

constexpr const char* add_plugin = "build it with fairground_add_plugin(), which owns the flags";

std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t enough = 8;
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), enough); ++i) text += (i == 0 ? "" : ", ") + names[i];
    if (names.size() > enough) text += " and " + std::to_string(names.size() - enough) + " more";
    return text;
}

// What a handler may not do, by the symbols it would need for it. A name that ends in '*' is a beginning.
struct Ban {
    std::string_view what;
    std::string_view instead;
    std::vector<std::string_view> symbols;
};
const std::vector<Ban>& bans() {
    static const std::vector<Ban> bans{
        {"pins its image to a thread", "let it have no thread_local with a destructor", {"__cxa_thread_atexit*"}},
        {"starts threads",
         "compute in the call; the host's threads run it",
         {"pthread_create", "thrd_create", "_ZNSt6thread*", "clone", "clone3"}},
        {"starts processes",
         "a plugin only decides; emit an event for others",
         {"fork", "vfork", "_Fork", "exec*", "posix_spawn*", "system", "popen", "waitpid"}},
        {"ends the process",
         "throw an exception, it becomes a fault of this call only",
         {"exit", "_exit", "_Exit", "quick_exit", "at_quick_exit"}},
        {"handles or sends signals",
         "throw an exception",
         {"signal", "sigaction", "kill", "raise", "tgkill", "pthread_kill", "sigprocmask", "pthread_sigmask", "alarm",
          "setitimer", "timer_create"}},
        {"loads libraries", "link what it uses into it", {"dlopen", "dlmopen", "dlsym"}},
        {"opens sockets",
         "a plugin has no network",
         {"socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "send", "sendto", "sendmsg", "recv",
          "recvfrom", "recvmsg", "getaddrinfo", "gethostbyname*"}},
        {"touches files",
         "keep it in records, values or settings",
         {"open", "open64", "openat", "openat64", "creat", "creat64", "fopen", "fopen64", "freopen*", "unlink",
          "rename", "mkdir", "opendir", "_ZNSt13basic_filebuf*", "_ZNSt14basic_ifstream*", "_ZNSt14basic_ofstream*",
          "_ZNSt13basic_fstream*", "_ZNSt10filesystem*"}},
        {"makes chance of its own",
         "use call.random_below() or call.pick(): it is recorded",
         {"rand", "rand_r", "random", "random_r", "srand", "srandom", "drand48*", "lrand48*", "getrandom", "getentropy",
          "arc4random*", "_ZNSt13random_device*"}},
        {"asks a clock",
         "use call.now() and call.day()",
         {"time", "clock", "gettimeofday", "clock_gettime", "timespec_get", "localtime*", "ftime",
          "_ZNSt6chrono3_V212system_clock3nowEv", "_ZNSt6chrono3_V212steady_clock3nowEv"}},
        {"sleeps", "a handler only computes", {"sleep", "usleep", "nanosleep", "clock_nanosleep", "poll", "select"}},
    };
    return bans;
}

bool is_meant(std::string_view symbol, std::string_view pattern) {
    return pattern.ends_with('*') ? symbol.starts_with(pattern.substr(0, pattern.size() - 1)) : symbol == pattern;
}

Finding check_exports(const ElfFacts& facts) {
    const std::vector<std::string> wanted{FG_ENTRY_NAME, FG_STAMP_SYMBOL};
    if (facts.exports == wanted) return {"exports", true, listed(facts.exports), ""};
    return {"exports", false,
            "it exports " + std::to_string(facts.exports.size()) + " symbols: " + listed(facts.exports) +
                "; expected " + listed(wanted),
            std::string(add_plugin) + "; other symbols would meet those of other plugins"};
}

Finding check_unique(const ElfFacts& facts) {
    if (!facts.unique.empty())
        return {"unique", false,
                "it has symbols that the process keeps for ever (STB_GNU_UNIQUE): " + listed(facts.unique), add_plugin};
    if (facts.nodelete)
        return {"unique", false, "it is linked with -z nodelete: it would never be unloaded", add_plugin};
    return {"unique", true, "no unique symbols", ""};
}

Finding check_libraries(const ElfFacts& facts) {
    constexpr std::array allowed{"libc.so.", "libm.so.",   "libstdc++.so.", "libgcc_s.so.",
                                 "ld-linux", "libc++.so.", "libc++abi.so.", "libunwind.so."};
    std::vector<std::string> others;
    for (const auto& library : facts.needed)
        if (std::none_of(allowed.begin(), allowed.end(), [&](const char* name) { return library.starts_with(name); }))
            others.push_back(library);
    if (others.empty()) return {"libraries", true, listed(facts.needed), ""};
    return {"libraries", false, "it needs " + listed(others),
            "link it statically: only libc, libm, libstdc++ and libgcc_s are the host's"};
}

Finding check_imports(const ElfFacts& facts) {
    std::string found, todo;
    for (const Ban& ban : bans()) {
        std::vector<std::string> symbols;
        for (const auto& symbol : facts.imports)
            if (std::any_of(ban.symbols.begin(), ban.symbols.end(),
                            [&](std::string_view pattern) { return is_meant(symbol, pattern); }))
                symbols.push_back(symbol);
        if (symbols.empty()) continue;
        found += (found.empty() ? "it " : "; it ") + std::string(ban.what) + " (" + listed(symbols) + ")";
        todo += (todo.empty() ? "" : "; ") + std::string(ban.instead);
    }
    if (found.empty()) return {"imports", true, std::to_string(facts.imports.size()) + " imports, none banned", ""};
    return {"imports", false, found, todo};
}

}  // namespace

std::vector<Finding> check_file(std::string_view content) try {
    const Stamp stamp = read_stamp(content);
    const ElfFacts facts = read_elf_facts(content);
    return {{"stamp", true, stamp.id + " " + stamp.version + ", SDK " + stamp.sdk + ", " + stamp.toolchain, ""},
            check_exports(facts),
            check_unique(facts),
            check_libraries(facts),
            check_imports(facts)};
} catch (const Unfit& unfit) {
    const std::string text = unfit.what();
    const auto colon = text.rfind(": ");  // what was found, and what to do
    return {{"stamp", false, text.substr(0, colon), colon == text.npos ? "" : text.substr(colon + 2)}};
}

}  // namespace fairground::plugin
