// A campaign for the front's own tests: one route of each role. What they answer is scripted in the fake engine.
#include <fairground/plugin.hpp>

using namespace fairground;

struct Settings {
    static Settings read(const Json&, Problems&) { return {}; }
};

class Fair final : public Campaign<Settings> {
public:
    static void declare(Manifest& manifest) {
        manifest.title({{"en", "Fair"}});
        manifest.action("spin", &Fair::nothing).takes({integer("count").otherwise(1)});
        manifest.action("import", &Fair::nothing).role(Role::partner);
        manifest.action("adjust", &Fair::nothing).role(Role::admin);
        manifest.view("prizes", &Fair::nothing).role(Role::none).takes({text("cursor").otherwise("")});
        manifest.view("history", &Fair::nothing).role(Role::player);
        manifest.view("report", &Fair::nothing).role(Role::partner);
        manifest.view("audit", &Fair::nothing).role(Role::admin);
        manifest.odds(&Fair::odds).page("pages");
    }
    Json nothing(Call&) const { return Json::object(); }
    std::vector<Chance> odds() const { return {{"tea", 1.0}}; }
};

FAIRGROUND_PLUGIN(Fair, "fair", "1.2.0");
