#include "simulate/statistics.hpp"

#include <gtest/gtest.h>

namespace fairground::simulate {
namespace {

TEST(Statistics, AMeanHasTheSpreadOfStudentsT) {
    const Spread of = spread({10, 12, 14});
    EXPECT_DOUBLE_EQ(of.mean, 12);
    EXPECT_NEAR(of.high - of.mean, 4.303 * 2 / std::sqrt(3.0), 0.01);
    EXPECT_NEAR(of.mean - of.low, of.high - of.mean, 1e-9);
}

TEST(Statistics, OneRunHasNoSpread) {
    const Spread of = spread({7});
    EXPECT_EQ(of.low, 7);
    EXPECT_EQ(of.high, 7);
}

// Of twenty throws: two heads or fewer come with 0.02 %, three or fewer with 0.13 %; 0.05 % are left on each side.
TEST(Statistics, TheBoundsOfACoin) {
    const auto [least, most] = expected_draws(20, 0.5, 1);
    EXPECT_EQ(least, 3U);
    EXPECT_EQ(most, 17U);
}

TEST(Statistics, MorePrizesAreGivenMoreRoomEach) {
    const auto alone = expected_draws(100'000, 0.1, 1);
    const auto among = expected_draws(100'000, 0.1, 100);
    EXPECT_LT(among.least, alone.least);
    EXPECT_GT(among.most, alone.most);
}

TEST(Statistics, WhatIsImpossibleOrSureHasNoRoom) {
    EXPECT_EQ(expected_draws(1000, 0, 3).most, 0U);
    EXPECT_EQ(expected_draws(1000, 1, 3).least, 1000U);
}

}  // namespace
}  // namespace fairground::simulate
