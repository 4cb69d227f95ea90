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
    // What the writer does whose batch is done.
    std::size_t next(std::size_t at_most = 100) {
        committer_.done(under_way_.players);
        under_way_ = committer_.next(at_most, came_);
        return under_way_.calls.size();
    }
    Tenant tenant_;
    Committer::Taken under_way_;
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
    bool add_call_of(const std::string& player) {
        QueuedCall queued;
        queued.call.player.id = player;
        return committer_.add(std::move(queued), now_);
    }
    // Of players who never came before.
    bool add(std::size_t calls = 1) {
        bool once_more = false;
        for (std::size_t i = 0; i < calls; ++i) once_more |= add_call_of(std::to_string(came_++));
        return once_more;
    }
    // What a writer does who had no batch of this campaign; and one who did the oldest under way.
    std::size_t next() { return under_way_.emplace_back(committer_.next(100, now_)).calls.size(); }
    std::size_t done_and_next() {
        committer_.done(under_way_.front().players);
        under_way_.pop_front();
        return next();
    }
    Tenant tenant_;
    Committer committer_{2, tenant_};
    std::deque<Committer::Taken> under_way_;
    int came_ = 0;
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
    EXPECT_EQ(done_and_next(), 0u);
    EXPECT_EQ(done_and_next(), 1u) << "the other one is done, too";
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

TEST_F(TwoAtOnce, ABatchBesideTakesAboutAsManyAsAreUnderWay) {
    add(80);
    EXPECT_EQ(next(), 80u);
    EXPECT_EQ(next(), 0u) << "the crowd called a second writer";
    EXPECT_FALSE(add(59)) << "a crowd, but few beside so many";
    EXPECT_TRUE(add());
    EXPECT_EQ(next(), 60u);
}

TEST_F(TwoAtOnce, NobodyWhoseCallsAreUnderWayIsInTheBatchBeside) {
    const auto players_of = [](const Committer::Taken& taken) {
        std::vector<std::string> ids;
        for (const auto& queued : taken.calls) ids.push_back(queued.call.player.id);
        return ids;
    };
    add_call_of("ann");
    const auto first = committer_.next(100, now_);
    for (const auto* player : {"ann", "bob", "ann", "cho"}) add_call_of(player);
    now_ += Committer::long_wait * 2;
    ASSERT_TRUE(committer_.neglected(now_));
    const auto beside = committer_.next(100, now_);
    EXPECT_THAT(players_of(beside), testing::ElementsAre("bob", "cho"));
    committer_.done(first.players);
    EXPECT_THAT(players_of(committer_.next(100, now_)), testing::ElementsAre("ann", "ann"));
}

TEST(WritersOfOneCampaign, LeaveOneToTheOthersAndShareWithOtherHosts) {
    EXPECT_EQ(writers_of_one_campaign(1, 1), 1u);
    EXPECT_EQ(writers_of_one_campaign(2, 1), 2u);
    EXPECT_EQ(writers_of_one_campaign(4, 1), 3u);
    EXPECT_EQ(writers_of_one_campaign(8, 2), 3u);
    EXPECT_EQ(writers_of_one_campaign(4, 3), 1u);
    EXPECT_EQ(writers_of_one_campaign(4, 100), 1u) << "everybody can work";
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
