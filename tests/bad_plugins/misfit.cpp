// A plugin that breaks the border's contract in the way its settings ask for, {"mode": "…"}. Built several times with
// the MISFIT_… definitions of CMakeLists.txt for the ways that show before there are settings. {"mode": "fine"}
// behaves.
#include <chrono>
#include <cstring>
#include <stdexcept>
#include <string>

#include "fairground/abi.h"

#ifndef MISFIT_ID
#define MISFIT_ID "misfit"
#endif
#ifndef MISFIT_VERSION
#define MISFIT_VERSION "1.0.0"
#endif
#ifndef MISFIT_ABI_MAJOR
#define MISFIT_ABI_MAJOR FG_ABI_MAJOR
#endif
#ifndef MISFIT_ABI_MINOR
#define MISFIT_ABI_MINOR FG_ABI_MINOR
#endif
#ifdef MISFIT_UNIQUE_SYMBOL
// In a library built with the compiler's own flags, this is one object for the whole process, for ever.
template <typename T>
struct Shared {
    static int counter;
};
template <typename T>
int Shared<T>::counter = 0;
template struct __attribute__((visibility("default"))) Shared<int>;
#endif

namespace {

struct Instance {
    std::string mode;
    const fg_accounts_1* accounts;
};

const Instance& of(fg_instance* instance) {
    return *reinterpret_cast<const Instance*>(instance);
}

fg_status say(fg_sink reply, const std::string& text, fg_status status = FG_OK) {
    reply.write(reply.ctx, text.data(), text.size());
    return status;
}

[[maybe_unused, gnu::no_sanitize("undefined")]] void crash() {
    volatile int* nowhere = nullptr;
    *nowhere = 1;
}

[[maybe_unused]] void hang() {
    for (volatile bool on = true; on;) {
    }
}

int calls_so_far = 0;

#ifdef MISFIT_PINS_IMAGE
struct Pin {
    std::string text = "its destructor keeps the image in memory until the thread ends";
    ~Pin() { text.clear(); }
};
#endif

fg_status describe(fg_sink manifest) {
#ifdef MISFIT_PINS_IMAGE
    thread_local Pin pin;
    if (pin.text.empty()) return FG_FAULT;
#endif
#ifdef MISFIT_DESCRIBE_THROWS
    throw std::runtime_error("no manifest today");
#endif
#ifdef MISFIT_DESCRIBE_CRASHES
    crash();
#endif
#ifdef MISFIT_DESCRIBE_HANGS
    hang();
#endif
#ifdef MISFIT_MANIFEST
    return say(manifest, MISFIT_MANIFEST);
#else
    return say(manifest, R"({"id":"misfit","version":")" MISFIT_VERSION R"(",
        "settings_schema":{"type":"object","required":["mode"],"properties":{"mode":{"type":"string"}},
                           "additionalProperties":false},
        "actions":[{"name":"do","number":0}],"views":[{"name":"look","number":1}],"odds":true})");
#endif
}

fg_status create(const fg_host* host, fg_str settings, fg_sink reply, fg_instance** out) {
    const std::string text(settings.data, settings.size);
    const std::string mode = text.substr(text.find(':') + 2, text.rfind('"') - text.find(':') - 2);
    if (mode == "create crashes") crash();
    if (mode == "create hangs") hang();
    if (mode == "create throws") throw std::runtime_error("no instance today");
    if (mode == "create answers garbage") return say(reply, "{]");
    if (mode == "create answers 99") return say(reply, "{}", 99);
    if (mode == "create gives no instance") return say(reply, "{}");
    if (mode == "create refuses")
        return say(reply, R"({"problems":[{"at":"/mode","message":"not this"}]})", FG_INVALID);
    if (mode == "create refuses nothing") return say(reply, R"({"problems":[]})", FG_INVALID);

    *out = reinterpret_cast<fg_instance*>(
        new Instance{mode, static_cast<const fg_accounts_1*>(host->service(host->ctx, {"fg.accounts/1", 13}))});
    if (mode == "create limits stock below zero") return say(reply, R"({"stock":[{"item":"phone","total":-1}]})");
    return say(reply, R"({"stock":[{"item":"phone","total":10,"per_day":2},{"item":"thanks"}],"coupons":["pool"]})");
}

void destroy(fg_instance* instance) {
    delete &of(instance);
}

fg_status plan(fg_instance* instance, uint32_t, fg_plan*, fg_str, fg_sink reply) {
    if (of(instance).mode == "plan throws") throw 42;
    if (of(instance).mode == "plan refuses") return say(reply, R"({"code":"bad_body","detail":"no"})", FG_INVALID);
    if (of(instance).mode == "plan answers refused") return say(reply, R"({"code":"no","detail":"no"})", FG_REFUSED);
    return FG_OK;
}

fg_status call(fg_instance* instance, uint32_t route, fg_call* call, fg_str, fg_sink reply) {
    const std::string& mode = of(instance).mode;
    if (mode == "crashes") crash();
    if (mode == "hangs") hang();
    if (mode == "leaks") return new std::string(64 * 1024, 'x'), say(reply, "{}");
    if (mode == "throws") throw std::runtime_error("over the border");
    if (mode == "throws a number") throw 42;
    if (mode == "answers garbage") return say(reply, "{\"prize\":");
    if (mode == "answers nothing") return FG_OK;
    if (mode == "answers bytes") return say(reply, "\"\xff\xfe\"");
    if (mode == "answers 99") return say(reply, "{}", 99);
    if (mode == "answers a code with spaces") return say(reply, R"({"code":"no spins left","detail":""})", FG_REFUSED);
    if (mode == "refuses without a code") return say(reply, "{}", FG_REFUSED);
    if (mode == "refuses with a list") return say(reply, "[]", FG_REFUSED);
    if (mode == "refuses") return say(reply, R"({"code":"no_spins_left","detail":"come back tomorrow"})", FG_REFUSED);
    if (mode == "answers 2 MiB") return say(reply, "\"" + std::string(2 << 20, 'x') + "\"");
    if (mode == "answers deep") return say(reply, std::string(80'000, '[') + std::string(80'000, ']'));
    if (mode == "answers from null") return reply.write(reply.ctx, nullptr, 5), FG_OK;
    if (mode == "fails silently") return FG_FAULT;
    if (mode == "is unavailable silently") return FG_UNAVAILABLE;
#ifdef MISFIT_READS_THE_CLOCK
    return say(reply, "{\"time\":" + std::to_string(std::chrono::steady_clock::now().time_since_epoch().count()) + "}");
#endif
    if (mode == "remembers") return say(reply, "{\"calls\":" + std::to_string(++calls_so_far) + "}");
    std::int64_t balance = 0;
    if (mode == "throws if a service refuses" && route == 0 &&
        of(instance).accounts->debit(call, {"points", 6}, 1, {"turn", 4}) == FG_REFUSED)
        throw std::runtime_error("not expected");
    if (mode == "hides that a service failed") of(instance).accounts->balance(call, {"points", 6}, &balance);
    say(reply, "{\"fine\":");
    return say(reply, "true}");
}

fg_status odds(fg_instance* instance, fg_sink reply) {
    if (of(instance).mode == "odds fail") return FG_FAULT;
    return say(reply, R"({"prizes":[{"id":"phone","chance":1}]})");
}

}  // namespace

extern "C" {

#ifndef MISFIT_NO_STAMP
__attribute__((used, visibility("default"), section(FG_STAMP_SECTION))) extern const fg_stamp fg_stamp_v1 = {
    {'F', 'A', 'I', 'R', 'G', 'R', 'N', 'D'},
    sizeof(fg_stamp),
    MISFIT_ABI_MAJOR,
    MISFIT_ABI_MINOR,
    MISFIT_ID,
    MISFIT_VERSION,
    "1.0",
    "test"};
#endif

#ifdef MISFIT_SHOWS_MORE
__attribute__((visibility("default"))) int misfit_helper(void) {
    return 1;
}
#endif

#ifdef MISFIT_NO_ENTRY
#define fg_plugin_v1 some_other_entry
#endif
__attribute__((visibility("default"))) const fg_plugin* fg_plugin_v1(void) {
    static fg_plugin table = {sizeof(fg_plugin), describe, create, destroy, plan, call, odds};
#ifdef MISFIT_UNIQUE_SYMBOL
    ++Shared<int>::counter;
#endif
#ifdef MISFIT_EMPTY_TABLE
    table.create = nullptr;
#endif
    return &table;
}
}
