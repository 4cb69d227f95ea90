#include "admission/quota.hpp"

#include <gtest/gtest.h>

namespace fairground::admission {
namespace {

using namespace std::chrono_literals;

class QuotaTest : public testing::Test {
protected:
    Quota quota_{Rate{100, 500}};
    Quota::Clock::time_point now_{1h};
};

TEST_F(QuotaTest, ABurstIsThereAtOnceAndThenSoMuchASecond) {
    EXPECT_EQ(quota_.take(300, now_), 0s);
    EXPECT_EQ(quota_.take(200, now_), 0s);
    EXPECT_EQ(quota_.take(1, now_), 10ms);
    EXPECT_EQ(quota_.take(100, now_ + 1s), 0s);
    EXPECT_GT(quota_.take(1, now_ + 1s), 0s);
}

TEST_F(QuotaTest, TheWaitIsAsLongAsTheCallIsHeavy) {
    EXPECT_EQ(quota_.take(500, now_), 0s);
    EXPECT_EQ(quota_.take(200, now_), 2s);
    EXPECT_GT(quota_.take(200, now_ + 1999ms), 0s);
    EXPECT_EQ(quota_.take(200, now_ + 2s), 0s);
}

TEST_F(QuotaTest, WhatIsRefusedCostsNothing) {
    EXPECT_EQ(quota_.take(450, now_), 0s);
    EXPECT_GT(quota_.take(100, now_), 0s);
    EXPECT_EQ(quota_.take(50, now_), 0s);
}

TEST_F(QuotaTest, ARestGivesNoMoreThanTheBurst) {
    EXPECT_EQ(quota_.take(500, now_ + 24h), 0s);
    EXPECT_GT(quota_.take(1, now_ + 24h), 0s);
}

}  // namespace
}  // namespace fairground::admission
