#include "earning.hpp"

#include <algorithm>

namespace growth_points {

std::int64_t worth(const Rule& rule, const Level& level, const Heard& event) {
    if (rule.on != event.topic) return 0;
    if (rule.of && *rule.of != event.campaign) return 0;
    if (rule.when && !rule.when->holds(event.payload)) return 0;
    const auto fits = [&](const Multiplier& multiplier) { return multiplier.when.holds(event.payload); };
    const auto found = std::find_if(rule.multipliers.begin(), rule.multipliers.end(), fits);
    const std::int64_t percent = found == rule.multipliers.end() ? 100 : found->percent;
    return rule.amount * percent * (rule.by_level ? level.percent : 100) / 10'000;
}

}  // namespace growth_points
