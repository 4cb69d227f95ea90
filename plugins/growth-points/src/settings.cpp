#include "settings.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace growth_points {
namespace {

using fairground::Problems;

std::optional<std::int64_t> number(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found == json.end() ? std::nullopt : std::optional(found->get<std::int64_t>());
}

std::vector<std::string> split(const std::string& field) {
    std::vector<std::string> path(1);
    for (const char c : field) {
        if (c == '.')
            path.emplace_back();
        else
            path.back() += c;
    }
    return path;
}

// 1.5 as 150. A factor with more digits could not be kept exactly.
std::int64_t read_factor(const Json& json, const std::string& at, Problems& problems) {
    const double found = json.get<double>();
    const double percent = std::round(found * 100);
    if (std::abs(found * 100 - percent) > 1e-6)
        problems.add(at, "found " + json.dump() + ", expected at most two decimals: round it");
    return static_cast<std::int64_t>(percent);
}

Condition read_condition(const Json& json) {
    return {split(json.at("field")), json.at("equals")};
}

Validity read_validity(const Json& json) {
    if (json.is_object()) return {Validity::Kind::days, json.at("days")};
    if (json == "end_of_month") return {Validity::Kind::end_of_month};
    if (json == "end_of_year") return {Validity::Kind::end_of_year};
    return {};
}

Rule read_rule(const Json& json, const std::string& at, Problems& problems) {
    Rule rule;
    rule.id = json.at("id");
    rule.title = json.at("title");
    rule.on = json.at("on");
    if (json.contains("campaign")) rule.of = json["campaign"].get<std::string>();
    if (json.contains("when")) rule.when = read_condition(json["when"]);
    rule.amount = json.at("amount");
    rule.by_level = json.value("by_level", true);
    const Json multipliers = json.value("multipliers", Json::array());
    for (std::size_t i = 0; i < multipliers.size(); ++i)
        rule.multipliers.push_back(
            {read_condition(multipliers[i]),
             read_factor(multipliers[i].at("times"), at + "/multipliers/" + std::to_string(i) + "/times", problems)});
    rule.per_day = number(json.value("caps", Json::object()), "per_day");
    rule.per_month = number(json.value("caps", Json::object()), "per_month");
    rule.valid = read_validity(json.value("valid", Json("never")));
    return rule;
}

Level read_level(const Json& json, const std::string& at, Problems& problems) {
    Level level{json.at("id"), json.at("title"), json.at("from")};
    level.privileges = json.value("privileges", Json::array());
    if (json.contains("multiplier")) level.percent = read_factor(json["multiplier"], at + "/multiplier", problems);
    return level;
}

Award read_award(const Json& json) {
    if (json.contains("goods")) return {Award::Kind::goods, json["goods"]};
    if (json.contains("coupon")) return {Award::Kind::coupon, json["coupon"]};
    return {Award::Kind::money, json.at("currency"), json.at("amount")};
}

Item read_item(const Json& json, const Settings& settings, const std::string& at, Problems& problems) {
    Item item;
    item.id = json.at("id");
    item.title = json.at("title");
    item.price = json.at("price");
    item.stock = number(json, "stock");
    item.per_day = number(json, "per_day");
    item.max_per_player = number(json, "max_per_player");
    item.award = read_award(json.at("award"));
    if (json.contains("level")) {
        const auto level = settings.level(json["level"].get_ref<const std::string&>());
        if (!level)
            problems.add(at + "/level", "there is no level '" + json["level"].get<std::string>() +
                                            "': use the id of one of the levels");
        item.level = level.value_or(0);
    }
    return item;
}

Cycle read_cycle(const std::string& name) {
    if (name == "quarter") return Cycle::quarter;
    if (name == "year") return Cycle::year;
    return name == "campaign" ? Cycle::campaign : Cycle::month;
}

std::string place(const char* list, std::size_t index) {
    return "/" + std::string(list) + "/" + std::to_string(index);
}

}  // namespace

bool Condition::holds(const Json& payload) const {
    const Json* found = &payload;
    for (const std::string& step : path) {
        const auto next = found->is_object() ? found->find(step) : found->end();
        if (next == found->end()) return false;
        found = &*next;
    }
    return *found == equals;
}

std::size_t Settings::reached(std::int64_t points) const {
    const auto above = std::find_if(levels.begin() + 1, levels.end(), [&](const Level& l) { return l.from > points; });
    return static_cast<std::size_t>(above - levels.begin()) - 1;
}

std::optional<std::size_t> Settings::level(std::string_view id) const {
    for (std::size_t i = 0; i < levels.size(); ++i)
        if (levels[i].id == id) return i;
    return std::nullopt;
}

const Item* Settings::item(std::string_view id) const {
    const auto found = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.id == id; });
    return found == items.end() ? nullptr : &*found;
}

std::vector<std::string> Settings::topics() const {
    std::set<std::string> names;
    for (const Rule& rule : rules) names.insert(rule.on);
    return {names.begin(), names.end()};
}

std::vector<std::string> Settings::currencies() const {
    std::set<std::string> names = {currency};
    for (const Item& item : items)
        if (item.award.kind == Award::Kind::money) names.insert(item.award.name);
    return {names.begin(), names.end()};
}

std::vector<std::string> Settings::coupon_pools() const {
    std::set<std::string> names;
    for (const Item& item : items)
        if (item.award.kind == Award::Kind::coupon) names.insert(item.award.name);
    return {names.begin(), names.end()};
}

Settings Settings::read(const Json& json, Problems& problems) {
    Settings settings;
    settings.currency = json.at("currency");
    settings.cycle = read_cycle(json.value("period", "month"));
    for (const Json& level : json.at("levels"))
        settings.levels.push_back(read_level(level, place("levels", settings.levels.size()), problems));
    for (const Json& rule : json.at("earn"))
        settings.rules.push_back(read_rule(rule, place("earn", settings.rules.size()), problems));
    for (const Json& item : json.value("redeem", Json::array()))
        settings.items.push_back(read_item(item, settings, place("redeem", settings.items.size()), problems));

    const Json downgrade = json.value("downgrade", Json::object());
    settings.grace_days = downgrade.value("grace_days", 0);
    settings.notice_days = downgrade.value("notice_days", 0);
    settings.soon_days = json.value("expiring_soon_days", settings.soon_days);
    settings.board_places = json.value("board_places", settings.board_places);
    check(settings, problems);
    return settings;
}

}  // namespace growth_points
