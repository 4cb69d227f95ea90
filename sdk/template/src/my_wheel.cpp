// The rules of the campaign: free turns every day, prizes drawn by weight, some of which may run out.
#include <fairground/prizes.hpp>

using namespace fairground;

struct Settings {
    std::int64_t turns_per_day = 3;
    Prizes prizes;
    static Settings read(const Json& json, Problems& problems) {
        return {json.value("turns_per_day", std::int64_t{3}), Prizes::read(json, problems)};
    }
};

class MyWheelRules final : public Campaign<Settings> {
public:
    static void declare(Manifest& manifest) {
        manifest.title({{"en", "My wheel"}, {"zh", "我的转盘"}}).page("pages").odds(&MyWheelRules::odds);
        manifest.settings_schema(R"({"type": "object", "required": ["prizes"], "additionalProperties": false,
            "properties": {"turns_per_day": {"type": "integer", "minimum": 1}, "prizes": )" +
                                 Prizes::schema() + "}}");
        manifest.action("spin", &MyWheelRules::spin).needs(record_count("spin", today()), stock());
        manifest.view("board", &MyWheelRules::board).role(Role::player).needs(record_count("spin", today()));
    }
    Json spin(Call& call) const {
        if (turns_left(call) < 1)
            refuse("no_turns_left", "the turns of today are used up; there are new ones tomorrow");
        const Prize& prize = settings().prizes.draw(call);
        call.record("spin", {{"prize", prize.id}});
        return {{"prize", prize.id}, {"turns_left", turns_left(call)}};
    }
    Json board(Call& call) const { return {{"prizes", settings().prizes.shown()}, {"turns_left", turns_left(call)}}; }
    std::int64_t turns_left(const Call& call) const {
        return settings().turns_per_day - call.records("spin").count(today());
    }
    std::vector<Chance> odds() const { return settings().prizes.odds(); }
    std::vector<StockItem> stock_items() const { return settings().prizes.stock_items(); }
};
FAIRGROUND_PLUGIN(MyWheelRules, "my-wheel", "0.1.0");
