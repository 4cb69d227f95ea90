// The plugin of the catalogue's tests: a coin with named sides, some of them limited.
#include <fairground/plugin.hpp>

#ifndef COIN_VERSION
#define COIN_VERSION "2.1.0"
#endif
#ifndef COIN_SUM  // of the chances
#define COIN_SUM 1.0
#endif

namespace {

using namespace fairground;

struct Side {
    std::string id;
    std::optional<std::int64_t> stock;
};

struct Settings {
    std::vector<Side> sides;

    static Settings read(const Json& json, Problems& problems) {
        Settings settings;
        for (const Json& side : json.at("sides")) {
            settings.sides.push_back({side.at("id"), std::nullopt});
            if (side.contains("stock")) settings.sides.back().stock = side["stock"].get<std::int64_t>();
        }
        for (std::size_t i = 1; i < settings.sides.size(); ++i) {
            if (settings.sides[i].id != settings.sides[i - 1].id) continue;
            problems.add("/sides/" + std::to_string(i) + "/id", "the side before has this name too");
        }
        return settings;
    }
};

class Coin final : public Campaign<Settings> {
public:
    static void declare(Manifest& manifest) {
        manifest.settings_schema(
            std::string_view(R"({"type": "object", "required": ["sides"], "properties": {"sides": {"type": "array",
            "items": {"type": "object", "required": ["id"], "properties": {"stock": {"type": "integer"}}}}}})"));
        manifest.view("sides", &Coin::names);
        manifest.odds(&Coin::odds);
    }
    Json names(Call&) const { return {{"sides", settings().sides.size()}}; }
    std::vector<Chance> odds() const {
        std::vector<Chance> chances;
        for (const Side& side : settings().sides)
            chances.push_back({side.id, COIN_SUM / double(settings().sides.size())});
        return chances;
    }
    std::vector<StockItem> stock_items() const {
        std::vector<StockItem> items;
        for (const Side& side : settings().sides) {
            if (side.stock) items.push_back({side.id, side.stock, 1});
        }
        return items;
    }
};

}  // namespace

FAIRGROUND_PLUGIN(Coin, "coin", COIN_VERSION);
