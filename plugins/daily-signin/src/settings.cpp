#include "settings.hpp"

#include <algorithm>
#include <set>

namespace daily_signin {
namespace {

std::optional<std::int64_t> whole(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found == json.end() ? std::nullopt : std::optional(found->get<std::int64_t>());
}

Money read_money(const Json& json) {
    return {json.at("currency"), json.at("amount")};
}

Award read_award(const Json& json) {
    if (json.contains("currency")) return {read_money(json), "", std::nullopt};
    Award award{std::nullopt, json.at("goods"), std::nullopt};
    if (json.contains("instead")) award.instead = read_money(json["instead"]);
    return award;
}

Awards read_awards(const Json& json) {
    Awards awards;
    for (const Json& award : json) awards.push_back(read_award(award));
    return awards;
}

void read_streak(const Json& json, Settings& settings) {
    settings.cycle = json.value("mode", "endless") == "cycle";
    for (const Json& tier : json.value("tiers", Json::array()))
        settings.tiers.push_back({tier.at("days"), tier.value("title", Json()), read_awards(tier.at("awards"))});
}

void read_goods(const Json& json, Settings& settings) {
    for (const Json& goods : json)
        settings.goods.push_back({goods.at("id"), goods.at("title"), whole(goods, "stock"), whole(goods, "per_day")});
}

Makeup read_makeup(const Json& json) {
    Makeup makeup;
    if (json.contains("price")) makeup.price = read_money(json["price"]);
    makeup.card = json.value("card", "");
    makeup.per_month = json.at("per_month");
    makeup.days_back = json.at("days_back");
    return makeup;
}

void add(std::set<std::string>& names, const Awards& awards) {
    for (const Award& award : awards) {
        if (award.money) names.insert(award.money->currency);
        if (award.instead) names.insert(award.instead->currency);
    }
}

}  // namespace

const Goods& Settings::goods_named(std::string_view id) const {
    return *std::find_if(goods.begin(), goods.end(), [&](const Goods& one) { return one.id == id; });
}

std::vector<std::string> Settings::currencies() const {
    std::set<std::string> names;
    for (const auto& some : {earns(), spends()}) names.insert(some.begin(), some.end());
    return {names.begin(), names.end()};
}

std::vector<std::string> Settings::earns() const {
    std::set<std::string> names;
    add(names, rewards);
    add(names, full_month);
    for (const Tier& tier : tiers) add(names, tier.awards);
    return {names.begin(), names.end()};
}

std::vector<std::string> Settings::spends() const {
    std::set<std::string> names;
    if (makeup && makeup->price) names.insert(makeup->price->currency);
    if (makeup && !makeup->card.empty()) names.insert(makeup->card);
    if (freeze) names.insert(freeze->card);
    return {names.begin(), names.end()};
}

Settings Settings::read(const Json& json, fairground::Problems& problems) {
    Settings settings;
    const std::string first_day = json.at("first_day");
    if (const auto day = parse_day(first_day))
        settings.first_day = *day;
    else
        problems.add("/first_day", "there is no day '" + first_day + "': write a date like 2026-03-01");
    settings.rewards = read_awards(json.value("rewards", Json::array()));
    if (json.contains("streak")) read_streak(json["streak"], settings);
    if (json.contains("goods")) read_goods(json["goods"], settings);
    if (json.contains("makeup")) settings.makeup = read_makeup(json["makeup"]);
    if (json.contains("freeze"))
        settings.freeze = Freeze{json["freeze"].at("card"), json["freeze"].value("mode", "auto") == "auto"};
    if (json.contains("full_month")) settings.full_month = read_awards(json["full_month"].at("awards"));
    if (json.contains("reminder")) settings.remind_from = json["reminder"].value("min_streak", std::int64_t{1});
    check(settings, problems);
    return settings;
}

}  // namespace daily_signin
