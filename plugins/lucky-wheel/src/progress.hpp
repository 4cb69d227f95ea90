// How far a player has come on this wheel: all counters in one small document, so that a call costs one row.
#pragma once
#include <cstdint>
#include <map>
#include <string>

#include <fairground/plugin.hpp>

namespace lucky_wheel {

struct Progress {
    static constexpr const char* key = "progress";

    std::int64_t done = 0;                    // turns in this campaign
    std::int64_t today = 0;                   // turns of the day
    std::int64_t free_today = 0;              // of these, free ones
    std::int64_t losing = 0;                  // turns since the last win
    std::map<std::string, std::int64_t> won;  // of the prizes that have a maximum per player

    // What belongs to a day that is over counts no more.
    static Progress load(const fairground::Call& call);
    void store(const fairground::Call& call) const;

    std::int64_t won_of(const std::string& prize) const;
};

}  // namespace lucky_wheel
