#include "redis/subscription.hpp"

#include <mutex>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redis/redis.hpp"
#include "redis/testing/operator.hpp"

namespace fairground::redis {
namespace {

using namespace std::chrono_literals;
using test::PrivateRedis;
using testing::ElementsAre;
using testing::HasSubstr;
using Clock = std::chrono::steady_clock;

const Environment here("dev");
const Channel changes = here.channel("changes");
const Channel news = here.channel("news");

// Writes down what it hears.
struct Ear {
    Subscription::Listener listener() {
        return {[this](std::uint64_t server) { note("up " + std::to_string(server)); },
                [this](const std::string& why) { note("down " + why); },
                [this](const Channel& channel, std::string_view message) {
                    note(channel.text() + " " + std::string(message));
                }};
    }
    void note(std::string what) {
        const std::lock_guard lock(mutex);
        heard.push_back(std::move(what));
    }
    std::vector<std::string> all() {
        const std::lock_guard lock(mutex);
        return heard;
    }
    bool heard_of(const std::string& beginning, std::size_t times = 1) {
        return soon([&] {
            std::size_t found = 0;
            for (const std::string& what : all()) found += what.starts_with(beginning) ? 1 : 0;
            return found >= times;
        });
    }

    std::mutex mutex;
    std::vector<std::string> heard;
};

TEST(ASubscription, HearsItsChannelsInOrderAndNoOthers) {
    PrivateRedis server;
    Ear ear;
    const Subscription subscription(options_for(server.port()), {changes, news}, ear.listener());
    ASSERT_TRUE(ear.heard_of("up "));
    Redis redis(options_for(server.port()));
    ASSERT_TRUE(redis.up_within(10s));
    const std::string bytes("a\r\n\0b", 5);
    const Outcome sent = redis.ask(std::move(Commands()
                                                 .publish(changes, "1")
                                                 .publish(here.channel("others"), "2")
                                                 .publish(Environment("prod").channel("changes"), "3")
                                                 .publish(news, bytes)
                                                 .publish(changes, "")));
    ASSERT_TRUE(ear.heard_of("fg:dev:changes", 2));
    EXPECT_THAT(ear.all(), ElementsAre("up " + std::to_string(std::get<Replies>(sent).server), "fg:dev:changes 1",
                                       "fg:dev:news " + bytes, "fg:dev:changes "));
    EXPECT_EQ(subscription.figures().messages, 3U);
    EXPECT_TRUE(subscription.figures().up);
}

TEST(ASubscription, SaysWhenItHearsNothingAndComesBackByItself) {
    PrivateRedis server;
    Ear ear;
    const Subscription subscription(options_for(server.port()), {changes}, ear.listener());
    ASSERT_TRUE(ear.heard_of("up "));
    server.kill();
    ASSERT_TRUE(ear.heard_of("down "));
    EXPECT_FALSE(subscription.figures().up);
    std::this_thread::sleep_for(200ms);  // attempts fail
    server.start();
    ASSERT_TRUE(ear.heard_of("up ", 2));
    order(server.port(), {"PUBLISH", changes.text(), "x"});
    ASSERT_TRUE(ear.heard_of("fg:dev:changes x"));
    EXPECT_THAT(ear.all(), ElementsAre(HasSubstr("up "), HasSubstr("down "), HasSubstr("up "), "fg:dev:changes x"));
    EXPECT_NE(ear.all()[0], ear.all()[2]) << "another server";
    EXPECT_EQ(subscription.figures().losses, 1U);
}

TEST(ASubscription, NoticesASilentConnection) {
    PrivateRedis server;
    Ear ear;
    Options options = options_for(server.port());
    options.silence = options.io_timeout = 100ms;
    const Subscription subscription(options, {changes}, ear.listener());
    ASSERT_TRUE(ear.heard_of("up "));
    std::this_thread::sleep_for(500ms);
    EXPECT_EQ(subscription.figures().losses, 0U) << "silence alone is nothing";
    kill(server.pid(), SIGSTOP);
    const auto begin = Clock::now();
    EXPECT_TRUE(ear.heard_of("down "));
    EXPECT_LT(Clock::now() - begin, 2s);
    kill(server.pid(), SIGCONT);
    EXPECT_TRUE(ear.heard_of("up ", 2));
    EXPECT_THAT(ear.all()[1], HasSubstr("no sign of life within 100 ms"));
}

TEST(ASubscription, EndsAtOnce) {
    PrivateRedis server;
    Ear ear;
    auto subscription =
        std::make_unique<Subscription>(options_for(server.port()), std::vector{changes}, ear.listener());
    ASSERT_TRUE(ear.heard_of("up "));
    const auto begin = Clock::now();
    subscription.reset();
    EXPECT_LT(Clock::now() - begin, 500ms) << "less than silence";
    EXPECT_EQ(ear.all().size(), 1U) << "and without a word";
}

TEST(ASubscription, ThatIsNotAllowedSaysSo) {
    PrivateRedis server;
    order(server.port(), {"ACL", "SETUSER", "default", "resetchannels"});
    Ear ear;
    const Subscription subscription(options_for(server.port()), {changes}, ear.listener());
    ASSERT_TRUE(soon([&] { return subscription.figures().problem != "not connected yet"; }));
    EXPECT_THAT(subscription.figures().problem, HasSubstr("cannot subscribe to fg:dev:changes: NOPERM"));
    EXPECT_TRUE(ear.all().empty()) << "it never was up, so it did not go down";
}

TEST(ASubscription, WithoutAChannelIsRefused) {
    EXPECT_THROW(Subscription(options_for(1), {}, {}), std::invalid_argument);
}

}  // namespace
}  // namespace fairground::redis
