// SPDX-License-Identifier: MIT
//
// The local time of the test kit's campaign, standing still until a test moves it.
#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>

namespace fairground::testkit {

struct Clock {
    using Time = std::chrono::sys_time<std::chrono::milliseconds>;

    Time now = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1) + std::chrono::hours(12);
    std::chrono::seconds first_offset{0};
    std::map<Time, std::chrono::seconds> offsets;  // from then on

    std::int64_t milliseconds() const { return now.time_since_epoch().count(); }
    std::chrono::seconds utc_offset() const { return offset_at(now); }
    std::int32_t day() const { return day_of(std::chrono::floor<std::chrono::days>(now + utc_offset())); }

    void set(std::int32_t local_day, std::chrono::milliseconds time_of_day) {
        now = at(midnight(local_day) + time_of_day);
    }
    // The clocks are put forward or back when they show this time.
    void change_offset(std::int32_t local_day, std::chrono::milliseconds time_of_day, std::chrono::seconds offset) {
        const Time local = midnight(local_day) + time_of_day;
        offsets[local - offset_at(at(local))] = offset;
    }
    // The first moment of a local day; empty for a day that does not exist.
    std::optional<Time> start(std::int32_t local_day) const {
        const Time local = midnight(local_day);
        if (local_day < 0 || day_of(std::chrono::floor<std::chrono::days>(local)) != local_day) return std::nullopt;
        return at(local);
    }

private:
    static Time midnight(std::int32_t day) {
        return std::chrono::sys_days(std::chrono::year(day / 10'000) /
                                     std::chrono::month(static_cast<unsigned>(day / 100 % 100)) /
                                     std::chrono::day(static_cast<unsigned>(day % 100)));
    }
    static std::int32_t day_of(std::chrono::sys_days local) {
        const std::chrono::year_month_day date(local);
        return static_cast<int>(date.year()) * 10'000 +
               static_cast<std::int32_t>(static_cast<unsigned>(date.month())) * 100 +
               static_cast<std::int32_t>(static_cast<unsigned>(date.day()));
    }
    std::chrono::seconds offset_at(Time time) const {
        const auto later = offsets.upper_bound(time);
        return later == offsets.begin() ? first_offset : std::prev(later)->second;
    }
    // When the clocks show this local time: of one that comes twice the first, of one that is skipped the moment of the
    // skip.
    Time at(Time local) const {
        std::chrono::seconds offset = first_offset;
        for (const auto& [change, next] : offsets) {
            if (local - offset < change) break;
            if (local - next < change) return change;
            offset = next;
        }
        return local - offset;
    }
};

}  // namespace fairground::testkit
