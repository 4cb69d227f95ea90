// The plugin of the simulation's tests: a die that may be loaded, with a prize of which there may be few.
#include <fairground/plugin.hpp>

namespace {

using namespace fairground;

struct Side {
    std::string id;
    std::uint32_t weight = 1;   // as it falls
    std::uint32_t claimed = 1;  // as it is published
    std::optional<std::int64_t> stock;
    std::optional<std::int64_t> per_day;
};

struct Settings {
    std::vector<Side> sides;
    WeightedDraw draw;
    bool tells = true;  // what was drawn where another side is given
    bool asks_history = false;
    std::int64_t price = 0;  // in points
    std::int64_t every = 0;  // every so many a player throws are a fault

    static Settings read(const Json& json, Problems&) {
        Settings settings;
        std::vector<std::uint32_t> weights;
        for (const Json& side : json.at("sides")) {
            const std::uint32_t weight = side.value("weight", 1U);
            auto& added = settings.sides.emplace_back(
                Side{side.at("id"), weight, side.value("claimed", weight), std::nullopt, std::nullopt});
            if (side.contains("stock")) added.stock = side["stock"].get<std::int64_t>();
            if (side.contains("per_day")) added.per_day = side["per_day"].get<std::int64_t>();
            weights.push_back(weight);
        }
        settings.draw = WeightedDraw(weights);
        settings.tells = json.value("tells", true);
        settings.asks_history = json.value("asks_history", false);
        settings.price = json.value("price", std::int64_t{0});
        settings.every = json.value("fault_every", std::int64_t{0});
        return settings;
    }
};

class Die final : public Campaign<Settings> {
public:
    static void declare(Manifest& manifest) {
        manifest.settings_schema(std::string_view(R"({"type": "object", "required": ["sides"]})"));
        manifest.action("throw", &Die::cast).needs(stock(), account("points"), record_count("throw", today()));
        manifest.action("rest", &Die::rest);
        manifest.odds(&Die::odds);
    }
    Json cast(Call& call) const {
        if (settings().every > 0 && call.records("throw").count(today()) % settings().every == settings().every - 1)
            throw std::runtime_error("the die fell off the table");
        if (call.account("points").balance() < settings().price) refuse("no_points");
        if (settings().price > 0) call.account("points").debit(settings().price, "throw");
        const Side& drawn = settings().sides[call.pick(settings().draw)];
        const bool there = !(drawn.stock || drawn.per_day) || call.stock(drawn.id).try_take();
        const Side& given = there ? drawn : settings().sides.back();
        Json record = {{"prize", given.id}};
        if (!there && settings().tells) record["instead"] = {{"of", drawn.id}};
        if (settings().asks_history) record["before"] = call.records("throw").last(3).records.size();
        call.record("throw", record);
        call.account("points").credit(1, "throw");
        return record;
    }
    Json rest(Call&) const { return Json::object(); }
    std::vector<Chance> odds() const {
        double all = 0;
        for (const Side& side : settings().sides) all += side.claimed;
        std::vector<Chance> chances;
        for (const Side& side : settings().sides) chances.push_back({side.id, side.claimed / all});
        return chances;
    }
    std::vector<StockItem> stock_items() const {
        std::vector<StockItem> items;
        for (const Side& side : settings().sides)
            if (side.stock || side.per_day) items.push_back({side.id, side.stock, side.per_day});
        return items;
    }
};

}  // namespace

FAIRGROUND_PLUGIN(Die, "die", "1.0.0");
