#include "days.hpp"

#include <gtest/gtest.h>

namespace daily_signin {
namespace {

TEST(Days, are_numbers_at_the_border_and_texts_for_people) {
    EXPECT_EQ(number(day_of(20260301)), 20260301);
    EXPECT_EQ(iso(day_of(20260301)), "2026-03-01");
    EXPECT_EQ(iso(month_of(day_of(20261231))), "2026-12");
    EXPECT_EQ(number(month_of(day_of(20261231))), 202612);
}

TEST(Days, know_month_ends_and_leap_days) {
    EXPECT_EQ(number(day_of(20260228) + days(1)), 20260301);
    EXPECT_EQ(number(day_of(20280228) + days(1)), 20280229);
    EXPECT_EQ(number(last_of(month_of(day_of(20280201)))), 20280229);
    EXPECT_EQ(number(day_of(20261231) + days(1)), 20270101);
}

TEST(Days, are_read_from_text_if_they_exist) {
    EXPECT_EQ(parse_day("2028-02-29"), day_of(20280229));
    for (const char* wrong : {"2026-02-29", "2026-13-01", "2026-3-1", "2026-03-01T", "20260301", "2026/03/01", "today"})
        EXPECT_FALSE(parse_day(wrong)) << wrong;
    EXPECT_EQ(number(*parse_month("2026-03")), 202603);
    for (const char* wrong : {"2026-00", "2026-13", "202603", "2026-3", "2026-03-01", "26-03"})
        EXPECT_FALSE(parse_month(wrong)) << wrong;
}

}  // namespace
}  // namespace daily_signin
