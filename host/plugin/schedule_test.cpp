#include "plugin/schedule.hpp"

#include <gtest/gtest.h>

namespace fairground::plugin {
namespace {

TEST(Schedule, IsReadAsItIsSaid) {
    const auto daily = parse_schedule("daily 20:05");
    ASSERT_TRUE(daily);
    EXPECT_EQ(daily->every, Schedule::Every::day);
    EXPECT_EQ(daily->minute, 20u * 60 + 5);
    const auto weekly = parse_schedule("weekly mon 00:00");
    ASSERT_TRUE(weekly);
    EXPECT_EQ(weekly->every, Schedule::Every::week);
    EXPECT_EQ(weekly->weekday, 1u);
    const auto first = parse_schedule("monthly 28 23:59");
    ASSERT_TRUE(first);
    EXPECT_EQ(first->every, Schedule::Every::month);
    EXPECT_EQ(first->day_of_month, 28u);
    EXPECT_EQ(parse_schedule("monthly last 23:50")->day_of_month, 0u);
}

TEST(Schedule, TakesNothingElse) {
    for (const char* text : {"", "daily", "daily 24:00", "daily 20:60", "daily 8:00", "daily 20:00 ", " daily 20:00",
                             "daily  20:00", "daily +8:00", "Daily 20:00", "weekly 20:00", "weekly monday 20:00",
                             "monthly 0 00:05", "monthly 29 00:05", "monthly 1", "monthly last", "yearly 1 00:05"})
        EXPECT_FALSE(parse_schedule(text)) << '"' << text << '"';
}

}  // namespace
}  // namespace fairground::plugin
