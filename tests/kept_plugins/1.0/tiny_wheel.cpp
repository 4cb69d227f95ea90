// SPDX-License-Identifier: MIT
// A whole lucky wheel: a turn costs one "spins", prizes are drawn by weight and may run out.
#include <fairground/plugin.hpp>

using namespace fairground;

struct Prize {
    std::string id;
    std::uint32_t weight = 0;
    std::int64_t stock = INT64_MAX;
};
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Prize, id, weight, stock)

struct Settings {
    std::vector<Prize> prizes;  // the last one is the consolation prize
    WeightedDraw draw;

    static Settings read(const Json& json, Problems& problems) {
        Settings settings{json.at("prizes"), {}};
        std::vector<std::uint32_t> weights;
        for (const Prize& prize : settings.prizes) weights.push_back(prize.weight);
        if (settings.prizes.empty() || settings.prizes.back().stock != INT64_MAX)
            problems.add("/prizes", "the last prize must have no stock: it is given when another has run out");
        else
            settings.draw = WeightedDraw(weights);
        return settings;
    }
};

class TinyWheel final : public Campaign<Settings> {
public:
    static void declare(Manifest& manifest) {
        manifest.title({{"en", "Tiny wheel"}, {"zh", "小转盘"}}).emits("prize.won").odds(&TinyWheel::odds);
        manifest.action("spin", &TinyWheel::spin).needs(account("spins"), stock());
        manifest.view("history", &TinyWheel::history).role(Role::player).needs(records("spin", 20));
    }

    Json spin(Call& call) const {
        if (call.account("spins").balance() < 1) refuse("no_spins_left", "a turn costs 1 of spins");
        call.account("spins").debit(1, "spin");
        const Prize* prize = &settings().prizes[call.pick(settings().draw)];
        if (!call.stock(prize->id).try_take()) prize = &settings().prizes.back();
        call.record("spin", {{"prize", prize->id}});
        call.emit("prize.won", {{"prize", prize->id}});
        return {{"prize", prize->id}};
    }

    Json history(Call& call) const {
        Json prizes = Json::array();
        for (const Record& record : call.records("spin").last(20).records) prizes.push_back(record.payload["prize"]);
        return {{"prizes", prizes}};
    }

    std::vector<Chance> odds() const {
        std::vector<Chance> chances;
        for (const Prize& prize : settings().prizes)
            chances.push_back({prize.id, double(prize.weight) / settings().draw.total()});
        return chances;
    }

    std::vector<StockItem> stock_items() const {
        std::vector<StockItem> items;
        for (const Prize& prize : settings().prizes)
            if (prize.stock != INT64_MAX) items.push_back({prize.id, prize.stock, std::nullopt});
        return items;
    }
};

FAIRGROUND_PLUGIN(TinyWheel, "tiny-wheel", "1.0.0");
