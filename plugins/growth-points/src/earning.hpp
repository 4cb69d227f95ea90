// What an event is worth. Pure.
#pragma once
#include <string_view>

#include "settings.hpp"

namespace growth_points {

// An event of another campaign, as far as rules look at it.
struct Heard {
    std::string_view topic;
    std::string_view campaign;
    const Json& payload;
};

// Before caps, for a player of this level; 0: the rule has nothing to do with the event. Fractions are dropped.
std::int64_t worth(const Rule& rule, const Level& level, const Heard& event);

}  // namespace growth_points
