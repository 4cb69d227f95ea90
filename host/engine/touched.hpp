// What a view has looked at, and with that, for how long its reply is true and of whom. Noted by the unit of work, so
// that no author of a plugin can forget anything. Private to engine.
#pragma once
#include <algorithm>

#include "campaign/campaign.hpp"

namespace fairground::engine {

struct Touched {
    bool player = false;  // who asks, or anything of his: true while his version is the same
    bool others = false;  // what others change at any time (stock, tallies, coupons, places on boards), or chance
    bool clock = false;   // the time of day
    campaign::Time until = campaign::Time::max();  // the day, or something that expires

    void until_then(campaign::Time then) { until = std::min(until, then); }
};

}  // namespace fairground::engine
