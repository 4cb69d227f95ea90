#include "days.hpp"

namespace daily_signin {

using std::chrono::day;
using std::chrono::last;
using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month_day;

namespace {

std::optional<int> digits(std::string_view text) {
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::string two(unsigned value) {
    return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
}

}  // namespace

Day day_of(std::int32_t yyyymmdd) {
    return year_month_day(year(yyyymmdd / 10'000), month(static_cast<unsigned>(yyyymmdd / 100 % 100)),
                          day(static_cast<unsigned>(yyyymmdd % 100)));
}

std::int32_t number(Day value) {
    return number(month_of(value)) * 100 + static_cast<std::int32_t>(day_in_month(value));
}

std::string iso(Day value) {
    return iso(month_of(value)) + "-" + two(day_in_month(value));
}

std::optional<Day> parse_day(std::string_view text) {
    if (text.size() != 10 || text[7] != '-') return std::nullopt;
    const auto in_month = parse_month(text.substr(0, 7));
    const auto number = digits(text.substr(8));
    if (!in_month || !number) return std::nullopt;
    const year_month_day date = *in_month / day(static_cast<unsigned>(*number));
    return date.ok() ? std::optional<Day>(date) : std::nullopt;
}

Month month_of(Day value) {
    const year_month_day date(value);
    return date.year() / date.month();
}

std::int32_t number(Month value) {
    return static_cast<int>(value.year()) * 100 + static_cast<std::int32_t>(static_cast<unsigned>(value.month()));
}

std::string iso(Month value) {
    const int in_year = static_cast<int>(value.year());
    return two(static_cast<unsigned>(in_year / 100)) + two(static_cast<unsigned>(in_year % 100)) + "-" +
           two(static_cast<unsigned>(value.month()));
}

std::optional<Month> parse_month(std::string_view text) {
    if (text.size() != 7 || text[4] != '-') return std::nullopt;
    const auto in_year = digits(text.substr(0, 4));
    const auto number = digits(text.substr(5));
    if (!in_year || !number) return std::nullopt;
    const Month value = year(*in_year) / month(static_cast<unsigned>(*number));
    return value.ok() ? std::optional(value) : std::nullopt;
}

Day first_of(Month value) {
    return value / day(1);
}

Day last_of(Month value) {
    return value / last;
}

unsigned day_in_month(Day value) {
    return static_cast<unsigned>(year_month_day(value).day());
}

}  // namespace daily_signin
