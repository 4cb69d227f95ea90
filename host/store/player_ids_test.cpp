#include "store/player_ids.hpp"

#include <gmock/gmock.h>

namespace fairground::store {
namespace {

TEST(PlayerIds, AreKnownByTenantAndName) {
    PlayerIds ids;
    ids.add("shop", "ann", 7);
    EXPECT_EQ(ids.find("shop", "ann"), 7);
    EXPECT_EQ(ids.find("other", "ann"), std::nullopt);
    EXPECT_EQ(ids.find("shop", "an"), std::nullopt);
    ids.forget("shop", "ann");
    EXPECT_EQ(ids.find("shop", "ann"), std::nullopt);
}

TEST(PlayerIds, WhoWasSeenLatelyIsKeptAndNoMoreThanTwiceTheLimit) {
    PlayerIds ids(1600);
    ids.add("shop", "regular", 1);
    int kept = 0;
    for (int i = 0; i < 20'000; ++i) {
        ids.add("shop", "p" + std::to_string(i), i);
        ASSERT_EQ(ids.find("shop", "regular"), 1) << "after " << i;
    }
    for (int i = 0; i < 20'000; ++i) kept += ids.find("shop", "p" + std::to_string(i)).has_value() ? 1 : 0;
    EXPECT_LE(kept, 2 * 1700);
    EXPECT_GE(kept, 1400);
}

}  // namespace
}  // namespace fairground::store
