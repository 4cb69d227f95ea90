// What the wheel does in a turn, but the player names the item: with many items no row of the stock is hot.
#include <fairground/plugin.hpp>

namespace {

using namespace fairground;

struct Settings {
    std::vector<StockItem> items;  // "i1", "i2" …

    static Settings read(const Json& json, Problems&) {
        Settings settings;
        const auto count = json.at("items").get<int>();
        for (int i = 1; i <= count; ++i) settings.items.push_back({"i" + std::to_string(i), 1'000'000'000, {}});
        return settings;
    }
};

class Sale final : public Campaign<Settings> {
public:
    static void declare(Manifest& manifest) {
        manifest
            .settings_schema(R"({
              "type": "object", "additionalProperties": false, "required": ["items"],
              "properties": {"items": {"type": "integer", "minimum": 1, "maximum": 10000}}
            })")
            .emits("prize.won");
        manifest.action("spin", &Sale::spin)
            .takes({text("item").between(1, 48)})
            .needs(value("progress"))
            .needs(account("points"))
            .plans(&Sale::plan);
    }

    std::vector<StockItem> stock_items() const { return settings().items; }
    std::vector<std::string> currencies() const { return {"points"}; }
    void plan(Plan& plan, const Input& input) const { plan.stock(input.text("item")); }

    Json spin(Call& call) const {
        const std::string item = call.input().text("item");
        const Json before = call.value("progress").get().value_or(Json::object());
        const std::int64_t number = before.value("done", std::int64_t{0}) + 1;
        const bool won = call.random_below(1000) < 999 && call.stock(item).left() > 0;
        Json line = {
            {"number", number}, {"prize", won ? item : "thanks"}, {"free", true}, {"pity", false}, {"win", won}};
        line["award"] = won ? Json{{"kind", "points"}, {"currency", "points"}, {"amount", 10}} : Json{{"kind", "none"}};
        call.record("spin", line);
        if (won) {
            call.stock(item).take();
            call.account("points").credit(10, "prize");
            call.emit("prize.won", line);
        }
        call.value("progress")
            .put({{"day", call.day()}, {"done", number}, {"free", 0}, {"losing", won ? 0 : 1}, {"today", number}});
        const std::int64_t balance = call.account("points").balance();
        return {{"spins", {std::move(line)}}, {"player", {{"balance", {{"points", balance}}}, {"spins_done", number}}}};
    }
};

}  // namespace

FAIRGROUND_PLUGIN(Sale, "bench-sale", "1.0.0");
