#include "redis/redis.hpp"

#include <future>
#include <set>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redis/testing/operator.hpp"
#include "redis/testing/outcomes.hpp"
#include "support/tcp_proxy.hpp"

namespace fairground::redis {
namespace {

using namespace std::chrono_literals;
using test::PrivateRedis;
using test::TcpProxy;
using testing::AllOf;
using testing::HasSubstr;

class WithRedis : public testing::Test {
protected:
    static PrivateRedis& server() {
        static PrivateRedis one;
        return one;
    }
    void SetUp() override {
        order(server().port(), {"FLUSHALL"});
        ASSERT_TRUE(redis.up_within(10s));
    }

    Redis redis{options_for(server().port())};
};

using Commanding = WithRedis;

TEST_F(Commanding, EachCommandDoesWhatItSays) {
    const Key key = dev().key("test", "a");
    const std::vector<Key> both{key, dev().key("test", "none")};
    const std::string value("a\r\n\0ü", 6);
    const auto found = replies(redis.ask(std::move(Commands()
                                                       .get(key)
                                                       .set(key, value)
                                                       .get(key)
                                                       .get_all(both)
                                                       .expire(key, 1min)
                                                       .remove(key)
                                                       .remove(key)
                                                       .increment(key)
                                                       .increment(key)
                                                       .get(key)
                                                       .set(key, "short", 1ms)
                                                       .publish(dev().channel("nobody"), "hears"))));
    ASSERT_EQ(found.size(), 12U);
    EXPECT_TRUE(found[0].nil());
    EXPECT_EQ(*found[1].text(), "OK");
    EXPECT_EQ(*found[2].text(), value);
    EXPECT_EQ(*(*found[3].array())[0].text(), value);
    EXPECT_TRUE((*found[3].array())[1].nil());
    EXPECT_EQ(*found[4].integer(), 1);
    EXPECT_EQ(*found[5].integer(), 1);
    EXPECT_EQ(*found[6].integer(), 0);
    EXPECT_EQ(*found[8].integer(), 2);
    EXPECT_EQ(*found[9].text(), "2");
    EXPECT_EQ(*found[11].integer(), 0);
    EXPECT_TRUE(soon([&] { return replies(redis.ask(std::move(Commands().get(key))))[0].nil(); }));
}

TEST_F(Commanding, ErrorsOfOneCommandLeaveTheOthersAlone) {
    order(server().port(), {"RPUSH", "fg:dev:list", "x"});
    const auto found = replies(
        redis.ask(std::move(Commands().get(dev().key("none")).get(dev().key("list")).increment(dev().key("number")))));
    EXPECT_TRUE(found[0].nil());
    ASSERT_TRUE(found[1].error());
    EXPECT_EQ(found[1].error()->kind, Error::Kind::type);
    EXPECT_EQ(*found[2].integer(), 1);
    EXPECT_EQ(redis.figures().errors, 1U);
}

TEST_F(Commanding, FullMemoryIsAnErrorOfWhatWritesOnly) {
    order(server().port(), {"CONFIG", "SET", "maxmemory", "1"});
    const auto found =
        replies(redis.ask(std::move(Commands().set(dev().key("a"), "x").get(dev().key("a")).remove(dev().key("a")))));
    order(server().port(), {"CONFIG", "SET", "maxmemory", "0"});
    ASSERT_TRUE(found[0].error());
    EXPECT_EQ(found[0].error()->kind, Error::Kind::memory);
    EXPECT_TRUE(found[1].nil());
    EXPECT_EQ(*found[2].integer(), 0);
}

TEST_F(Commanding, AValueAboveTheLimitIsNotEvenSent) {
    Commands commands;
    EXPECT_THROW(commands.set(dev().key("a"), std::string(Commands::max_value + 1, 'x')), std::length_error);
    EXPECT_EQ(commands.size(), 0U);
    const std::string most(Commands::max_value, 'x');
    EXPECT_EQ(*replies(redis.ask(std::move(commands.set(dev().key("a"), most).get(dev().key("a")))))[1].text(), most);
}

TEST_F(Commanding, AReplyAboveTheLimitCostsNobodyElseAnything) {
    Options options = options_for(server().port());
    options.reply_bytes = 1000;
    options.connections = 1;
    Redis careful(options);
    ASSERT_TRUE(careful.up_within(10s));
    order(server().port(), {"SET", "fg:dev:large", std::string(500'000, 'x')});
    order(server().port(), {"SET", "fg:dev:small", "y"});
    const auto found = replies(careful.ask(std::move(Commands().get(dev().key("large")).get(dev().key("small")))));
    EXPECT_EQ(found[0].error()->kind, Error::Kind::too_large);
    EXPECT_EQ(*found[1].text(), "y");
    EXPECT_EQ(careful.figures().connects, 1U);
}

TEST_F(Commanding, ScriptsRunAmongOtherCommandsAndSurviveBeingForgotten) {
    const Script larger(
        "if tonumber(ARGV[1]) > tonumber(redis.call('GET', KEYS[1]) or 0) then "
        "redis.call('SET', KEYS[1], ARGV[1]) return 1 else return 0 end");
    const std::vector<Key> keys{dev().key("version")};
    const auto run = [&](const std::string& version) {
        const std::vector<std::string> arguments{version};
        return replies(redis.ask(
            std::move(Commands().get(keys[0]).run(larger, keys, arguments).run(larger, keys, arguments).get(keys[0]))));
    };
    const auto first = run("7");
    EXPECT_TRUE(first[0].nil());
    EXPECT_EQ(*first[1].integer(), 1);
    EXPECT_EQ(*first[2].integer(), 0);
    EXPECT_EQ(*first[3].text(), "7");
    for (int i = 0; i < 10; ++i) EXPECT_EQ(*run("6")[3].text(), "7");
    order(server().port(), {"SCRIPT", "FLUSH"});
    EXPECT_EQ(*run("8")[1].integer(), 1);
    EXPECT_EQ(redis.figures().away_calls, 0U);
}

TEST_F(Commanding, AScriptThatFailsIsAnErrorOfItsOwn) {
    const std::vector<Key> keys{dev().key("a")};
    const auto found =
        replies(redis.ask(std::move(Commands().run(Script("this is no Lua"), keys, {}).increment(keys[0]))));
    ASSERT_TRUE(found[0].error());
    EXPECT_THAT(found[0].error()->text, HasSubstr("compiling script"));
    EXPECT_EQ(*found[1].integer(), 1);
}

TEST_F(Commanding, TheServerIsTheSameForEverybody) {
    const Redis other(options_for(server().port()));
    std::set<std::uint64_t> servers;
    for (int i = 0; i < 20; ++i) {
        const Outcome outcome = redis.ask(std::move(Commands().get(dev().key("a"))));
        servers.insert(std::get<Replies>(outcome).server);
    }
    EXPECT_EQ(servers.size(), 1U);
    EXPECT_NE(*servers.begin(), 0U);
}

TEST_F(Commanding, ASelectedDatabaseIsAnotherOne) {
    Options options = options_for(server().port());
    options.address.database = 3;
    Redis third(options);
    ASSERT_TRUE(third.up_within(10s));
    replies(third.ask(std::move(Commands().set(dev().key("a"), "3"))));
    EXPECT_TRUE(replies(redis.ask(std::move(Commands().get(dev().key("a")))))[0].nil());
    EXPECT_EQ(*replies(third.ask(std::move(Commands().get(dev().key("a")))))[0].text(), "3");
}

TEST_F(Commanding, AskingInsideAReplyIsRefusedInsteadOfWaitingForEver) {
    std::promise<bool> refused;
    redis.send(std::move(Commands().get(dev().key("a"))), [&](Outcome) {
        try {
            redis.ask(std::move(Commands().get(dev().key("a"))));
            refused.set_value(false);
        } catch (const std::logic_error&) {
            refused.set_value(true);
        }
    });
    EXPECT_TRUE(refused.get_future().get());
}

TEST_F(Commanding, CallsThatComeTogetherShareARoundTrip) {
    TcpProxy far_away(server().port());
    Redis slow(options_for(far_away.port()));
    ASSERT_TRUE(slow.up_within(10s));
    far_away.delay_answers(20ms);
    constexpr int threads = 8, calls = 25;
    std::atomic<int> wrong{0};
    {
        std::vector<std::jthread> callers;
        for (int t = 0; t < threads; ++t) {
            callers.emplace_back([&, t] {
                std::vector<std::future<bool>> right;
                for (int i = 0; i < calls; ++i) {
                    auto done = std::make_shared<std::promise<bool>>();
                    right.push_back(done->get_future());
                    const std::string mine = std::to_string(t * 1000 + i);
                    const Key key = dev().key("mine", mine);
                    slow.send(std::move(Commands().set(key, mine).get(key)), [done, mine](Outcome outcome) {
                        const auto* found = std::get_if<Replies>(&outcome);
                        done->set_value(found && *found->all[1].text() == mine);
                    });
                }
                for (auto& one : right) wrong += one.get() ? 0 : 1;
            });
        }
    }
    EXPECT_EQ(wrong, 0);
    const Figures figures = slow.figures();
    EXPECT_EQ(figures.commands, 2U * threads * calls);
    EXPECT_LT(figures.round_trips, 20U) << "of " << figures.commands << " commands";
    EXPECT_EQ(figures.waiting, 0U);
}

TEST_F(Commanding, CallsDoNotWaitForAPipelineThatHangs) {
    TcpProxy far_away(server().port());
    Redis slow(options_for(far_away.port()));
    ASSERT_TRUE(soon([&] { return slow.figures().connects == 2; }));
    far_away.delay_answers(500ms);
    std::atomic<int> answered{0};
    const auto count_up = [&](const char* name) {
        Commands commands;
        slow.send(std::move(commands.increment(dev().key(name))), [&](Outcome) { ++answered; });
    };
    count_up("first");
    ASSERT_TRUE(soon([&] { return *order(server().port(), {"EXISTS", "fg:dev:first"}).integer() == 1; }));
    std::this_thread::sleep_for(20ms);
    count_up("second");
    ASSERT_TRUE(soon([&] { return *order(server().port(), {"EXISTS", "fg:dev:second"}).integer() == 1; }));
    EXPECT_EQ(answered, 0) << "the second went out before the first came back";
    EXPECT_TRUE(soon([&] { return answered == 2; }));
}

TEST_F(Commanding, MoreThanMayWaitIsAwayAtOnce) {
    TcpProxy far_away(server().port());
    Options options = options_for(far_away.port());
    options.connections = 1;
    options.queue = 10;
    Redis slow(options);
    ASSERT_TRUE(slow.up_within(10s));
    far_away.delay_answers(300ms);
    std::atomic<int> answered{0}, refused{0};
    for (int i = 0; i < 40; ++i) {
        slow.send(std::move(Commands().get(dev().key("a"))), [&](Outcome outcome) {
            if (why_away(outcome).starts_with("redis is too slow: 10 commands wait, at most 10 may")) ++refused;
            ++answered;
        });
    }
    EXPECT_GE(refused, 20);
    EXPECT_TRUE(soon([&] { return answered == 40; }));
    EXPECT_LE(refused, 30);
    EXPECT_TRUE(slow.figures().up);
}

TEST_F(Commanding, WhatStillWaitsAtTheEndIsAnswered) {
    TcpProxy far_away(server().port());
    std::atomic<int> answered{0};
    {
        Redis slow(options_for(far_away.port()));
        ASSERT_TRUE(slow.up_within(10s));
        far_away.delay_answers(100ms);
        for (int i = 0; i < 100; ++i)
            slow.send(std::move(Commands().get(dev().key("a"))), [&](Outcome) { ++answered; });
    }
    EXPECT_EQ(answered, 100);
}

TEST_F(Commanding, ALateReplyIsNeverTakenForThatOfAnotherCommand) {
    TcpProxy moody(server().port());
    Options options = options_for(moody.port());
    options.io_timeout = 30ms;
    options.connections = 1;
    Redis impatient(options);
    constexpr int values = 50;
    for (int i = 0; i < values; ++i) {
        replies(redis.ask(std::move(Commands().set(dev().key("own", i), std::to_string(i)))));
    }
    int right = 0, away = 0;
    for (int i = 0; i < 300 && (right < 60 || away < 5); ++i) {
        moody.delay_answers(i % 10 == 5 ? 60ms : 0ms);
        impatient.up_within(2s);
        const Outcome outcome = impatient.ask(std::move(Commands().get(dev().key("own", i % values))));
        if (std::holds_alternative<Away>(outcome)) {
            ++away;
            continue;
        }
        ASSERT_EQ(*std::get<Replies>(outcome).all[0].text(), std::to_string(i % values));
        ++right;
    }
    EXPECT_GE(right, 60);
    EXPECT_GE(away, 5);
    EXPECT_GE(impatient.figures().connects, 5U);
}

TEST_F(Commanding, AnIdleConnectionThatIsClosedIsMadeAgainBeforeAnybodyNeedsIt) {
    Options options = options_for(server().port());
    options.silence = 20ms;
    Redis watchful(options);
    ASSERT_TRUE(soon([&] { return watchful.figures().connects == 2; }));
    order(server().port(), {"CLIENT", "KILL", "TYPE", "normal"});
    ASSERT_TRUE(soon([&] { return watchful.figures().connects == 4; }));
    replies(watchful.ask(std::move(Commands().get(dev().key("a")))));
    EXPECT_EQ(watchful.figures().away_calls, 0U);
}

}  // namespace
}  // namespace fairground::redis
