#include <fstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redis/redis.hpp"
#include "redis/subscription.hpp"
#include "redis/testing/operator.hpp"
#include "support/temp_dir.hpp"

namespace fairground::redis {
namespace {

using namespace std::chrono_literals;
using test::ChildProcess;
using test::PrivateRedis;
using testing::AllOf;
using testing::HasSubstr;

// Watches one master, alone, and is quick to call it dead.
class PrivateSentinel {
public:
    explicit PrivateSentinel(unsigned short master) : port_(test::free_port()) {
        std::ofstream(folder_ / "sentinel.conf")
            << "port " << port_ << "\nbind 127.0.0.1\ndir " << folder_.path().string()
            << "\nrequirepass watch\nsentinel monitor main 127.0.0.1 " << master
            << " 1\nsentinel down-after-milliseconds main 300\nsentinel failover-timeout main 3000\n";
        process_ = std::make_unique<ChildProcess>(
            ChildProcess::Settings{.command = {"redis-server", (folder_ / "sentinel.conf").string(), "--sentinel"},
                                   .output = folder_ / "log",
                                   .environment = {},
                                   .folder = {}});
    }
    unsigned short port() const { return port_; }

    // Its answer, or nothing while it is not there.
    std::optional<Reply> ask(std::initializer_list<std::string_view> words) const {
        try {
            Wire wire({"127.0.0.1", port_}, patient_options());
            wire.ask({"AUTH", "watch"});
            return wire.ask(words);
        } catch (const Broken&) {
            return {};
        }
    }
    bool knows_a_replica() const {
        const auto replicas = ask({"SENTINEL", "REPLICAS", "main"});
        return replicas && replicas->array() && !replicas->array()->empty();
    }

private:
    test::TempDir folder_;
    const unsigned short port_;
    std::unique_ptr<ChildProcess> process_;
};

TEST(BehindSentinels, AFailoverIsFollowed) {
    PrivateRedis first, second;
    order(second.port(), {"REPLICAOF", "127.0.0.1", std::to_string(first.port())});
    const PrivateSentinel sentinel(first.port());
    ASSERT_TRUE(soon([&] { return sentinel.knows_a_replica(); }));

    Options options;
    options.address = parse_url("sentinel://127.0.0.1:1,127.0.0.1:" + std::to_string(sentinel.port()) + "/main");
    options.sentinel_password = "watch";
    options.connect_timeout = options.io_timeout = 1s;
    options.reconnect = 100ms;
    const Environment dev("dev");
    const Channel changes = dev.channel("changes");
    Redis redis(options);
    std::atomic<std::uint64_t> subscribed_at{0};
    std::atomic<int> heard{0};
    const Subscription subscription(options, {changes},
                                    {[&](std::uint64_t server) { subscribed_at = server; }, [](const std::string&) {},
                                     [&](const Channel&, std::string_view) { ++heard; }});
    ASSERT_TRUE(redis.up_within(10s)) << redis.figures().problem;
    const Outcome before = redis.ask(std::move(Commands().set(dev.key("a"), "x")));
    ASSERT_TRUE(std::holds_alternative<Replies>(before));
    ASSERT_TRUE(soon([&] { return subscribed_at == std::get<Replies>(before).server; }));

    first.kill();
    ASSERT_TRUE(soon([&] { return !redis.figures().up; }));
    ASSERT_TRUE(redis.up_within(20s)) << redis.figures().problem;
    const Outcome after = redis.ask(std::move(Commands().set(dev.key("a"), "y").publish(changes, "z")));
    ASSERT_TRUE(std::holds_alternative<Replies>(after)) << std::get<Away>(after).why;
    EXPECT_EQ(*std::get<Replies>(after).all[0].text(), "OK");
    EXPECT_NE(std::get<Replies>(after).server, std::get<Replies>(before).server);
    EXPECT_EQ(*order(second.port(), {"GET", "fg:dev:a"}).text(), "y");
    ASSERT_TRUE(soon([&] { return subscribed_at == std::get<Replies>(after).server; }));
    order(second.port(), {"PUBLISH", changes.text(), "z"});
    EXPECT_TRUE(soon([&] { return heard > 0; }));
}

TEST(BehindSentinels, WhatIsWrongIsToldOfEachOfThem) {
    PrivateRedis master;
    const PrivateSentinel sentinel(master.port());
    ASSERT_TRUE(soon([&] { return sentinel.ask({"PING"}).has_value(); }));
    const auto problem_with = [&](const std::string& name, const std::string& password) {
        Options options;
        options.address = parse_url("sentinel://127.0.0.1:1,127.0.0.1:" + std::to_string(sentinel.port()) + "/" + name);
        options.sentinel_password = password;
        options.connect_timeout = options.io_timeout = 2s;
        const Redis redis(options);
        EXPECT_TRUE(soon([&] { return redis.figures().problem != "not connected yet"; }));
        return redis.figures().problem;
    };
    EXPECT_THAT(problem_with("mani", "watch"),
                AllOf(HasSubstr("refused"), HasSubstr("the sentinel knows no master of the name \"mani\"")));
    EXPECT_THAT(problem_with("main", "wrong"), HasSubstr("redis.sentinel_password_file"));
    EXPECT_THAT(problem_with("main", ""), HasSubstr("the sentinel says: NOAUTH"));
    EXPECT_EQ(problem_with("main", "watch"), "");
}

}  // namespace
}  // namespace fairground::redis
