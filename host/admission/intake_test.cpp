#include "admission/intake.hpp"

#include <deque>

#include <gtest/gtest.h>

namespace fairground::admission {
namespace {

using namespace std::chrono_literals;
using Clock = Intake::Clock;
using Verdict = Intake::Verdict;

// A queue in made-up time: calls come in, takers take some each millisecond.
class IntakeTest : public testing::Test {
protected:
    Verdict enter(Intake::Campaign& campaign, Clock::duration patience = 10s) {
        const auto verdict = intake->enter(campaign, now, now + patience);
        if (verdict == Verdict::admitted) queue.push_back({&campaign, now});
        return verdict;
    }
    int flood(Intake::Campaign& campaign, int calls) {
        int admitted = 0;
        for (int i = 0; i < calls; ++i) admitted += enter(campaign) == Verdict::admitted ? 1 : 0;
        return admitted;
    }
    void take(std::size_t at_most) {
        std::size_t taken = 0;
        auto shortest = Clock::duration::max();
        for (; taken < at_most && !queue.empty(); ++taken) {
            const auto [campaign, since] = queue.front();
            queue.pop_front();
            shortest = std::min(shortest, now - since);
            longest_wait = std::max(longest_wait, now - since);
            intake->leave(*campaign, 1);
        }
        if (taken > 0) intake->taken(taken, shortest, now);
        total_taken += taken;
    }
    // So many calls come and may be taken in each of these milliseconds.
    void run(std::chrono::milliseconds time, int come, std::size_t may_be_taken) {
        longest_wait = {};
        total_taken = 0;
        for (auto end = now + time; now < end; now += 1ms) {
            flood(wheel, come);
            take(may_be_taken);
        }
    }

    struct Waiting {
        Intake::Campaign* campaign;
        Clock::time_point since;
    };
    std::unique_ptr<Intake> intake = std::make_unique<Intake>(IntakeOptions{});
    Clock::time_point now = Clock::now();
    std::deque<Waiting> queue;
    Clock::duration longest_wait{};
    std::size_t total_taken = 0;
    Intake::Tenant shop, bank;
    Intake::Campaign wheel{shop}, signin{shop}, growth{bank};
};

TEST_F(IntakeTest, UnderOverloadCallsWaitTheStandingTimeAndTheTakersNeverRunDry) {
    run(500ms, 1, 1);
    run(2000ms, 20, 1);  // twenty times what can be taken
    EXPECT_EQ(total_taken, 2000u) << "goodput";
    EXPECT_LE(longest_wait, 80ms) << "a first burst, at most";
    run(1000ms, 20, 1);
    EXPECT_LE(longest_wait, 30ms);
    EXPECT_TRUE(intake->overloaded());
}

TEST_F(IntakeTest, WithoutTheStandingTimeOnlyTheHardBoundHolds) {
    intake = std::make_unique<Intake>(IntakeOptions{.most = 3000, .standing = 0ms});
    run(500ms, 1, 1);
    run(2000ms, 20, 1);
    EXPECT_GT(longest_wait, 1s) << "the test above would see it";
}

TEST_F(IntakeTest, ABurstIsTakenInAndOverIsOver) {
    run(1000ms, 5, 5);
    const auto before = intake->bound();
    EXPECT_EQ(flood(wheel, 200), 200) << "40 ms of work";
    run(1000ms, 100, 5);
    EXPECT_TRUE(intake->overloaded());
    EXPECT_LT(intake->bound(), before);
    run(300ms, 4, 5);
    EXPECT_FALSE(intake->overloaded());
    EXPECT_GT(intake->bound(), before * 9 / 10);
}

TEST_F(IntakeTest, AQueueThatNeverDrainsIsOverloadAlsoIfNobodyWasRefusedYet) {
    run(500ms, 5, 5);
    flood(wheel, 200);
    run(110ms, 5, 5);
    EXPECT_FALSE(intake->overloaded()) << "it may be a hiccup of the database";
    run(300ms, 5, 5);  // exactly what can be taken: the 200 stay ahead of everybody
    EXPECT_TRUE(intake->overloaded());
}

TEST_F(IntakeTest, FollowsTakersThatBecomeSlower) {
    run(1000ms, 20, 10);
    const auto fast = intake->bound();
    run(1000ms, 20, 1);
    EXPECT_LT(intake->bound(), fast / 4);
    run(1000ms, 20, 10);
    EXPECT_GT(intake->bound(), fast / 2) << "and faster again";
}

TEST_F(IntakeTest, ABatchCanAlwaysGather) {
    intake = std::make_unique<Intake>(IntakeOptions{.takers = 2, .batch = 256});
    EXPECT_EQ(flood(wheel, 1024), 1024) << "a burst on a cold host: two for each taker";
    for (int i = 0; i < 20; ++i, now += 200ms) {  // each batch takes 200 ms
        flood(wheel, 1000);
        EXPECT_GE(intake->waiting(), 512u) << "one for each taker";
        take(256);
    }
}

TEST_F(IntakeTest, AFloodLeavesRoomForTheOthers) {
    run(500ms, 20, 1);
    flood(wheel, 1000);
    for (auto* quiet : {&growth, &signin}) {
        EXPECT_EQ(enter(*quiet), Verdict::admitted);
        EXPECT_EQ(enter(*quiet), Verdict::admitted);
    }
    EXPECT_EQ(enter(wheel), Verdict::campaign);
}

TEST_F(IntakeTest, AFloodLeavesRoomForTheOthersFromItsFirstMoment) {
    intake = std::make_unique<Intake>(IntakeOptions{.batch = 16});
    for (int i = 0; i < 1000; ++i) {
        enter(wheel);
        if (i % 250 == 0) {
            EXPECT_EQ(enter(growth), Verdict::admitted) << "after " << i;
        }
    }
}

TEST_F(IntakeTest, TwoFloodsWaitNoLongerThanOne) {
    run(500ms, 1, 1);
    longest_wait = {};
    for (const auto end = now + 3s; now < end; now += 1ms) {
        flood(wheel, 10);
        flood(growth, 10);
        take(1);
        if (now < end - 2s) longest_wait = {};
    }
    EXPECT_LE(longest_wait, 45ms);
}

TEST_F(IntakeTest, WithoutSharesAFloodTakesEverything) {
    intake = std::make_unique<Intake>(IntakeOptions{.shares = false});
    flood(wheel, 100'000);
    EXPECT_EQ(enter(growth), Verdict::overload);
}

TEST_F(IntakeTest, ATenantOfManyFloodedCampaignsLeavesRoomForTheOthers) {
    std::deque<Intake::Campaign> flooded;
    for (int i = 0; i < 500; ++i) flooded.emplace_back(shop);
    for (int round = 0; round < 10; ++round)
        for (auto& campaign : flooded) enter(campaign);
    EXPECT_EQ(enter(growth), Verdict::admitted);
    EXPECT_EQ(enter(growth), Verdict::admitted);
    EXPECT_EQ(enter(flooded.front()), Verdict::tenant);
}

TEST_F(IntakeTest, AQuietCampaignOfAFloodingTenantHasRoomToo) {
    std::deque<Intake::Campaign> flooded;
    for (int i = 0; i < 5; ++i) flooded.emplace_back(shop);
    for (int round = 0; round < 100; ++round)
        for (auto& campaign : flooded) enter(campaign);
    EXPECT_EQ(enter(signin), Verdict::admitted);
    EXPECT_EQ(enter(growth), Verdict::admitted);
}

TEST_F(IntakeTest, WhatCannotBeBegunInTimeIsRefusedAtOnce) {
    run(500ms, 20, 1);
    take(1000);
    EXPECT_EQ(flood(wheel, 10), 10);
    EXPECT_EQ(enter(wheel, 5ms), Verdict::late);
    EXPECT_EQ(enter(growth, 20ms), Verdict::admitted);
    EXPECT_EQ(intake->look(wheel, now, now - 1ms), Verdict::late);
}

TEST_F(IntakeTest, TakersThatHadLittleToDoSayNothingOfHowMuchTheyCan) {
    intake = std::make_unique<Intake>(IntakeOptions{.batch = 32});
    now += 1h;
    for (int i = 0; i < 20; ++i, now += 50ms) {
        EXPECT_EQ(enter(wheel), Verdict::admitted);
        take(1);
    }
    EXPECT_EQ(flood(wheel, 60), 60) << "twenty a second were taken, but that was all there was";
    EXPECT_EQ(enter(growth, 1s), Verdict::admitted);
}

TEST_F(IntakeTest, NeverMoreThanTheConfiguredMost) {
    intake = std::make_unique<Intake>(IntakeOptions{.most = 10, .takers = 4, .batch = 256});
    EXPECT_LE(flood(wheel, 1000), 10);
}

TEST_F(IntakeTest, WhoLeavesMakesRoom) {
    while (enter(wheel) == Verdict::admitted) {
    }
    take(1'000'000);
    EXPECT_EQ(intake->waiting(), 0u);
    EXPECT_EQ(shop.campaigns, 0u);
    EXPECT_EQ(enter(wheel), Verdict::admitted);
}

}  // namespace
}  // namespace fairground::admission
