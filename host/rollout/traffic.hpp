// Which routes that are in use a revision would no longer serve.
#pragma once
#include "campaign/campaign.hpp"

namespace fairground::rollout {

inline constexpr int usual_window_days = 30;

// Seen within so many days; most used first. Throws what the store throws.
std::vector<store::RouteUse> lost_routes(store::Rollouts& rollouts, const std::string& campaign,
                                         const plugin::Manifest& next, int days);
// "the route \"view board\" was called 1234 times since 2026-11-01 (last on …), and lucky-wheel 2.0.0 does not serve
// it".
std::string describe(const store::RouteUse& lost, const plugin::Manifest& next, int days);

}  // namespace fairground::rollout
