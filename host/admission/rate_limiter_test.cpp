#include "admission/rate_limiter.hpp"

#include <atomic>
#include <string>
#include <thread>

#include <gtest/gtest.h>

namespace fairground::admission {
namespace {

using namespace std::chrono_literals;
using Clock = RateLimiter::Clock;

class RateLimiterTest : public testing::Test {
protected:
    // How many of so many questions at this moment are let in.
    int let_in(RateLimiter& limiter, const std::string& key, int questions) {
        int count = 0;
        for (int i = 0; i < questions; ++i) count += limiter.take(key, now) == 0ns ? 1 : 0;
        return count;
    }
    Clock::time_point now = Clock::now();
};

TEST_F(RateLimiterTest, LetsABurstInAndThenSoManyASecond) {
    RateLimiter limiter({10, 5});
    EXPECT_EQ(let_in(limiter, "ann", 20), 5);
    now += 100ms;
    EXPECT_EQ(let_in(limiter, "ann", 20), 1);
    now += 300ms;
    EXPECT_EQ(let_in(limiter, "ann", 20), 3);
}

TEST_F(RateLimiterTest, ARestGivesNoMoreThanTheBurst) {
    RateLimiter limiter({10, 5});
    let_in(limiter, "ann", 20);
    now += 1h;
    EXPECT_EQ(let_in(limiter, "ann", 20), 5);
}

TEST_F(RateLimiterTest, SaysWhenToAskAgainAndIsRight) {
    RateLimiter limiter({2, 1});
    EXPECT_EQ(limiter.take("ann", now), 0ns);
    const auto wait = limiter.take("ann", now);
    EXPECT_EQ(wait, 500ms);
    EXPECT_GT(limiter.take("ann", now + wait - 1ms), 0ns);
    EXPECT_EQ(limiter.take("ann", now + wait), 0ns);
}

TEST_F(RateLimiterTest, WhoIsRefusedLosesNothingByAsking) {
    RateLimiter limiter({1, 1});
    limiter.take("ann", now);
    EXPECT_EQ(let_in(limiter, "ann", 1000), 0);
    EXPECT_EQ(limiter.take("ann", now + 1s), 0ns);
}

TEST_F(RateLimiterTest, EachKeyHasItsOwnBucket) {
    RateLimiter limiter({1, 3});
    EXPECT_EQ(let_in(limiter, "ann", 10), 3);
    EXPECT_EQ(let_in(limiter, "bob", 10), 3);
}

TEST_F(RateLimiterTest, ATokenThatIsGivenBackCanBeTakenAgain) {
    RateLimiter limiter({1, 3});
    EXPECT_EQ(let_in(limiter, "ann", 3), 3);
    limiter.give_back("ann");
    EXPECT_EQ(let_in(limiter, "ann", 3), 1);
    limiter.give_back("bob");
    EXPECT_EQ(let_in(limiter, "bob", 10), 3) << "a full bucket gets no fuller";
}

TEST_F(RateLimiterTest, WithoutARateNobodyIsRefused) {
    RateLimiter limiter({0, 1});
    EXPECT_EQ(let_in(limiter, "ann", 100'000), 100'000);
}

TEST_F(RateLimiterTest, MoreKeysThanItHasRoomForForgetTheOnesAtRestFirst) {
    RateLimiter limiter({1, 100}, 64);
    EXPECT_EQ(let_in(limiter, "busy", 60), 60);
    for (int i = 0; i < 10'000; ++i) limiter.take("stranger " + std::to_string(i), now);
    EXPECT_EQ(let_in(limiter, "busy", 100), 40) << "a forgotten bucket would be full";
}

TEST_F(RateLimiterTest, ThreadsThatAskAtOnceGetNoMoreThanOne) {
    RateLimiter limiter({1, 1000});
    std::atomic<int> let_in_together{0};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i) threads.emplace_back([&] { let_in_together += let_in(limiter, "ann", 1000); });
    }
    EXPECT_EQ(let_in_together, 1000);
}

}  // namespace
}  // namespace fairground::admission
