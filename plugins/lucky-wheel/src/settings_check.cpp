#include <map>

#include "settings.hpp"
#include "weights.hpp"

namespace lucky_wheel {
namespace {

using fairground::Problems;

// "found 20, expected at most 10, the stock: lower it"
std::string too_many(std::int64_t found, std::int64_t most, const std::string& what) {
    return "found " + std::to_string(found) + ", expected at most " + std::to_string(most) + ", " + what + ": lower it";
}

void check_prizes(const Settings& settings, Problems& problems) {
    std::map<std::string, std::size_t> seen;
    for (std::size_t i = 0; i < settings.prizes.size(); ++i) {
        const Prize& prize = settings.prizes[i];
        const auto [first, fresh] = seen.emplace(prize.id, i);
        if (!fresh)
            problems.add(at(i, "id"), "'" + prize.id + "' is already the id of prize " + std::to_string(first->second) +
                                          ": every prize needs its own");
        if (prize.stock && prize.per_day > prize.stock)
            problems.add(at(i, "per_day"), too_many(*prize.per_day, *prize.stock, "the whole stock"));
        if (settings.limit_total && prize.unlock_after >= *settings.limit_total)
            problems.add(at(i, "unlock_after"), too_many(prize.unlock_after, *settings.limit_total - 1,
                                                         "or limits.total ends the turns before it unlocks"));
    }
}

void check_consolation(const Settings& settings, Problems& problems) {
    if (settings.consolation != Settings::no_prize) {
        const Prize& prize = settings.prizes[settings.consolation];
        if (prize.limited())
            problems.add("/consolation",
                         "'" + prize.id +
                             "' can run out, the consolation prize must not: take away its stock, per_day, "
                             "max_per_player, unlock_after and coupon, or name another");
        return;
    }
    const std::string remedy = ": add a prize without award and limits, or name one in consolation";
    for (std::size_t i = 0; i < settings.prizes.size(); ++i) {
        if (!settings.prizes[i].limited()) continue;
        problems.add("/prizes", "'" + settings.prizes[i].id +
                                    "' can run out, but there is no consolation prize to give instead" + remedy);
        return;
    }
    if (!settings.refuse_blocked)
        problems.add("/blocked/answer", "there is no consolation prize to give to blocked players" + remedy);
}

void check_limits(const Settings& settings, Problems& problems) {
    if (settings.limit_per_day && settings.limit_total && *settings.limit_per_day > *settings.limit_total)
        problems.add("/limits/per_day", too_many(*settings.limit_per_day, *settings.limit_total, "limits.total"));
    if (settings.free_per_day && settings.limit_per_day && *settings.free_per_day > *settings.limit_per_day)
        problems.add("/free_spins/per_day",
                     too_many(*settings.free_per_day, *settings.limit_per_day, "limits.per_day allows no more turns"));
}

void check_pity(const Settings& settings, Problems& problems) {
    if (!settings.pity) return;
    if (!settings.wins(settings.pity->prize))
        problems.add("/pity/prize", "'" + settings.prizes[settings.pity->prize].id +
                                        "' is a consolation, not a win: name a prize that awards something");
    if (settings.limit_total && settings.pity->after >= *settings.limit_total)
        problems.add("/pity/after", too_many(settings.pity->after, *settings.limit_total - 1,
                                             "or limits.total ends the turns before the guarantee"));
}

}  // namespace

void check(const Settings& settings, Problems& problems) {
    check_prizes(settings, problems);
    check_consolation(settings, problems);
    check_limits(settings, problems);
    check_pity(settings, problems);
}

}  // namespace lucky_wheel
