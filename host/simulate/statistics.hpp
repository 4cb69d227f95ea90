// The few formulas, over Boost.Math. Private to the room.
#pragma once
#include <cstdint>
#include <vector>

#include "simulate/simulate.hpp"

namespace fairground::simulate {

// The mean of runs and where it lies with 95 % (Student's t). REQUIRES: not empty
Spread spread(const std::vector<double>& runs);

// How many of n draws give a prize of that chance, with 99.9 % for all `prizes` together (each gets an equal part of
// the doubt, after Bonferroni).
struct Bounds {
    std::uint64_t least = 0;
    std::uint64_t most = 0;
};
Bounds expected_draws(std::uint64_t n, double chance, std::size_t prizes);

}  // namespace fairground::simulate
