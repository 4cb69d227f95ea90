#include "standing.hpp"

#include <algorithm>
#include <utility>

namespace growth_points {
namespace {

bool same_month(Day a, Day b) {
    return a / 100 == b / 100;
}

}  // namespace

// Settings may have changed since: what they no longer know is left out, a level that is gone is found by its points.
Standing Standing::read(const Json& document, const Settings& settings) {
    Standing standing;
    if (document.empty()) return standing;
    standing.since = document.at("since");
    standing.points = document.at("points");
    standing.total = document.at("total");
    standing.level =
        settings.level(document.at("level").get_ref<const std::string&>()).value_or(settings.reached(standing.points));
    if (const auto due = document.find("due"); due != document.end())
        standing.due = Due{due->at("on"), settings.level(due->at("to").get_ref<const std::string&>()).value_or(0)};
    standing.warned = document.value("warned", 0);
    standing.reminded = document.value("reminded", std::int64_t{0});
    for (const Rule& rule : settings.rules) {
        const auto found = document.at("earned").find(rule.id);
        if (found == document.at("earned").end() || !rule.capped()) continue;
        standing.earned[rule.id] = {found->at(0), found->at(1), found->at(2)};
    }
    standing.redeemed = document.at("redeemed").get<std::map<std::string, std::int64_t>>();
    standing.redemptions = document.value("redemptions", std::int64_t{0});
    return standing;
}

Json Standing::document(const Settings& settings) const {
    Json json = {{"since", since},           {"points", points},
                 {"total", total},           {"level", settings.levels[level].id},
                 {"earned", Json::object()}, {"redeemed", redeemed}};
    if (due) json["due"] = {{"on", due->on}, {"to", settings.levels[due->to].id}};
    if (warned) json["warned"] = warned;
    if (reminded) json["reminded"] = reminded;
    if (redemptions) json["redemptions"] = redemptions;
    for (const auto& [rule, earned] : earned)
        json["earned"][rule] = Json::array({earned.day, earned.that_day, earned.that_month});
    return json;
}

std::vector<Change> Standing::settle(const Settings& settings, Day today) {
    std::vector<Change> lost;
    if (since == 0) since = today;
    for (;;) {
        const Period period = period_of(settings.cycle, since);
        // In the order of time: grace is shorter than a period, so a loss comes before the next period's end.
        if (due && due->on <= today) {
            const std::size_t kept = std::max(due->to, settings.reached(points));
            if (kept < level) {
                lost.push_back({level, kept, due->on, points});
                level = kept;
            }
            due.reset();
        } else if (period.ends() && period.next <= today) {
            const std::size_t reached = settings.reached(points);
            if (reached < level) due = Due{add_days(period.next, settings.grace_days), reached};
            points = 0;
            since = period.next;
        } else {
            return lost;
        }
    }
}

std::optional<Change> Standing::count(const Settings& settings, Day today, std::int64_t amount) {
    points = std::max<std::int64_t>(points + amount, 0);
    total = std::max<std::int64_t>(total + amount, 0);
    const std::size_t reached = settings.reached(points);
    if (reached >= level) due.reset();
    if (reached <= level) return std::nullopt;
    return Change{std::exchange(level, reached), reached, today, points};
}

std::optional<Risk> Standing::risk(const Settings& settings, Day today) const {
    const Period period = period_of(settings.cycle, since ? since : today);
    if (!period.ends() || settings.reached(points) >= level) return std::nullopt;
    const std::int64_t missing = settings.levels[level].from - points;
    if (due) return Risk{due->on, std::max(due->to, settings.reached(points)), missing};
    return Risk{add_days(period.next, settings.grace_days), settings.reached(points), missing};
}

std::int64_t Standing::today(const Rule& rule, Day today) const {
    const auto found = earned.find(rule.id);
    return found == earned.end() || found->second.day != today ? 0 : found->second.that_day;
}

std::int64_t Standing::this_month(const Rule& rule, Day today) const {
    const auto found = earned.find(rule.id);
    return found == earned.end() || !same_month(found->second.day, today) ? 0 : found->second.that_month;
}

std::optional<std::int64_t> Standing::left_today(const Rule& rule, Day today) const {
    std::optional<std::int64_t> left;
    if (rule.per_day) left = std::max<std::int64_t>(*rule.per_day - this->today(rule, today), 0);
    if (rule.per_month) {
        const std::int64_t of_month = std::max<std::int64_t>(*rule.per_month - this_month(rule, today), 0);
        left = std::min(left.value_or(of_month), of_month);
    }
    return left;
}

void Standing::note(const Rule& rule, Day today, std::int64_t amount) {
    if (!rule.capped()) return;
    Earned& used = earned[rule.id];
    if (!same_month(used.day, today)) used.that_month = 0;
    if (used.day != today) used.that_day = 0;
    used.day = today;
    used.that_day += amount;
    used.that_month += amount;
}

std::int64_t Standing::redeemed_of(const Item& item) const {
    const auto found = redeemed.find(item.id);
    return found == redeemed.end() ? 0 : found->second;
}

}  // namespace growth_points
