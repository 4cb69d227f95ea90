// One turn of the wheel: which prize it is, and what had to be given instead.
#pragma once
#include <optional>
#include <string>

#include "progress.hpp"
#include "settings.hpp"

namespace lucky_wheel {

// Why a drawn prize was not given.
enum class Obstacle { none, locked, had_enough, sold_out, no_coupon, blocked };
const char* name(Obstacle obstacle);

struct Turn {
    std::size_t prize = 0;             // given
    std::optional<std::size_t> drawn;  // by chance; empty: no chance was involved (a guarantee, a blocked player)
    Obstacle obstacle = Obstacle::none;
    bool pity = false;
    std::string coupon;  // the code, for a prize that is one
};

// Turns the wheel once: draws, takes stock and coupon, counts the turn in progress. Pays nothing out.
Turn turn(const Settings& settings, fairground::Call& call, Progress& progress);

// Can the player win the prize right now? Takes nothing.
Obstacle obstacle(const Prize& prize, const fairground::Call& call, const Progress& progress);

}  // namespace lucky_wheel
