// How calls gather into batches.
#include "engine/committer.hpp"

#include "engine/testing/stage.hpp"

namespace fairground::engine {
namespace {

class CommitterTest : public Stage {
protected:
    bool add(const std::string& player) {
        return committer_.add({call(player, "nothing", "{}"), [](Answer&&) {}, ""});
    }
    std::size_t next(std::size_t at_most = 100) { return committer_.next(at_most).size(); }
    Committer committer_{1};
};

TEST_F(CommitterTest, TheFirstCallWakesTheWritersAndTheOthersGather) {
    EXPECT_TRUE(add("ann"));
    EXPECT_FALSE(add("bob"));
    EXPECT_FALSE(add("cho"));
    EXPECT_EQ(next(), 3u);
}

TEST_F(CommitterTest, WhatComesDuringABatchIsTheNextOne) {
    add("ann");
    EXPECT_EQ(next(), 1u);
    EXPECT_FALSE(add("bob")) << "a batch is under way";
    EXPECT_EQ(next(), 1u);
    EXPECT_EQ(next(), 0u);
    EXPECT_TRUE(add("cho")) << "idle again";
}

TEST(Committer, HasAsManyBatchesUnderWayAsItMay) {
    Committer committer(2);
    const auto add = [&] { return committer.add({}); };
    EXPECT_TRUE(add());
    EXPECT_TRUE(add());
    EXPECT_FALSE(add());
}

TEST_F(CommitterTest, ABatchHasABound) {
    for (int i = 0; i < 5; ++i) add("ann");
    EXPECT_EQ(next(3), 3u);
    EXPECT_EQ(next(3), 2u);
}

TEST_F(CommitterTest, ABatchEndsAtMidnight) {
    add("ann");
    add("bob");
    now_ += std::chrono::hours(14);
    add("cho");
    EXPECT_EQ(next(), 2u);
    EXPECT_EQ(next(), 1u);
}

}  // namespace
}  // namespace fairground::engine
