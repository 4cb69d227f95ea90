#include "schedule/due.hpp"

#include <gtest/gtest.h>

#include "config/rfc3339.hpp"

namespace fairground::schedule {
namespace {

using campaign::LocalTime;
using campaign::Time;

Time at(std::string_view text) {
    const config::Instant instant = config::parse_instant(text);
    EXPECT_TRUE(instant.time) << instant.problem;
    return instant.time.value_or(Time{});
}

// "20260329 2026-03-29T03:00:00+02:00"
std::string to_text(const Due& due, const LocalTime& local) {
    return std::to_string(due.day) + ' ' + local.rfc3339(due.at);
}
std::string last(const char* schedule, const char* zone, std::string_view now) {
    const LocalTime local(zone);
    return to_text(last_due(plugin::parse_schedule(schedule).value(), local, at(now)), local);
}
std::string next(const char* schedule, const char* zone, std::string_view now) {
    const LocalTime local(zone);
    return to_text(next_due(plugin::parse_schedule(schedule).value(), local, at(now)), local);
}

TEST(Due, IsByTheLocalClock) {
    EXPECT_EQ(last("daily 20:00", "Asia/Shanghai", "2026-03-01T12:00:00Z"), "20260301 2026-03-01T20:00:00+08:00");
    EXPECT_EQ(last("daily 20:00", "Asia/Shanghai", "2026-03-01T11:59:59Z"), "20260228 2026-02-28T20:00:00+08:00");
    EXPECT_EQ(next("daily 20:00", "Asia/Shanghai", "2026-03-01T12:00:00Z"), "20260302 2026-03-02T20:00:00+08:00");
    EXPECT_EQ(next("daily 20:00", "Asia/Shanghai", "2026-03-01T11:59:59Z"), "20260301 2026-03-01T20:00:00+08:00");
}

TEST(Due, OnDaysOfTheWeek) {
    EXPECT_EQ(last("weekly mon 00:05", "UTC", "2026-03-02T00:05:00Z"), "20260302 2026-03-02T00:05:00+00:00");
    EXPECT_EQ(last("weekly mon 00:05", "UTC", "2026-03-02T00:04:59Z"), "20260223 2026-02-23T00:05:00+00:00");
    EXPECT_EQ(next("weekly sun 00:05", "UTC", "2026-03-02T00:04:59Z"), "20260308 2026-03-08T00:05:00+00:00");
}

TEST(Due, OnDaysOfTheMonthLeapYearsIncluded) {
    EXPECT_EQ(last("monthly last 23:50", "UTC", "2028-03-15T00:00:00Z"), "20280229 2028-02-29T23:50:00+00:00");
    EXPECT_EQ(last("monthly last 23:50", "UTC", "2026-03-15T00:00:00Z"), "20260228 2026-02-28T23:50:00+00:00");
    EXPECT_EQ(next("monthly last 23:50", "UTC", "2026-12-31T23:50:00Z"), "20270131 2027-01-31T23:50:00+00:00");
    EXPECT_EQ(last("monthly 1 00:05", "UTC", "2026-01-01T00:00:00Z"), "20251201 2025-12-01T00:05:00+00:00");
    EXPECT_EQ(next("monthly 28 00:05", "UTC", "2026-01-28T00:05:00Z"), "20260228 2026-02-28T00:05:00+00:00");
}

TEST(Due, ATimeThatIsSkippedIsTheEndOfTheSkip) {
    EXPECT_EQ(next("daily 02:30", "Europe/Berlin", "2026-03-28T12:00:00Z"), "20260329 2026-03-29T03:00:00+02:00");
    EXPECT_EQ(last("daily 02:30", "Europe/Berlin", "2026-03-29T00:59:59Z"), "20260328 2026-03-28T02:30:00+01:00");
}

TEST(Due, ATimeThatComesTwiceIsTheFirst) {
    EXPECT_EQ(next("daily 02:30", "Europe/Berlin", "2026-10-24T12:00:00Z"), "20261025 2026-10-25T02:30:00+02:00");
    EXPECT_EQ(next("daily 02:30", "Europe/Berlin", "2026-10-25T00:30:00Z"), "20261026 2026-10-26T02:30:00+01:00");
}

TEST(Due, OnceADayAllYearLongInEveryZone) {
    for (const char* zone : {"Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "America/Santiago",
                             "Africa/Cairo", "Pacific/Chatham", "Asia/Shanghai"}) {
        const LocalTime local(zone);
        for (const char* text : {"daily 00:00", "daily 02:30", "daily 23:59"}) {
            const auto schedule = plugin::parse_schedule(text).value();
            auto due = next_due(schedule, local, at("2026-01-01T00:00:00Z"));
            for (int i = 0; i < 365; ++i) {
                const auto after = next_due(schedule, local, due.at);
                ASSERT_GT(after.day, due.day) << zone;
                ASSERT_LE(after.at - due.at, std::chrono::hours(25)) << zone << " leaves out a day after " << due.day;
                ASSERT_EQ(last_due(schedule, local, after.at).day, after.day);
                ASSERT_EQ(last_due(schedule, local, after.at - std::chrono::milliseconds(1)).day, due.day);
                due = after;
            }
        }
    }
}

// ---- what a campaign wants

class Wanted : public testing::Test {
protected:
    std::int32_t day(std::string_view now) {
        campaign::Revision revision{1, 1, {}, LocalTime("UTC"), nullptr, nullptr};
        revision.config.from = from;
        revision.config.to = to;
        const auto due = wanted(plugin::parse_schedule(schedule).value(), revision, published, at(now));
        return due ? due->day : 0;
    }
    const char* schedule = "daily 20:00";
    Time published = at("2026-03-01T00:00:00Z");
    std::optional<Time> from;
    std::optional<Time> to;
};

TEST_F(Wanted, OnlyTheLatestOfMissedRuns) {
    EXPECT_EQ(day("2026-03-10T20:00:00Z"), 20260310);
    EXPECT_EQ(day("2026-03-10T19:59:59Z"), 20260309);
}

TEST_F(Wanted, NothingFromBeforeTheCampaignWas) {
    EXPECT_EQ(day("2026-03-01T19:00:00Z"), 0) << "the last was due before it was published";
    EXPECT_EQ(day("2026-03-01T20:00:00Z"), 20260301);
    from = at("2026-03-05T00:00:00Z");
    EXPECT_EQ(day("2026-03-04T21:00:00Z"), 0);
    EXPECT_EQ(day("2026-03-05T19:00:00Z"), 0);
    EXPECT_EQ(day("2026-03-05T20:00:00Z"), 20260305);
}

TEST_F(Wanted, TheLastRunOfTheWindowForADayAfterItsEnd) {
    schedule = "monthly last 23:50";
    to = at("2026-04-01T00:00:00Z");
    EXPECT_EQ(day("2026-03-31T23:49:59Z"), 0);
    EXPECT_EQ(day("2026-03-31T23:50:00Z"), 20260331);
    EXPECT_EQ(day("2026-04-01T23:59:59Z"), 20260331);
    EXPECT_EQ(day("2026-04-02T00:00:00Z"), 0);
    schedule = "daily 00:00";
    EXPECT_EQ(day("2026-04-01T12:00:00Z"), 20260331) << "what is due at the end is outside";
}

}  // namespace
}  // namespace fairground::schedule
