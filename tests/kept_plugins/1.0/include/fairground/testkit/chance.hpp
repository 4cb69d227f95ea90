// SPDX-License-Identifier: MIT
//
// The random numbers of the test kit.
#pragma once
#include <cstdint>
#include <deque>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "fairground/testkit/world.hpp"

namespace fairground::testkit {

// The scripted numbers first, then those of a generator that is the same everywhere.
struct Chance {
    std::deque<std::uint32_t> script;
    std::mt19937 generator{1};
    std::vector<Draw> drawn;

    std::uint32_t below(std::uint32_t bound) {
        if (bound == 0) throw std::logic_error("the plugin asked for a random number below 0");
        drawn.push_back({bound, script.empty() ? generated(bound) : scripted(bound)});
        return drawn.back().value;
    }

private:
    std::uint32_t scripted(std::uint32_t bound) {
        const std::uint32_t value = script.front();
        script.pop_front();
        if (value < bound) return value;
        throw std::logic_error("the scripted number " + std::to_string(value) + " is not below " +
                               std::to_string(bound) + ", which the plugin asked for");
    }
    std::uint32_t generated(std::uint32_t bound) {
        const std::uint32_t uneven = (0U - bound) % bound;  // the part of the range that would favour small numbers
        std::uint32_t number = 0;
        do number = static_cast<std::uint32_t>(generator());
        while (number < uneven);
        return number % bound;
    }
};

}  // namespace fairground::testkit
