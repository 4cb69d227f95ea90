#include "periods.hpp"

#include <gtest/gtest.h>

namespace growth_points {
namespace {

TEST(Period, of_a_month_is_the_calendars) {
    const Period march = period_of(Cycle::month, 20260315);
    EXPECT_EQ(march.first, 20260301);
    EXPECT_EQ(march.next, 20260401);
    EXPECT_EQ(march.name, "2026-03");
    EXPECT_EQ(period_of(Cycle::month, 20261231).next, 20270101);
    EXPECT_EQ(period_of(Cycle::month, 20261231).name, "2026-12");
}

TEST(Period, of_a_quarter_has_three_months) {
    const Period second = period_of(Cycle::quarter, 20260630);
    EXPECT_EQ(second.first, 20260401);
    EXPECT_EQ(second.next, 20260701);
    EXPECT_EQ(second.name, "2026-q2");
    EXPECT_EQ(period_of(Cycle::quarter, 20261001).name, "2026-q4");
    EXPECT_EQ(period_of(Cycle::quarter, 20261001).next, 20270101);
}

TEST(Period, of_a_year_is_the_calendars) {
    const Period year = period_of(Cycle::year, 20280229);
    EXPECT_EQ(year.first, 20280101);
    EXPECT_EQ(year.next, 20290101);
    EXPECT_EQ(year.name, "2028");
}

TEST(Period, of_a_campaign_never_ends) {
    EXPECT_FALSE(period_of(Cycle::campaign, 20260315).ends());
    EXPECT_EQ(period_of(Cycle::campaign, 20260315).name, "campaign");
}

TEST(Days, go_over_months_years_and_leap_days) {
    EXPECT_EQ(add_days(20280228, 1), 20280229);
    EXPECT_EQ(add_days(20270228, 1), 20270301);
    EXPECT_EQ(add_days(20261231, 1), 20270101);
    EXPECT_EQ(add_days(20260301, -1), 20260228);
}

TEST(Expiry, at_the_end_of_a_month_is_with_the_next_month) {
    EXPECT_EQ(expiry_day({Validity::Kind::end_of_month}, 20260301), 20260401);
    EXPECT_EQ(expiry_day({Validity::Kind::end_of_month}, 20261231), 20270101);
    EXPECT_EQ(expiry_day({Validity::Kind::end_of_month}, 20280229), 20280301);
}

TEST(Expiry, at_the_end_of_a_year_is_with_the_next_year) {
    EXPECT_EQ(expiry_day({Validity::Kind::end_of_year}, 20260101), 20270101);
    EXPECT_EQ(expiry_day({Validity::Kind::end_of_year}, 20261231), 20270101);
}

TEST(Expiry, after_days_leaves_so_many_whole_days_after_that_of_earning) {
    EXPECT_EQ(expiry_day({Validity::Kind::days, 1}, 20260301), 20260303);
    EXPECT_EQ(expiry_day({Validity::Kind::days, 30}, 20280215), 20280317);
}

TEST(Expiry, may_never_come) {
    EXPECT_EQ(expiry_day({}, 20260301), 0);
}

}  // namespace
}  // namespace growth_points
