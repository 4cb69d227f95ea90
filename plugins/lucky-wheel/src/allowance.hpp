// How many turns a player has left, and what they cost.
#pragma once
#include "progress.hpp"
#include "settings.hpp"

namespace lucky_wheel {

// All of a player's standing that a page shows: see "player" in README.md.
fairground::Json standing(const Settings& settings, const fairground::Call& call, const Progress& progress);

// Takes the price of so many turns and counts the free ones; returns how many of them are free. Refuses the call if
// limits or balance do not allow them. REQUIRES: count > 0
std::int64_t pay(const Settings& settings, fairground::Call& call, Progress& progress, std::int64_t count);

}  // namespace lucky_wheel
