#include <gtest/gtest.h>

#include "campaign/campaign.hpp"
#include "config/rfc3339.hpp"

namespace fairground::campaign {
namespace {

Time at(std::string_view text) {
    const config::Instant instant = config::parse_instant(text);
    EXPECT_TRUE(instant.time) << instant.problem;
    return instant.time.value_or(Time{});
}

constexpr std::int32_t hour = 3600;

TEST(LocalTime, DaysBeginAtLocalMidnight) {
    const LocalTime shanghai("Asia/Shanghai");
    EXPECT_EQ(shanghai.day(at("2026-03-01T15:59:59.999Z")), 20260301);
    EXPECT_EQ(shanghai.day(at("2026-03-01T16:00:00Z")), 20260302);
    EXPECT_EQ(shanghai.utc_offset(at("2026-03-01T00:00:00Z")), 8 * hour);
    EXPECT_EQ(LocalTime("UTC").day(at("2026-03-01T23:59:59.999Z")), 20260301);
}

TEST(LocalTime, KnowsHalfHoursAndQuarters) {
    EXPECT_EQ(LocalTime("Asia/Kolkata").utc_offset(at("2026-03-01T00:00:00Z")), 5 * hour + 1800);
    EXPECT_EQ(LocalTime("Asia/Kathmandu").utc_offset(at("2026-03-01T00:00:00Z")), 5 * hour + 2700);
    EXPECT_EQ(LocalTime("Asia/Kolkata").day(at("2026-03-01T18:29:59Z")), 20260301);
    EXPECT_EQ(LocalTime("Asia/Kolkata").day(at("2026-03-01T18:30:00Z")), 20260302);
    EXPECT_EQ(LocalTime("America/St_Johns").rfc3339(at("2026-01-15T12:00:00Z")), "2026-01-15T08:30:00-03:30");
}

TEST(LocalTime, FollowsDaylightSaving) {
    const LocalTime berlin("Europe/Berlin");
    EXPECT_EQ(berlin.rfc3339(at("2026-03-29T00:59:59Z")), "2026-03-29T01:59:59+01:00");
    EXPECT_EQ(berlin.rfc3339(at("2026-03-29T01:00:00Z")), "2026-03-29T03:00:00+02:00");
    EXPECT_EQ(berlin.rfc3339(at("2026-10-25T00:30:00Z")), "2026-10-25T02:30:00+02:00");
    EXPECT_EQ(berlin.rfc3339(at("2026-10-25T01:30:00Z")), "2026-10-25T02:30:00+01:00");
}

TEST(LocalTime, ADayMayHave23Or25Hours) {
    const LocalTime berlin("Europe/Berlin");
    EXPECT_EQ(berlin.day(at("2026-03-28T23:00:00Z")), 20260329);
    EXPECT_EQ(berlin.day(at("2026-03-29T21:59:59Z")), 20260329);
    EXPECT_EQ(berlin.day(at("2026-03-29T22:00:00Z")), 20260330);
    EXPECT_EQ(berlin.day(at("2026-10-24T22:00:00Z")), 20261025);
    EXPECT_EQ(berlin.day(at("2026-10-25T22:59:59Z")), 20261025);
    EXPECT_EQ(berlin.day(at("2026-10-25T23:00:00Z")), 20261026);
}

TEST(LocalTime, KnowsLeapDays) {
    const LocalTime auckland("Pacific/Auckland");
    EXPECT_EQ(auckland.day(at("2028-02-28T10:59:59Z")), 20280228);
    EXPECT_EQ(auckland.day(at("2028-02-28T11:00:00Z")), 20280229);
    EXPECT_EQ(auckland.day(at("2028-02-29T11:00:00Z")), 20280301);
}

TEST(LocalTime, ADayStartsAtItsFirstMoment) {
    EXPECT_EQ(LocalTime("Asia/Shanghai").start(20260301), at("2026-02-28T16:00:00Z"));
    EXPECT_EQ(LocalTime("Europe/Berlin").start(20260330), at("2026-03-29T22:00:00Z"));
    EXPECT_EQ(LocalTime("America/Havana").start(20260308), at("2026-03-08T05:00:00Z")) << "there is no 00:00 that day";
    EXPECT_EQ(LocalTime("America/Havana").start(20261101), at("2026-11-01T04:00:00Z")) << "00:00 comes twice that day";
}

TEST(LocalTime, SaysWhichDaysThereAreNot) {
    const LocalTime utc("UTC");
    EXPECT_TRUE(utc.start(20280229));
    for (const std::int32_t day : {20260229, 20261301, 20260100, 0, -20260101}) EXPECT_FALSE(utc.start(day)) << day;
}

TEST(LocalTime, WorksBefore1970) {
    EXPECT_EQ(LocalTime("UTC").day(Time(std::chrono::milliseconds(-1))), 19691231);
    EXPECT_EQ(LocalTime("UTC").rfc3339(Time(std::chrono::milliseconds(-1))), "1969-12-31T23:59:59+00:00");
}

TEST(LocalTime, RefusesAnUnknownZone) {
    EXPECT_THROW(LocalTime("Asia/Nowhere"), std::invalid_argument);
    EXPECT_THROW(LocalTime(""), std::invalid_argument);
}

}  // namespace
}  // namespace fairground::campaign
