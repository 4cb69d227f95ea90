#include "rollout/traffic.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace fairground::rollout {

std::vector<store::RouteUse> lost_routes(store::Rollouts& rollouts, const std::string& campaign,
                                         const plugin::Manifest& next, int days) {
    const campaign::LocalTime utc("UTC");
    const auto since = utc.day(campaign::now() - std::chrono::hours(24) * days);
    const auto served = campaign::routes_of(next);
    auto uses = rollouts.route_uses(campaign, since);
    std::erase_if(uses, [&](const store::RouteUse& use) {
        return std::find(served.begin(), served.end(), use.route) != served.end();
    });
    std::ranges::sort(uses, std::greater<>(), &store::RouteUse::uses);
    return uses;
}

std::string describe(const store::RouteUse& lost, const plugin::Manifest& next, int days) {
    return fmt::format(
        "{} was called {} times in the last {} days, last on {:04}-{:02}-{:02}, and {} {} does not serve it; keep the "
        "route, or wait until nobody calls it",
        lost.route, lost.uses, days, lost.day / 10'000, lost.day / 100 % 100, lost.day % 100, next.id, next.version);
}

}  // namespace fairground::rollout
