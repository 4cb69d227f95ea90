#include <cstdio>

#include <date/tz.h>

#include "campaign/campaign.hpp"

namespace fairground::campaign {

using std::chrono::seconds;

// tzdata is the operating system's; the library reads it once, under its own lock, and the zones live as long as the
// process.
LocalTime::LocalTime(const std::string& zone) {
    try {
        zone_ = date::locate_zone(zone);
    } catch (const std::runtime_error& error) {
        throw std::invalid_argument("expected a time zone such as Asia/Shanghai or UTC, found \"" + zone + "\" (" +
                                    error.what() + ")");
    }
}

std::int32_t LocalTime::utc_offset(Time at) const {
    return static_cast<std::int32_t>(zone_->get_info(std::chrono::floor<seconds>(at)).offset.count());
}

std::int32_t LocalTime::day(Time at) const {
    const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(at + seconds(utc_offset(at)))};
    return static_cast<int>(date.year()) * 10'000 +
           static_cast<std::int32_t>(static_cast<unsigned>(date.month())) * 100 +
           static_cast<std::int32_t>(static_cast<unsigned>(date.day()));
}

std::optional<Time> LocalTime::start(std::int32_t day) const {
    return moment(day, 0);
}

std::optional<Time> LocalTime::moment(std::int32_t day, unsigned minute) const {
    const std::chrono::year_month_day date{std::chrono::year(day / 10'000), std::chrono::month(day / 100 % 100),
                                           std::chrono::day(day % 100)};
    if (day < 0 || !date.ok()) return std::nullopt;
    const date::local_time<std::chrono::minutes> clock{std::chrono::sys_days(date).time_since_epoch() +
                                                       std::chrono::minutes(minute)};
    // earliest: of a time that comes twice the first, of one that is skipped the moment of the skip.
    return std::chrono::time_point_cast<Time::duration>(zone_->to_sys(clock, date::choose::earliest));
}

std::string LocalTime::rfc3339(Time at) const {
    const std::int32_t offset = utc_offset(at);
    const auto local = std::chrono::floor<seconds>(at) + seconds(offset);
    const std::int32_t of_day =
        static_cast<std::int32_t>((local - std::chrono::floor<std::chrono::days>(local)).count());
    const std::int32_t date = day(at);
    // Whole minutes are all RFC 3339 can say; offsets with seconds ended with local mean time.
    const std::int32_t minutes = std::abs(offset) / 60;
    char text[48];
    std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", date / 10'000, date / 100 % 100,
                  date % 100, of_day / 3600, of_day / 60 % 60, of_day % 60, offset < 0 ? '-' : '+', minutes / 60,
                  minutes % 60);
    return text;
}

}  // namespace fairground::campaign
