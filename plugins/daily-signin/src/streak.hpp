// What a streak's length means: where it stands, which tiers it reaches, what its days are worth.
#pragma once
#include <optional>
#include <vector>

#include "attendance.hpp"
#include "settings.hpp"

namespace daily_signin {

struct Streak {
    std::int64_t length = 0;
    bool here_today = false;
    // The one missed day that lies behind the streak, if a freeze must keep it.
    std::optional<Day> gap;
};

// The streak that today's sign-in goes on with, or has gone on with. freezable: a card can keep it over one missed day.
Streak streak_on(const Attendance& attendance, Day today, bool freezable);

// True: without a sign-in today the streak is over tomorrow, but for a freeze that the player must ask for.
bool breaks_tonight(const Settings& settings, const Attendance& attendance, Day today, bool has_card);

struct Reached {
    const Tier* tier;
    std::int64_t length;  // of the streak, where it was reached
};

// The tiers that a streak reaches as it grows from one length to another, in order.
std::vector<Reached> reached(const Settings& settings, std::int64_t from, std::int64_t to);

// The first tier that lies ahead; empty: none.
std::optional<Reached> ahead(const Settings& settings, std::int64_t length);

// The day of the cycle, 1 … its length; of an endless streak its length.
std::int64_t cycle_day(const Settings& settings, std::int64_t length);

// What the nth day of a streak is worth; null: nothing. REQUIRES: length > 0
const Award* reward(const Settings& settings, std::int64_t length);

}  // namespace daily_signin
