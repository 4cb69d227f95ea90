// On which days a player was there: one small document, so that a call costs one row.
#pragma once
#include <array>
#include <cstdint>
#include <map>

#include <fairground/plugin.hpp>

#include "days.hpp"

namespace daily_signin {

// A run is a row of days without a missed one. Its length counts the days signed or made up; frozen days only hold it
// together.
class Attendance {
public:
    static constexpr const char* key = "attendance";
    // Older months are forgotten, but for the length of a run that began in them: the document stays below 2 KiB.
    static constexpr int months_kept = 36;

    enum class Mark : std::uint8_t { none, signed_in, made_up, frozen };

    static Attendance load(const fairground::Call& call);
    void store(const fairground::Call& call) const;

    Mark on(Day day) const;
    bool covers(Day day) const { return on(day) != Mark::none; }
    // REQUIRES: mark is not none; day is not in a forgotten month.
    void set(Day day, Mark mark);

    // The length of the run that ends on this day, or begins on it; 0: the day is not covered.
    std::int64_t until(Day day) const;
    std::int64_t from(Day day) const;

    // Days of the month with this mark.
    int count(Month month, Mark mark) const;
    // True: nothing is known any more of this month.
    bool forgot(Month month) const;

    // Make-ups done in the month, whatever days they were for.
    int makeups_in(Month month) const;
    void add_makeup(Month month);

    // The last month that was settled, as 202603; 0: none yet.
    std::int32_t settled = 0;

private:
    struct InMonth {
        std::array<std::uint32_t, 3> days{};  // for each mark but none a set: bit n - 1 is day n
        int makeups = 0;
    };

    void forget();

    std::map<std::int32_t, InMonth> months_;  // by 202603
    std::int64_t carried_ = 0;                // length of the run that ends on the last forgotten day
    std::int32_t kept_from_ = 0;              // first month that is kept, as 202603; 0: nothing was forgotten
};

}  // namespace daily_signin
