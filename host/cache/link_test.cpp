// A link hears the others, and knows when it may have missed something.
#include "cache/link.hpp"

#include "cache/keys.hpp"
#include "cache/testing/hosts.hpp"

namespace fairground::cache {
namespace {

using namespace std::chrono_literals;
using redis::order;
using testing::within;

class LinkTest : public ::testing::Test {
protected:
    struct Place {
        explicit Place(const test::PrivateRedis& server)
            : options(redis::options_for(server.port())),
              redis(options),
              link(redis, options, redis::Environment("test"), generations,
                   [this](std::string_view, std::string_view player, std::int64_t version) {
                       const std::lock_guard lock(mutex);
                       heard[std::string(player)] = version;
                   }) {
            EXPECT_TRUE(link.trusted_within(10s));
        }
        std::int64_t last(const std::string& player) {
            const std::lock_guard lock(mutex);
            return heard[player];
        }
        std::mutex mutex;
        std::map<std::string, std::int64_t> heard;
        redis::Options options;
        Generations generations{0};
        redis::Redis redis;
        Link link;
    };
    // A message of a host that is not there.
    void publish(const Message& message) {
        order(server.port(), {"PUBLISH", channel_of(redis::Environment("test")).text(), write_message(message)});
    }
    test::PrivateRedis server;
    Place here{server};
};

TEST_F(LinkTest, AChangeIsHeardByTheOthersAndItsVersionLiesInRedis) {
    Place there(server);
    const Changed changes[] = {{"t", "ann", 5}, {"t", "bob", 6}};
    EXPECT_TRUE(there.link.announce(changes));
    EXPECT_TRUE(within(1s, [&] { return here.last("ann") == 5 && here.last("bob") == 6; }));
    const auto generation = std::to_string(here.generations.environment());
    EXPECT_EQ(*order(server.port(), {"GET", "fg:test:version:t:ann"}).text(), generation + " 5");
    const Changed older{"t", "ann", 4};
    EXPECT_TRUE(here.link.announce(std::span(&older, 1)));
    EXPECT_EQ(*order(server.port(), {"GET", "fg:test:version:t:ann"}).text(), generation + " 5") << "never lowered";
}

TEST_F(LinkTest, MoreChangesThanOneScriptTakesAreAllTold) {
    std::vector<std::string> names;
    for (int i = 0; i < 1234; ++i) names.push_back("p" + std::to_string(i));
    std::vector<Changed> changes;
    for (const auto& name : names) changes.push_back({"t", name, 9});
    Place there(server);
    EXPECT_TRUE(there.link.announce(changes));
    EXPECT_TRUE(within(2s, [&] { return here.last("p0") == 9 && here.last("p1233") == 9; }));
    EXPECT_EQ(here.link.figures().gaps, 0u);
}

TEST_F(LinkTest, AGapInAnothersNumbersIsANewEpoch) {
    publish({"ghost", 7, Message::Kind::beat, {}});
    publish({"ghost", 8, Message::Kind::beat, {}});
    ASSERT_TRUE(within(1s, [&] { return here.link.figures().hosts == 1; }));
    const auto epoch = here.link.stand().epoch;
    publish({"ghost", 10, Message::Kind::beat, {}});
    EXPECT_TRUE(within(1s, [&] { return here.link.stand().epoch > epoch; }));
    EXPECT_EQ(here.link.figures().gaps, 1u);
}

TEST_F(LinkTest, WhatIsNotUnderstoodCountsAsMissed) {
    const auto epoch = here.link.stand().epoch;
    order(server.port(), {"PUBLISH", channel_of(redis::Environment("test")).text(), "nonsense"});
    EXPECT_TRUE(within(1s, [&] { return here.link.stand().epoch > epoch; }));
}

TEST_F(LinkTest, ASilentHostEndsTheTrustAndOneThatIsGoneEverythingThatIsCached) {
    publish({"ghost", 1, Message::Kind::beat, {}});
    ASSERT_TRUE(within(1s, [&] { return here.link.figures().hosts == 1; }));
    const auto generation = here.generations.environment();
    EXPECT_TRUE(within(2s, [&] { return !here.link.stand().trusted; })) << "it may have committed and not told";
    EXPECT_TRUE(within(5s, [&] { return here.generations.environment() > generation; }));
    EXPECT_TRUE(within(1s, [&] { return here.link.stand().trusted; }));
    EXPECT_EQ(here.link.figures().graves, 1u);
}

TEST_F(LinkTest, WhoStopsHearingHimselfTrustsNothing) {
    ASSERT_TRUE(here.link.stand().trusted);
    order(server.port(), {"CLIENT", "KILL", "TYPE", "pubsub"});
    EXPECT_TRUE(within(1s, [&] { return !here.link.stand().trusted; }));
    EXPECT_TRUE(here.link.trusted_within(5s)) << "and finds back by himself";
    ::kill(server.pid(), SIGSTOP);
    EXPECT_TRUE(within(2s, [&] { return !here.link.stand().trusted; }));
    ::kill(server.pid(), SIGCONT);
    EXPECT_TRUE(here.link.trusted_within(5s));
}

TEST_F(LinkTest, GenerationsAreTheSameForAllAndGrowAlsoWhenRedisForgetsThem) {
    const auto scope = here.generations.scope("t", "c");
    EXPECT_TRUE(within(1s, [&] { return scope->now().known(); }));
    const auto before = scope->now();
    order(server.port(), {"FLUSHALL"});
    Place there(server);
    const auto other = there.generations.scope("t", "c");
    EXPECT_TRUE(within(1s, [&] { return other->now().known(); }));
    EXPECT_TRUE(within(1s, [&] { return scope->now() == other->now(); }));
    EXPECT_GT(other->now().campaign, before.campaign);
    EXPECT_TRUE(there.link.invalidate(Generations::Kind::campaign, "c"));
    EXPECT_TRUE(within(1s, [&] { return scope->now() == other->now(); }));
}

}  // namespace
}  // namespace fairground::cache
