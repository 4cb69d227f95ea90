#include "settings.hpp"

#include <algorithm>

#include "weights.hpp"

namespace lucky_wheel {
namespace {

using fairground::Problems;

std::optional<std::int64_t> number(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found == json.end() ? std::nullopt : std::optional(found->get<std::int64_t>());
}

Award read_award(const Json& json) {
    if (json.contains("currency")) return {Award::Kind::points, json["currency"], json.at("amount")};
    if (json.contains("goods")) return {Award::Kind::goods, json["goods"], 0};
    return {Award::Kind::coupon, json.at("coupon"), 0};
}

Prize read_prize(const Json& json) {
    Prize prize;
    prize.id = json.at("id");
    prize.title = json.at("title");
    prize.stock = number(json, "stock");
    prize.per_day = number(json, "per_day");
    prize.max_per_player = number(json, "max_per_player");
    prize.unlock_after = number(json, "unlock_after").value_or(0);
    if (json.contains("award")) prize.award = read_award(json["award"]);
    return prize;
}

template <class Wanted>
std::size_t find(const Settings& settings, Wanted&& wanted) {
    const auto found = std::find_if(settings.prizes.begin(), settings.prizes.end(), wanted);
    return found == settings.prizes.end() ? Settings::no_prize
                                          : static_cast<std::size_t>(found - settings.prizes.begin());
}

std::size_t read_prize_name(const std::string& id, const char* at, const Settings& settings, Problems& problems) {
    const std::size_t prize = find(settings, [&](const Prize& prize) { return prize.id == id; });
    if (prize == Settings::no_prize)
        problems.add(at, "there is no prize '" + id + "': use the id of one of the prizes");
    return prize;
}

// Unless named, the consolation prize is the first that is nothing but a thank-you.
std::size_t default_consolation(const Settings& settings) {
    return find(settings, [](const Prize& prize) { return prize.award.kind == Award::Kind::none && !prize.limited(); });
}

void read_costs(const Json& json, Settings& settings) {
    if (json.contains("spin_price"))
        settings.spin_price = Price{json["spin_price"].at("currency"), json["spin_price"].at("amount")};
    if (json.contains("free_spins")) settings.free_per_day = json["free_spins"].at("per_day").get<std::int64_t>();
    if (json.contains("limits")) {
        settings.limit_per_day = number(json["limits"], "per_day");
        settings.limit_total = number(json["limits"], "total");
    }
    settings.max_spins_per_call = number(json, "max_spins_per_call").value_or(settings.max_spins_per_call);
}

void note_names(Settings& settings) {
    std::set<std::string> currencies;
    std::set<std::string> pools;
    if (settings.spin_price) currencies.insert(settings.spin_price->currency);
    for (const Prize& prize : settings.prizes) {
        if (prize.award.kind == Award::Kind::points) currencies.insert(prize.award.name);
        if (prize.award.kind == Award::Kind::coupon) pools.insert(prize.award.name);
        settings.any_stocked = settings.any_stocked || prize.stocked();
    }
    settings.currencies.assign(currencies.begin(), currencies.end());
    settings.coupon_pools.assign(pools.begin(), pools.end());
}

void read_blocked(const Json& json, Settings& settings) {
    if (!json.contains("blocked")) return;
    settings.blocked = json["blocked"].at("players").get<std::set<std::string, std::less<>>>();
    settings.refuse_blocked = json["blocked"].value("answer", "refuse") == "refuse";
}

}  // namespace

bool Settings::wins(std::size_t prize) const {
    return prize != consolation && prizes[prize].award.kind != Award::Kind::none;
}

std::vector<std::string> Settings::earns() const {
    std::set<std::string> names;
    for (const Prize& prize : prizes)
        if (prize.award.kind == Award::Kind::points) names.insert(prize.award.name);
    return {names.begin(), names.end()};
}

Settings Settings::read(const Json& json, Problems& problems) {
    Settings settings;
    for (const Json& prize : json.at("prizes")) settings.prizes.push_back(read_prize(prize));
    read_costs(json, settings);
    note_names(settings);
    read_blocked(json, settings);

    settings.consolation = json.contains("consolation")
                               ? read_prize_name(json["consolation"], "/consolation", settings, problems)
                               : default_consolation(settings);
    if (json.contains("pity")) {
        const std::size_t prize = read_prize_name(json["pity"].at("prize"), "/pity/prize", settings, problems);
        if (prize != no_prize) settings.pity = Pity{json["pity"].at("after"), prize};
    }
    if (problems.empty()) check(settings, problems);

    const std::vector<std::uint32_t> weights = read_weights(json, problems);
    if (!problems.empty()) return settings;
    for (std::size_t i = 0; i < weights.size(); ++i) settings.prizes[i].weight = weights[i];
    settings.wheel = fairground::WeightedDraw(weights);
    return settings;
}

}  // namespace lucky_wheel
