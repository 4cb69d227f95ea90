#include "plugin/schedule.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace fairground::plugin {
namespace {

constexpr std::array<std::string_view, 7> weekdays{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

// The text up to the next space, which is removed with it.
std::string_view take_word(std::string_view& text) {
    const auto end = std::min(text.find(' '), text.size());
    const auto word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

std::optional<unsigned> number(std::string_view text) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

// "HH:MM"
std::optional<unsigned> minute_of_day(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    const auto hour = number(text.substr(0, 2));
    const auto minute = number(text.substr(3));
    if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
    return *hour * 60 + *minute;
}

}  // namespace

std::optional<Schedule> parse_schedule(std::string_view text) {
    Schedule schedule;
    const auto every = take_word(text);
    if (every == "weekly") {
        schedule.every = Schedule::Every::week;
        const auto day = std::find(weekdays.begin(), weekdays.end(), take_word(text));
        if (day == weekdays.end()) return std::nullopt;
        schedule.weekday = static_cast<unsigned>(day - weekdays.begin());
    } else if (every == "monthly") {
        schedule.every = Schedule::Every::month;
        if (const auto day = take_word(text); day != "last") {
            const auto of_month = number(day);
            if (!of_month || *of_month < 1 || *of_month > 28) return std::nullopt;
            schedule.day_of_month = *of_month;
        }
    } else if (every != "daily") {
        return std::nullopt;
    }
    const auto minute = minute_of_day(text);
    if (!minute) return std::nullopt;
    schedule.minute = *minute;
    return schedule;
}

}  // namespace fairground::plugin
