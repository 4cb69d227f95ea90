#include <csignal>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redis/redis.hpp"
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
using Clock = std::chrono::steady_clock;

TEST(ARedisThatGoesAway, IsToldAtOnceAndComesBackByItself) {
    PrivateRedis server;
    Redis redis(options_for(server.port()));
    ASSERT_TRUE(redis.up_within(10s));
    const Outcome before = redis.ask(std::move(Commands().set(dev().key("a"), "x")));
    server.kill();
    ASSERT_TRUE(soon([&] {
        return why_away(redis.ask(std::move(Commands().get(dev().key("a"))))).find("refused") != std::string::npos;
    }));
    const auto begin = Clock::now();
    for (int i = 0; i < 1000; ++i) {
        EXPECT_THAT(why_away(redis.ask(std::move(Commands().get(dev().key("a"))))),
                    AllOf(HasSubstr("redis has been away for"), HasSubstr("refused")));
    }
    EXPECT_LT(Clock::now() - begin, 500ms);
    EXPECT_FALSE(redis.figures().up);
    EXPECT_GE(redis.figures().away_times, 1U);

    server.start();
    ASSERT_TRUE(redis.up_within(3s));
    const Outcome after = redis.ask(std::move(Commands().get(dev().key("a"))));
    EXPECT_TRUE(std::get<Replies>(after).all[0].nil());
    EXPECT_NE(std::get<Replies>(after).server, std::get<Replies>(before).server);
    EXPECT_EQ(redis.figures().problem, "");
}

TEST(ARedisThatGoesAway, InTheMiddleOfAReplyIsAwayAndNoValue) {
    PrivateRedis server;
    TcpProxy proxy(server.port());
    Options options = options_for(proxy.port());
    options.connections = 1;
    Redis redis(options);
    ASSERT_TRUE(redis.up_within(10s));
    proxy.set(TcpProxy::Mode::swallow_answers);
    EXPECT_THAT(why_away(redis.ask(std::move(Commands().increment(dev().key("a"))))),
                HasSubstr("closed by the server"));
    ASSERT_TRUE(redis.up_within(3s));
    EXPECT_EQ(*replies(redis.ask(std::move(Commands().get(dev().key("a")))))[0].text(), "1") << "it was carried out";
}

// Stopped as long as it lives.
class Stopped {
public:
    explicit Stopped(const PrivateRedis& server) : pid_(server.pid()) { kill(pid_, SIGSTOP); }
    ~Stopped() { kill(pid_, SIGCONT); }

private:
    const pid_t pid_;
};

TEST(ARedisThatHangs, KeepsNobodyForLong) {
    PrivateRedis server;
    Options options = options_for(server.port());
    options.connect_timeout = options.io_timeout = 100ms;
    options.connections = 1;
    Redis redis(options);
    ASSERT_TRUE(redis.up_within(10s));
    constexpr int calls = 100;
    std::atomic<int> away{0};
    {
        const Stopped stopped(server);
        for (int i = 0; i < calls; ++i) {
            Commands commands;
            redis.send(std::move(commands.get(dev().key("a"))),
                       [&](const Outcome& outcome) { away += std::holds_alternative<Away>(outcome) ? 1 : 0; });
            if (i == 0) {
                EXPECT_TRUE(soon([&] { return redis.figures().waiting == 0; })) << "the first is under way";
            }
        }
        EXPECT_TRUE(soon([&] { return away == calls; })) << "also what waited behind the call that hung";
        EXPECT_FALSE(redis.figures().up);
    }
    ASSERT_TRUE(redis.up_within(3s));
    EXPECT_TRUE(soon([&] {
        Commands commands;
        return std::holds_alternative<Replies>(redis.ask(std::move(commands.get(dev().key("a")))));
    }));
}

TEST(ARedisThatHangs, IsNoticedAlsoWhenNobodyAsks) {
    PrivateRedis server;
    Options options = options_for(server.port());
    options.io_timeout = 100ms;
    options.silence = 50ms;
    const Redis redis(options);
    ASSERT_TRUE(redis.up_within(10s));
    const Stopped stopped(server);
    EXPECT_TRUE(soon([&] { return !redis.figures().up; }));
    EXPECT_THAT(redis.figures().problem, HasSubstr("no answer within 100 ms"));
}

TEST(ARedisThatIsNoMaster, IsLeftAndSaysSo) {
    PrivateRedis server;
    Redis redis(options_for(server.port()));
    ASSERT_TRUE(redis.up_within(10s));
    order(server.port(), {"REPLICAOF", "127.0.0.1", "1"});
    EXPECT_THAT(why_away(redis.ask(std::move(Commands().set(dev().key("a"), "x")))), HasSubstr("READONLY"));
    EXPECT_TRUE(soon([&] {
        why_away(redis.ask(std::move(Commands().set(dev().key("a"), "x"))));
        return redis.figures().problem.find("expected a master, found a replica") != std::string::npos ||
               redis.figures().problem.find("expected a master, found a slave") != std::string::npos;
    })) << redis.figures().problem;
    order(server.port(), {"REPLICAOF", "NO", "ONE"});
    EXPECT_TRUE(redis.up_within(3s));
}

}  // namespace
}  // namespace fairground::redis
