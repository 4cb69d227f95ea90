// The plugin of the reload drill: the same rules in several versions, and each answer says which code made it.
#include <csignal>

#include <fairground/plugin.hpp>

namespace {

using namespace fairground;

struct Settings {
    static Settings read(const Json&, Problems&) { return {}; }
};

#ifdef TURN_PINS_IMAGE
struct Pin {
    std::string text = "its destructor keeps the image in memory as long as the thread lives";
    ~Pin() { text.clear(); }
};
#endif

class Turn final : public Campaign<Settings> {
public:
    static void declare(Manifest& manifest) {
#ifdef TURN_CRASHES
        if (std::string_view(fg_stamp_v1.version) == "4.0.0") ::raise(SIGSEGV);
#endif
#ifdef TURN_ANOTHER_ROUTE
        manifest.action("go", &Turn::turn).needs(value("turns"));
#else
        manifest.action("turn", &Turn::turn).needs(value("turns"));
#endif
    }
    Json turn(Call& call) const {
#ifdef TURN_PINS_IMAGE
        thread_local Pin pin;
        if (pin.text.empty()) refuse("never");
#endif
#ifdef TURN_FAULTS_OF_100
        if (call.random_below(100) < TURN_FAULTS_OF_100) throw std::runtime_error("a mistake on purpose");
#endif
        const std::int64_t turns = call.value("turns").get().value_or(0).get<std::int64_t>() + 1;
        call.value("turns").put(turns);
        return {{"turns", turns}, {"made_by", "turn/" TURN_VERSION}};
    }
};

}  // namespace

FAIRGROUND_PLUGIN(Turn, "turn", TURN_VERSION);
