// A campaign for the tests of scheduled work: counts visits, and calls its visitors up every evening.
#include <fairground/plugin.hpp>

using namespace fairground;

struct Settings {
    static Settings read(const Json&, Problems&) { return {}; }
};

class Visits final : public Campaign<Settings> {
public:
    static void declare(Manifest& manifest) {
        manifest.title({{"en", "Visits"}}).emits("visits.visited").emits("visits.reminded");
        manifest.action("visit", &Visits::visit).needs(value("visits"));
        manifest.action("grant", &Visits::grant).takes({integer("amount")}).role(Role::admin).needs(account("points"));
        manifest.job("remind", "daily 20:00", &Visits::remind).needs(value("visits"), account("points"));
        manifest.view("look", &Visits::look).role(Role::player);
    }

    Json visit(Call& call) const {
        const Json before = call.value("visits").get().value_or(Json::object());
        call.value("visits").put({{"count", before.value("count", 0) + 1}});
        call.emit("visits.visited", {{"count", before.value("count", 0) + 1}});
        return {{"count", before.value("count", 0) + 1}};
    }
    Json grant(Call& call) const {
        if (call.input().integer("amount") > 1000) refuse("too_much", "at most 1000 at a time");
        call.account("points").credit(call.input().integer("amount"), "granted");
        return {{"points", call.account("points").balance()}};
    }
    void remind(Call& call, const Run& run) const {
        const auto& player = call.player().id();
        if (player.starts_with("shy")) refuse("not_wanted");
        if (player.starts_with("odd")) throw std::logic_error("odd visitors break the job");
        call.record("reminded", {{"day", run.day}, {"due", run.due}});
        call.account("points").credit(1, "reminded");
        call.emit("visits.reminded", {{"day", run.day}});
    }
    Json look(Call& call) const {
        Json days = Json::array();
        for (const Record& record : call.records("reminded").last(100).records) days.push_back(record.payload["day"]);
        return {{"reminded", days}, {"points", call.account("points").balance()}};
    }
};

FAIRGROUND_PLUGIN(Visits, "visits", "1.0.0");
