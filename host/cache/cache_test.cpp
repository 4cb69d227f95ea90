// Two hosts that share a Redis: nobody sees less than what was committed before he asked.
#include "cache/testing/hosts.hpp"

namespace fairground::cache {
namespace {

using namespace std::chrono_literals;
using redis::order;
using testing::OneHost;
using testing::within;

class SharedCache : public ::testing::Test {
protected:
    SharedCache() { EXPECT_TRUE(a.ready() && b.ready()); }

    bool computes(OneHost& host, const std::string& player = "ann") { return host.see(player).computed; }
    // Ann's view lies in Redis, put there by a.
    void fill() {
        a.change("ann");
        EXPECT_TRUE(computes(a));
        ASSERT_TRUE(within(5s, [&] { return a.cache().figures().filled == 1; }));
    }
    void expect_new_number_for_everything(const std::function<void()>& when) {
        const auto before = a.cache().figures().epochs;
        when();
        EXPECT_TRUE(within(5s, [&] { return a.cache().figures().epochs > before && a.cache().figures().trusted; }));
    }

    test::PrivateRedis server;
    testing::Source source;
    OneHost a{source, server.port()};
    OneHost b{source, server.port()};
};

TEST_F(SharedCache, WhatOneHostComputedTheOtherFindsInRedisAndThenAtHome) {
    fill();
    EXPECT_TRUE(a.see("ann").local);
    const auto seen = b.see("ann");
    EXPECT_FALSE(seen.local || seen.computed);
    EXPECT_EQ(seen.version, 1);
    EXPECT_TRUE(b.see("ann").local);
}

TEST_F(SharedCache, AChangeOnOneHostIsSeenOnTheOther) {
    for (int i = 0; i < 200; ++i) {
        const auto version = (i % 2 ? a : b).change("ann");
        OneHost& other = i % 2 ? b : a;
        ASSERT_GE(other.see("ann", version).version, version) << "by who has seen it";
        ASSERT_TRUE(within(1s, [&] { return other.see("ann").version == version; })) << "and by everybody";
    }
}

TEST_F(SharedCache, WhoIsUnknownIsRememberedAsSuchUntilHeComes) {
    EXPECT_EQ(a.see("new").version, 0);
    EXPECT_TRUE(within(5s, [&] { return a.cache().figures().filled == 1; }));
    EXPECT_FALSE(computes(b, "new"));
    EXPECT_TRUE(b.see("new").local && a.see("new").local) << "that he has nothing is an answer like others";
    const auto version = b.change("new");
    EXPECT_EQ(a.see("new", version).version, version);
    EXPECT_EQ(b.see("newest").version, 0);
    const auto first = a.change("newest");
    EXPECT_TRUE(within(1s, [&] { return b.see("newest").version == first; })) << "and ends like others";
}

TEST_F(SharedCache, AFillThatWasOvertakenIsReadAgain) {
    a.change("ann");
    a.hold();
    auto slow = a.start("ann");
    ASSERT_TRUE(within(5s, [&] { return a.waiting() == 1; }));
    const auto version = b.change("ann");
    ASSERT_TRUE(within(5s, [&] { return a.cache().figures().lag > 0us; }));
    std::this_thread::sleep_for(50ms);  // the announcement arrives
    a.let_go();
    EXPECT_EQ(slow.get().version, version);
    EXPECT_EQ(a.cache().figures().fenced, 1u);
    EXPECT_EQ(a.see("ann").version, version);
}

// Incident M4 with all doors open: the filler's announcement is lost with the whole Redis.
TEST_F(SharedCache, ASlowFillerCannotBringAnOldVersionBackAfterRedisWasEmptied) {
    a.change("ann");
    a.hold();
    auto slow = a.start("ann");
    ASSERT_TRUE(within(5s, [&] { return a.waiting() == 1; }));
    order(server.port(), {"FLUSHALL"});
    const auto version = b.change("ann");
    order(server.port(), {"FLUSHALL"});
    a.let_go();
    slow.get();
    std::this_thread::sleep_for(50ms);
    EXPECT_EQ(b.see("ann").version, version);
    EXPECT_EQ(a.see("ann", version).version, version);
}

TEST_F(SharedCache, WhoseTokenIsGoneHasNoRightToFill) {
    const auto before = a.cache().figures();
    a.hold();
    auto slow = a.start("ann");
    ASSERT_TRUE(within(5s, [&] { return a.waiting() == 1; }));
    order(server.port(), {"FLUSHALL"});
    a.let_go();
    slow.get();
    EXPECT_TRUE(within(5s, [&] { return a.cache().figures().fills_refused > before.fills_refused; }));
}

TEST_F(SharedCache, DamagedAndForeignBytesAreAMiss) {
    fill();
    const auto keys = order(server.port(), {"KEYS", "fg:test:view:*"});
    ASSERT_EQ(keys.array()->size(), 1u);
    order(server.port(), {"SET", *keys.array()->front().text(), "{\"points\": 1000000}"});
    const auto seen = b.see("ann");
    EXPECT_TRUE(seen.computed);
    EXPECT_EQ(seen.version, 1);
}

TEST_F(SharedCache, AnAdminEndsACampaignOnAllHosts) {
    fill();
    EXPECT_FALSE(computes(b));
    EXPECT_TRUE(b.cache().invalidate_campaign("c"));
    EXPECT_TRUE(computes(b));
    EXPECT_TRUE(within(1s, [&] { return !a.see("ann").local; }));
    b.cache().invalidate_tenant("t");
    EXPECT_TRUE(computes(b));
}

TEST_F(SharedCache, WithoutRedisEverythingIsRightAndOnItsReturnWhatWasNotToldIsGone) {
    fill();
    EXPECT_FALSE(computes(b));
    server.kill();
    ASSERT_TRUE(within(5s, [&] { return !b.cache().figures().trusted; }));
    const auto version = a.change("ann");
    EXPECT_EQ(b.see("ann").version, version) << "nothing is given unchecked";
    EXPECT_GT(a.cache().figures().owed, 0u);
    EXPECT_TRUE(a.cache().owing());
    EXPECT_FALSE(b.cache().owing());
    EXPECT_FALSE(a.cache().invalidate_campaign("c")) << "and nothing is promised";
    server.start();
    EXPECT_TRUE(a.ready() && b.ready());
    EXPECT_EQ(b.see("ann").version, version);
    EXPECT_TRUE(within(2s, [&] { return b.see("ann").local; }));
    const auto later = a.change("ann");
    EXPECT_EQ(b.see("ann", later).version, later);
}

// Its memory is that of a quarter of an hour ago, as after a restart from a dump.
TEST_F(SharedCache, WhatAnotherServerBroughtBackDoesNotCount) {
    fill();
    const auto keys = order(server.port(), {"KEYS", "*"});
    std::vector<std::pair<std::string, std::string>> old;
    for (const auto& key : *keys.array()) {
        const auto dump = order(server.port(), {"GET", *key.text()});
        if (dump.text()) old.emplace_back(*key.text(), *dump.text());
    }
    const auto version = a.change("ann");
    server.kill();
    server.start();
    for (const auto& [key, value] : old) order(server.port(), {"SET", key, value});
    EXPECT_TRUE(a.ready() && b.ready());
    EXPECT_EQ(b.see("ann").version, version);
    EXPECT_EQ(a.see("ann").version, version);
}

TEST_F(SharedCache, WhereRedisTakesNoMoreMemoryAnswersStayRight) {
    fill();
    EXPECT_FALSE(computes(b));
    order(server.port(), {"CONFIG", "SET", "maxmemory", "1"});
    for (int i = 0; i < 5; ++i) {
        const auto version = a.change("ann");
        EXPECT_TRUE(within(1s, [&] { return b.see("ann").version == version; }));
    }
    order(server.port(), {"CONFIG", "SET", "maxmemory", "0"});
    const auto version = b.change("ann");
    EXPECT_TRUE(within(1s, [&] { return a.see("ann").version == version; }));
}

TEST_F(SharedCache, ACommitThatNobodyKnowsTheOutcomeOfLeavesNothingToTrust) {
    fill();
    EXPECT_FALSE(computes(b));
    const Changed changed{"t", "ann", 2};
    expect_new_number_for_everything([&] { b.cache().doubtful(std::span(&changed, 1)); });
    source.change("ann");  // it took effect, and nobody told
    EXPECT_EQ(b.see("ann").version, 2);
}

TEST_F(SharedCache, AnotherDatabaseEndsEverythingOnAllHosts) {
    fill();
    EXPECT_FALSE(computes(b));
    expect_new_number_for_everything([&] { b.cache().forget_everything(); });
    EXPECT_TRUE(computes(a)) << "though the version is the same";
    EXPECT_TRUE(within(1s, [&] { return b.cache().figures().trusted; }));
}

TEST_F(SharedCache, WhileAnotherHostOwesNothingIsTrustedAndAfterwardsEverythingIsNew) {
    fill();
    EXPECT_FALSE(computes(b));
    b.cache().others_owe(true);
    EXPECT_FALSE(b.cache().figures().trusted);
    source.change("ann");  // by that host, which cannot tell
    EXPECT_EQ(b.see("ann").version, 2);
    source.change("ann");  // and then it dies
    expect_new_number_for_everything([&] { b.cache().others_owe(false); });
    EXPECT_TRUE(within(2s, [&] { return b.cache().figures().trusted; }));
    EXPECT_EQ(a.see("ann").version, 3);
    EXPECT_EQ(b.see("ann").version, 3);
}

TEST_F(SharedCache, AHostThatStopsWithAFarewellDisturbsNobody) {
    auto third = std::make_unique<OneHost>(source, server.port());
    ASSERT_TRUE(third->ready());
    ASSERT_TRUE(within(5s, [&] { return a.cache().figures().hosts == 2; }));
    const auto epochs = a.cache().figures().epochs;
    third.reset();
    ASSERT_TRUE(within(5s, [&] { return a.cache().figures().hosts == 1; }));
    EXPECT_EQ(a.cache().figures().epochs, epochs);
}

}  // namespace
}  // namespace fairground::cache
