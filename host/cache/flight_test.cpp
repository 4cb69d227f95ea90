// One fetch for all who want the same, and nobody who waits for another's without end.
#include "cache/testing/hosts.hpp"

namespace fairground::cache {
namespace {

using namespace std::chrono_literals;
using testing::OneHost;
using testing::within;
using Clock = std::chrono::steady_clock;

class FlightTest : public ::testing::Test {
protected:
    FlightTest() {
        EXPECT_TRUE(host.ready());
        host.see("ann");  // now it is known that these views are the players'
    }
    // Somebody's fetch of ann's view, which hangs, and others who want the same.
    std::vector<std::future<OneHost::Seen>> hanging(std::size_t others) {
        host.change("ann");
        std::vector<std::future<OneHost::Seen>> all;
        all.push_back(host.start("ann"));
        EXPECT_TRUE(within(5s, [&] { return host.waiting() == 1; }));
        for (std::size_t i = 0; i < others; ++i) all.push_back(host.start("ann"));
        return all;
    }

    test::PrivateRedis server;
    testing::Source source;
    static constexpr auto patience = 300ms;
    OneHost host{source, server.port(), patience};
};

TEST_F(FlightTest, EverybodyWhoWantsTheSameAtOnceIsOneFetch) {
    host.hold();
    auto all = hanging(100);
    EXPECT_EQ(host.waiting(), 1u);
    host.let_go();
    for (auto& one : all) EXPECT_EQ(one.get().version, 1);
}

TEST_F(FlightTest, WhenAFetchHangsOneOfThoseWhoWaitFetchesForAllOfThem) {
    host.hold_one();
    const auto before = host.cache().figures();
    const auto asked = Clock::now();
    auto all = hanging(100);
    for (std::size_t i = 1; i < all.size(); ++i) EXPECT_EQ(all[i].get().version, 1);
    EXPECT_GE(Clock::now() - asked, patience);
    EXPECT_EQ(host.waiting(), 1u) << "who began still waits";
    const auto after = host.cache().figures();
    EXPECT_EQ(after.relieved, before.relieved + 1);
    EXPECT_EQ(after.computed, before.computed + 1);
    EXPECT_TRUE(host.see("ann").local);
    host.let_go();
    EXPECT_EQ(all.front().get().version, 1);
}

TEST_F(FlightTest, WhereThatHangsTooTheOthersAreToldAndTheDatabaseIsAskedTwice) {
    host.hold();
    const auto asked = Clock::now();
    auto all = hanging(100);
    std::size_t told = 0;
    for (std::size_t i = 1; i < all.size(); ++i)
        if (all[i].wait_until(asked + 4 * patience) == std::future_status::ready) told += all[i].get().too_late ? 1 : 0;
    EXPECT_EQ(told, 99u) << "all but the two who fetch";
    EXPECT_EQ(host.cache().figures().given_up, 99u);
    EXPECT_EQ(host.waiting(), 2u);
    auto late = host.start("ann");
    EXPECT_TRUE(late.get().too_late) << "who comes later waits no longer than they did";
    host.let_go();
    EXPECT_EQ(all.front().get().version, 1);
    EXPECT_TRUE(within(5s, [&] { return host.see("ann").local; }));
}

// The late result of a fetch that others gave up on must not undo what happened meanwhile.
TEST_F(FlightTest, WhatComesAtLastIsComparedWithWhatIsKnownByThen) {
    host.hold_one();
    auto all = hanging(1);
    EXPECT_EQ(all[1].get().version, 1);
    const auto version = host.change("ann");
    EXPECT_EQ(host.see("ann").version, version);
    host.let_go();
    EXPECT_EQ(all.front().get().version, version);
    EXPECT_EQ(host.see("ann").version, version);
}

}  // namespace
}  // namespace fairground::cache
