#include "cache/recent.hpp"

#include <gmock/gmock.h>

namespace fairground::cache {
namespace {

TEST(Recent, KnowsWhatItWasTold) {
    Recent<int> ages(100);
    ages.add("ann", 30);
    ages.add("ann", 31);
    EXPECT_EQ(ages.find("ann"), 31);
    EXPECT_EQ(ages.find("an"), std::nullopt);
    ages.forget("ann");
    EXPECT_EQ(ages.find("ann"), std::nullopt);
}

TEST(Recent, WhatIsAskedForNowAndThenStaysAndTheRestGoes) {
    Recent<int> ages(1600);
    ages.add("regular", 1);
    for (int i = 0; i < 20'000; ++i) {
        ages.add("p" + std::to_string(i), i);
        ASSERT_EQ(ages.find("regular"), 1) << "after " << i;
    }
    EXPECT_EQ(ages.find("p0"), std::nullopt);
    int last = 0;
    for (int i = 18'400; i < 20'000; ++i) last += ages.find("p" + std::to_string(i)).has_value() ? 1 : 0;
    EXPECT_GT(last, 1500);
}

TEST(Recent, WhatIsForgottenDoesNotComeBackFromTheOlderHalf) {
    Recent<int> ages(16);
    ages.add("ann", 1);
    for (int i = 0; i < 20; ++i) ages.add("p" + std::to_string(i), i);
    ages.forget("ann");
    EXPECT_EQ(ages.find("ann"), std::nullopt);
}

}  // namespace
}  // namespace fairground::cache
