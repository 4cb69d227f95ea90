// Local days and the periods that they belong to. Days are yyyymmdd, as the platform gives them; pure arithmetic.
#pragma once
#include <cstdint>
#include <string>

namespace growth_points {

using Day = std::int32_t;

// REQUIRES: a day that exists
Day add_days(Day day, int days);

enum class Cycle { month, quarter, year, campaign };

// A stretch of days in which points are counted towards a level.
struct Period {
    Day first = 0;
    Day next = 0;      // the day after the last one; 0: never ends
    std::string name;  // also that of its leaderboard: "2026-03", "2026-q1", "2026", "campaign"

    bool ends() const { return next != 0; }
};

// The period that holds this day.
Period period_of(Cycle cycle, Day day);
// The fewest days that a period of this cycle can have; 0: it never ends.
int shortest(Cycle cycle);

// How long points can be spent, counted from the day on which they were earned.
struct Validity {
    enum class Kind { never, end_of_month, end_of_year, days };
    Kind kind = Kind::never;  // never: they do not expire
    int days = 0;             // whole days after the day of earning
};

// The day with whose beginning points earned on `day` expire; 0: never.
Day expiry_day(const Validity& validity, Day day);

}  // namespace growth_points
