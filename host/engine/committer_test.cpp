// How calls gather into batches.
#include "engine/committer.hpp"

#include "engine/testing/stage.hpp"

namespace fairground::engine {
namespace {

class CommitterTest : public Stage {
protected:
    bool add(const std::string& player) {
        return committer_.add({call(player, "nothing", "{}"), [](Answer&&) {}, ""}, came_);
    }
    std::size_t next(std::size_t at_most = 100) { return committer_.next(at_most, came_).calls.size(); }
    Tenant tenant_;
    Committer committer_{1, tenant_};
    Clock::time_point came_ = Clock::now();
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

// Two batches may be under way.
class TwoAtOnce : public testing::Test {
protected:
    bool add(std::size_t calls = 1) {
        bool once_more = false;
        for (std::size_t i = 0; i < calls; ++i) once_more |= committer_.add({}, now_);
        return once_more;
    }
    std::size_t next() { return committer_.next(100, now_).calls.size(); }
    Tenant tenant_;
    Committer committer_{2, tenant_};
    Clock::time_point now_ = Clock::now();
};

TEST_F(TwoAtOnce, ACrowdIsWorthABatchBesideTheOneUnderWay) {
    EXPECT_TRUE(add());
    EXPECT_EQ(next(), 1u);
    EXPECT_FALSE(add(Committer::crowd - 1)) << "they go with the next one";
    EXPECT_TRUE(add());
    EXPECT_FALSE(add(Committer::crowd)) << "not a third one";
}

TEST_F(TwoAtOnce, WhoseBatchIsDoneLeavesAFewCallsToTheOther) {
    add();
    next();
    add(Committer::crowd);
    EXPECT_EQ(next(), Committer::crowd) << "two are under way";
    add();
    EXPECT_EQ(next(), 0u);
    EXPECT_EQ(next(), 1u) << "the other one is done, too";
}

TEST_F(TwoAtOnce, NobodyWaitsForABatchThatHangs) {
    add();
    next();
    EXPECT_FALSE(add());
    EXPECT_FALSE(committer_.neglected(now_));
    now_ += Committer::long_wait + std::chrono::milliseconds(1);
    EXPECT_TRUE(committer_.neglected(now_));
    EXPECT_EQ(next(), 1u);
    EXPECT_FALSE(committer_.neglected(now_)) << "nobody is left";
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

TEST_F(CommitterTest, ABatchKnowsWhenTheLastOfItCame) {
    add("ann");
    came_ += std::chrono::milliseconds(5);
    add("bob");
    came_ += std::chrono::milliseconds(5);
    add("cho");
    EXPECT_EQ(committer_.next(2, came_).latest, came_ - std::chrono::milliseconds(5));
}

TEST_F(CommitterTest, GivesUpWhatIsOverdueAndKeepsTheRestInItsOrder) {
    for (const char* player : {"ann", "bob", "cho"}) add(player);
    auto late = call("dan", "nothing", "{}");
    late.deadline = came_ - std::chrono::milliseconds(1);
    committer_.add({std::move(late), [](Answer&&) {}, ""}, came_);
    add("eve");
    const auto overdue = committer_.give_up(came_);
    ASSERT_EQ(overdue.size(), 1u);
    EXPECT_EQ(overdue.front().call.player.id, "dan");
    const auto batch = committer_.next(100, came_).calls;
    ASSERT_EQ(batch.size(), 4u);
    EXPECT_EQ(batch.back().call.player.id, "eve");
}

}  // namespace
}  // namespace fairground::engine
