// A campaign that counts what its player does. What is counted is his own and nobody else's.
#include <fairground/plugin.hpp>

using namespace fairground;

struct Settings {
    static Settings read(const Json&, Problems&) { return {}; }
};

class Counter final : public Campaign<Settings> {
public:
    static void declare(Manifest& manifest) {
        manifest.title({{"en", "Counter"}});
        manifest.action("add", &Counter::add).needs(value("count"));
        manifest.view("count", &Counter::count).role(Role::player).needs(value("count"));
    }
    Json add(Call& call) const {
        const auto count = call.value("count").get().value_or(Json(0)).get<int>() + 1;
        call.value("count").put(count);
        return {{"count", count}};
    }
    Json count(Call& call) const { return {{"count", call.value("count").get().value_or(Json(0))}}; }
};

FAIRGROUND_PLUGIN(Counter, "counter", "1.0.0");
