#include "schedule/due.hpp"

#include <algorithm>

namespace fairground::schedule {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr int longest_wait = 32;  // days from one month's day to the next

sys_days to_date(std::int32_t day) {
    return year_month_day{std::chrono::year(day / 10'000), std::chrono::month(day / 100 % 100),
                          std::chrono::day(day % 100)};
}

std::int32_t to_day(sys_days date) {
    const year_month_day parts{date};
    return static_cast<int>(parts.year()) * 10'000 +
           static_cast<std::int32_t>(static_cast<unsigned>(parts.month())) * 100 +
           static_cast<std::int32_t>(static_cast<unsigned>(parts.day()));
}

bool is_day_of(const plugin::Schedule& schedule, sys_days date) {
    using Every = plugin::Schedule::Every;
    if (schedule.every == Every::day) return true;
    if (schedule.every == Every::week) return std::chrono::weekday(date).c_encoding() == schedule.weekday;
    const auto of_month = static_cast<unsigned>(year_month_day(date).day());
    if (schedule.day_of_month != 0) return of_month == schedule.day_of_month;
    return static_cast<unsigned>(year_month_day(date + days(1)).day()) == 1;
}

// The nearest due time that fits, going from the local day of now in steps of one.
template <typename Fits>
Due nearest(const plugin::Schedule& schedule, const campaign::LocalTime& local, campaign::Time now, days step,
            Fits fits) {
    sys_days date = to_date(local.day(now));
    for (int i = 0; i <= longest_wait; ++i, date += step) {
        if (!is_day_of(schedule, date)) continue;
        if (const auto due = due_on(schedule, local, to_day(date)); due && fits(due->at)) return *due;
    }
    throw std::logic_error("a schedule without a day");
}

}  // namespace

std::optional<Due> due_on(const plugin::Schedule& schedule, const campaign::LocalTime& local, std::int32_t day) {
    const auto at = local.moment(day, schedule.minute);
    if (!at) return std::nullopt;
    return Due{day, *at};
}

Due last_due(const plugin::Schedule& schedule, const campaign::LocalTime& local, campaign::Time now) {
    return nearest(schedule, local, now, days(-1), [&](campaign::Time at) { return at <= now; });
}

Due next_due(const plugin::Schedule& schedule, const campaign::LocalTime& local, campaign::Time now) {
    return nearest(schedule, local, now, days(1), [&](campaign::Time at) { return at > now; });
}

std::optional<Due> wanted(const plugin::Schedule& schedule, const campaign::Revision& revision,
                          campaign::Time first_published, campaign::Time now) {
    const auto& config = revision.config;
    const bool ended = config.to && now >= *config.to;
    if (ended && now >= *config.to + grace) return std::nullopt;
    const auto latest = ended ? *config.to - std::chrono::milliseconds(1) : now;
    const auto due = last_due(schedule, revision.local_time, latest);
    if (due.at < first_published || (config.from && due.at < *config.from)) return std::nullopt;
    return due;
}

}  // namespace fairground::schedule
