// When a job is due, as its plugin declares it: a time of the campaign's local day, on some days.
#pragma once
#include <optional>
#include <string_view>

namespace fairground::plugin {

inline constexpr const char* schedule_rule =
    "daily HH:MM, weekly mon HH:MM (mon, tue, wed, thu, fri, sat, sun), monthly 1 HH:MM (1 to 28) or monthly last "
    "HH:MM";

struct Schedule {
    enum class Every { day, week, month };
    Every every = Every::day;
    unsigned weekday = 0;       // of every week: 0 is Sunday
    unsigned day_of_month = 0;  // of every month: 1 to 28; 0: the last
    unsigned minute = 0;        // of the day
};

// Empty: not of the form that schedule_rule gives.
std::optional<Schedule> parse_schedule(std::string_view text);

}  // namespace fairground::plugin
