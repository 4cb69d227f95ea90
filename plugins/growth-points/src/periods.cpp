#include "periods.hpp"

#include <chrono>

namespace growth_points {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

year_month_day date(Day day) {
    return {std::chrono::year(day / 10'000), std::chrono::month(static_cast<unsigned>(day / 100 % 100)),
            std::chrono::day(static_cast<unsigned>(day % 100))};
}

Day number(year_month_day date) {
    return static_cast<int>(date.year()) * 10'000 + static_cast<Day>(static_cast<unsigned>(date.month())) * 100 +
           static_cast<Day>(static_cast<unsigned>(date.day()));
}

// The first day of the stretch of so many months that holds the day, or of a later stretch.
Day first_of(Day day, int months, int later = 0) {
    const int month = day / 10'000 * 12 + day / 100 % 100 - 1;
    const int first = (month / months + later) * months;
    return first / 12 * 10'000 + (first % 12 + 1) * 100 + 1;
}

int months(Cycle cycle) {
    return cycle == Cycle::month ? 1 : cycle == Cycle::quarter ? 3 : 12;
}

}  // namespace

Day add_days(Day day, int days) {
    return number(year_month_day(sys_days(date(day)) + std::chrono::days(days)));
}

Period period_of(Cycle cycle, Day day) {
    if (cycle == Cycle::campaign) return {0, 0, "campaign"};
    const Day first = first_of(day, months(cycle));
    std::string name = std::to_string(first / 10'000);
    const int month = first / 100 % 100;
    if (cycle == Cycle::month) name += (month < 10 ? "-0" : "-") + std::to_string(month);
    if (cycle == Cycle::quarter) name += "-q" + std::to_string((month + 2) / 3);
    return {first, first_of(day, months(cycle), 1), name};
}

int shortest(Cycle cycle) {
    switch (cycle) {
        case Cycle::month:
            return 28;
        case Cycle::quarter:
            return 90;
        case Cycle::year:
            return 365;
        case Cycle::campaign:
            break;
    }
    return 0;
}

Day expiry_day(const Validity& validity, Day day) {
    switch (validity.kind) {
        case Validity::Kind::never:
            break;
        case Validity::Kind::end_of_month:
            return first_of(day, 1, 1);
        case Validity::Kind::end_of_year:
            return first_of(day, 12, 1);
        case Validity::Kind::days:
            return add_days(day, validity.days + 1);
    }
    return 0;
}

}  // namespace growth_points
