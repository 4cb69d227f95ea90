#include <map>

#include "settings.hpp"

namespace daily_signin {
namespace {

using fairground::Problems;

std::string at(const std::string& list, std::size_t index, const char* field) {
    return list + "/" + std::to_string(index) + field;
}

void check_tiers(const Settings& settings, Problems& problems) {
    for (std::size_t i = 1; i < settings.tiers.size(); ++i) {
        const std::int64_t before = settings.tiers[i - 1].days;
        if (settings.tiers[i].days > before) continue;
        problems.add(at("/streak/tiers", i, "/days"), "found " + std::to_string(settings.tiers[i].days) +
                                                          ", expected more than " + std::to_string(before) +
                                                          ", the days of the tier before: put the tiers in order");
    }
    if (!settings.cycle) return;
    if (settings.tiers.empty()) {
        problems.add("/streak/mode", "a cycle ends with its last tier, and there is none: add tiers, or use endless");
        return;
    }
    const auto rewards = static_cast<std::int64_t>(settings.rewards.size());
    if (rewards > settings.tiers.back().days)
        problems.add("/rewards", "found " + std::to_string(rewards) + " days, expected at most " +
                                     std::to_string(settings.tiers.back().days) +
                                     ", the length of the cycle (its last tier): take away rewards, or add a tier");
}

void check_goods(const Settings& settings, Problems& problems) {
    std::map<std::string, std::size_t> seen;
    for (std::size_t i = 0; i < settings.goods.size(); ++i) {
        const Goods& goods = settings.goods[i];
        const auto [first, fresh] = seen.emplace(goods.id, i);
        if (!fresh)
            problems.add(at("/goods", i, "/id"), "'" + goods.id + "' is already the id of goods " +
                                                     std::to_string(first->second) + ": each needs its own");
        if (goods.stock && goods.per_day > goods.stock)
            problems.add(at("/goods", i, "/per_day"), "found " + std::to_string(*goods.per_day) +
                                                          ", expected at most " + std::to_string(*goods.stock) +
                                                          ", the whole stock: lower it");
    }
}

void check_awards(const Settings& settings, const Awards& awards, const std::string& where, Problems& problems) {
    for (std::size_t i = 0; i < awards.size(); ++i) {
        const Award& award = awards[i];
        if (award.money) continue;
        const Goods* found = nullptr;
        for (const Goods& goods : settings.goods)
            if (goods.id == award.goods) found = &goods;
        if (found == nullptr)
            problems.add(at(where, i, "/goods"),
                         "there are no goods '" + award.goods + "': add them to goods, with a title");
        else if (award.instead && !found->stock && !found->per_day)
            problems.add(at(where, i, "/instead"), "'" + award.goods +
                                                       "' cannot run out, so nothing is ever given instead: give it a "
                                                       "stock, or take this away");
    }
}

void check_cards(const Settings& settings, Problems& problems) {
    if (const auto& makeup = settings.makeup) {
        if (!makeup->price && makeup->card.empty())
            problems.add("/makeup", "nothing pays for a make-up: add a price, a card, or both");
        if (makeup->price && makeup->price->currency == makeup->card)
            problems.add(
                "/makeup/card",
                "'" + makeup->card + "' is the currency of the price too: name an account of its own for cards");
        if (settings.freeze && settings.freeze->card == makeup->card)
            problems.add("/freeze/card",
                         "'" + makeup->card + "' already pays for make-ups: name an account of its own for freezes");
    }
}

}  // namespace

void check(const Settings& settings, Problems& problems) {
    check_tiers(settings, problems);
    check_goods(settings, problems);
    check_awards(settings, settings.rewards, "/rewards", problems);
    for (std::size_t i = 0; i < settings.tiers.size(); ++i)
        check_awards(settings, settings.tiers[i].awards, at("/streak/tiers", i, "/awards"), problems);
    check_awards(settings, settings.full_month, "/full_month/awards", problems);
    check_cards(settings, problems);
}

}  // namespace daily_signin
