// What tests make of an outcome.
#pragma once
#include <stdexcept>
#include <string>
#include <vector>

#include "redis/commands.hpp"

namespace fairground::redis {

// Throws if Redis was away.
inline std::vector<Reply> replies(Outcome outcome) {
    if (const Away* away = std::get_if<Away>(&outcome)) throw std::runtime_error("away: " + away->why);
    return std::move(std::get<Replies>(outcome).all);
}

inline std::string why_away(const Outcome& outcome) {
    const Away* away = std::get_if<Away>(&outcome);
    return away ? away->why : "it was not away";
}

inline const Environment& dev() {
    static const Environment one("dev");
    return one;
}

}  // namespace fairground::redis
