// How the chances of a wheel are written: whole-number weights, or percentages that add up to 100.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include <fairground/plugin.hpp>

namespace lucky_wheel {

// The JSON pointer to what the settings say of a prize.
inline std::string at(std::size_t prize, const char* field) {
    return "/prizes/" + std::to_string(prize) + "/" + field;
}

// One weight per prize, fit for a WeightedDraw, or problems that show the sum that was found.
std::vector<std::uint32_t> read_weights(const fairground::Json& settings, fairground::Problems& problems);

}  // namespace lucky_wheel
