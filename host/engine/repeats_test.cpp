#include "engine/repeats.hpp"

#include <gtest/gtest.h>

namespace fairground::engine {
namespace {

using namespace std::chrono_literals;

TEST(Repeats, AreExpectedForASecondAfterEach) {
    const auto now = Clock::now();
    Repeats repeats;
    EXPECT_FALSE(repeats.lately(now)) << "nobody has asked twice";
    repeats.seen(now);
    EXPECT_TRUE(repeats.lately(now + 999ms));
    repeats.seen(now + 500ms);
    EXPECT_TRUE(repeats.lately(now + 1499ms));
    EXPECT_FALSE(repeats.lately(now + 1500ms));
}

}  // namespace
}  // namespace fairground::engine
