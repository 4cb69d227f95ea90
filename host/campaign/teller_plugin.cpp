// The plugin of the tests of advice: it says of itself what its settings say.
#include <fairground/plugin.hpp>

namespace {

using namespace fairground;
using Names = std::vector<std::string>;

struct Settings {
    std::optional<Names> earns;
    std::optional<Names> spends;
    Names listens;
    std::vector<StockItem> stock;

    static Settings read(const Json& json, Problems&) {
        Settings settings;
        if (json.contains("earns")) settings.earns = json["earns"].get<Names>();
        if (json.contains("spends")) settings.spends = json["spends"].get<Names>();
        settings.listens = json.value("listens", Names());
        for (const Json& item : json.value("stock", Json::array())) {
            settings.stock.push_back({item.at("item"), item.at("total").get<std::int64_t>(), std::nullopt});
            if (item.contains("per_day")) settings.stock.back().per_day = item["per_day"].get<std::int64_t>();
        }
        return settings;
    }
};

class Teller final : public Campaign<Settings> {
public:
    static void declare(Manifest& manifest) {
        manifest.emits("teller.told").listener(&Teller::hear, OnFault::skip);
#ifdef TELLER_PAGE
        manifest.page("page");
#endif
    }
    void hear(Call&, const Event&) const {}
    Names listens() const {
        return settings().listens;
    }
    std::vector<StockItem> stock_items() const {
        return settings().stock;
    }
#ifndef TELLER_SILENT
    Names earns() const {
        return settings().earns.value_or(Names());
    }
    Names spends() const {
        return settings().spends.value_or(Names());
    }
#endif
};

}  // namespace

FAIRGROUND_PLUGIN(Teller, TELLER_NAME, "1.0.0");
