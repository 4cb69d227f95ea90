// Local days: as numbers (20260301) at the border, as texts ("2026-03-01") for people, as std::chrono days in between.
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace daily_signin {

using Day = std::chrono::sys_days;
using std::chrono::days;

// REQUIRES: a day that exists.
Day day_of(std::int32_t yyyymmdd);
std::int32_t number(Day day);
std::string iso(Day day);
// Empty: not "YYYY-MM-DD", or no such day.
std::optional<Day> parse_day(std::string_view text);

using Month = std::chrono::year_month;

Month month_of(Day day);
// 202603
std::int32_t number(Month month);
std::string iso(Month month);
// Empty: not "YYYY-MM", or no such month.
std::optional<Month> parse_month(std::string_view text);
Day first_of(Month month);
Day last_of(Month month);
// 1 … 31
unsigned day_in_month(Day day);

}  // namespace daily_signin
