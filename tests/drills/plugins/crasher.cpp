// A plugin that dereferences null on every so many calls.
#include <atomic>

#include <fairground/plugin.hpp>

using namespace fairground;

struct Settings {
    std::int64_t every = 1;
    static Settings read(const Json& json, Problems&) { return {json.value("every", std::int64_t{1})}; }
};

// A sanitizer must let it: the drill is about the signal.
[[gnu::no_sanitize("undefined")]] void crash() {
    *static_cast<volatile int*>(nullptr) = 1;
}

class Crasher final : public Campaign<Settings> {
public:
    static void declare(Manifest& manifest) {
        manifest.title({{"en", "Crasher"}});
        manifest.action("poke", &Crasher::poke);
    }
    Json poke(Call& call) const {
        call.record("poke", Json::object());
        if (++calls_ % settings().every == 0) crash();
        return Json::object();
    }

private:
    mutable std::atomic<std::int64_t> calls_{0};
};

FAIRGROUND_PLUGIN(Crasher, "crasher", "1.0.0");
