#include <map>

#include "settings.hpp"

namespace growth_points {
namespace {

using fairground::Problems;

std::string at(const char* list, std::size_t index, const char* field) {
    return "/" + std::string(list) + "/" + std::to_string(index) + "/" + field;
}

// "found 20, expected at most 10, the cap of a month: lower it"
std::string too_many(std::int64_t found, std::int64_t most, const std::string& what) {
    return "found " + std::to_string(found) + ", expected at most " + std::to_string(most) + ", " + what + ": lower it";
}

template <class Things>
void check_ids(const Things& things, const char* list, const char* word, Problems& problems) {
    std::map<std::string, std::size_t> seen;
    for (std::size_t i = 0; i < things.size(); ++i) {
        const auto [first, fresh] = seen.emplace(things[i].id, i);
        if (!fresh)
            problems.add(at(list, i, "id"), "'" + things[i].id + "' is already the id of " + word + " " +
                                                std::to_string(first->second) + ": every " + word + " needs its own");
    }
}

void check_levels(const Settings& settings, Problems& problems) {
    if (settings.levels[0].from != 0)
        problems.add("/levels/0/from", "found " + std::to_string(settings.levels[0].from) +
                                           ", expected 0: the first level is everybody's, who begins has no points");
    for (std::size_t i = 1; i < settings.levels.size(); ++i) {
        const Level& below = settings.levels[i - 1];
        if (settings.levels[i].from <= below.from)
            problems.add(at("levels", i, "from"), "found " + std::to_string(settings.levels[i].from) +
                                                      ", expected more than " + std::to_string(below.from) +
                                                      ", where '" + below.id +
                                                      "' begins: list the levels from the lowest to the highest");
    }
}

void check_rules(const Settings& settings, Problems& problems) {
    for (std::size_t i = 0; i < settings.rules.size(); ++i) {
        const Rule& rule = settings.rules[i];
        if (rule.per_day && rule.per_month && *rule.per_day > *rule.per_month)
            problems.add(at("earn", i, "caps/per_day"), too_many(*rule.per_day, *rule.per_month, "the cap of a month"));
    }
}

void check_items(const Settings& settings, Problems& problems) {
    for (std::size_t i = 0; i < settings.items.size(); ++i) {
        const Item& item = settings.items[i];
        if (item.stock && item.per_day && *item.per_day > *item.stock)
            problems.add(at("redeem", i, "per_day"), too_many(*item.per_day, *item.stock, "the whole stock"));
        if (item.award.kind == Award::Kind::money && item.award.name == settings.currency &&
            item.award.amount >= item.price)
            problems.add(at("redeem", i, "award/amount"), "found " + std::to_string(item.award.amount) + " " +
                                                              settings.currency + ", expected less than the price of " +
                                                              std::to_string(item.price) +
                                                              " in the same currency: or players redeem without end");
    }
}

// A level must be lost, or kept, before the next period can put it in question again.
void check_downgrade(const Settings& settings, Problems& problems) {
    const int most = shortest(settings.cycle) - 1;
    const auto check = [&](const char* field, int days) {
        if (days == 0) return;
        if (settings.cycle == Cycle::campaign)
            problems.add("/downgrade/" + std::string(field),
                         "the period 'campaign' never ends, so no level is lost: leave it out, or choose a month, "
                         "quarter or year");
        else if (days > most)
            problems.add("/downgrade/" + std::string(field), too_many(days, most, "less than the shortest period"));
    };
    check("grace_days", settings.grace_days);
    check("notice_days", settings.notice_days);
}

}  // namespace

void check(const Settings& settings, Problems& problems) {
    check_ids(settings.levels, "levels", "level", problems);
    check_ids(settings.rules, "earn", "rule", problems);
    check_ids(settings.items, "redeem", "item", problems);
    check_levels(settings, problems);
    check_rules(settings, problems);
    check_items(settings, problems);
    check_downgrade(settings, problems);
}

}  // namespace growth_points
