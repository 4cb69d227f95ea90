// S8: the connections of a host are all taken. Whoever needs one is answered in bounded time, the log and /readyz say
// who holds them, and everything goes on once they are free.
#include <future>

#include <gmock/gmock.h>

#include "drills/bounds.hpp"
#include "drills/storm.hpp"
#include "drills/supervised.hpp"
#include "support/player_client.hpp"

namespace fairground::drills {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using Clock = std::chrono::steady_clock;

// A host with two connections, and a table that nobody may touch for a while.
class Taken {
public:
    explicit Taken(std::chrono::milliseconds wait)
        : storm(&server, {},
                {.campaigns = {},
                 .config = {{"database", {{"connections", 2}, {"writers", 1}, {"wait_ms", wait.count()}}}}}) {
        lock->execute("LOCK TABLES player WRITE");
        spin = std::async(std::launch::async,
                          [&] { return test::PlayerClient(storm.host().port(), "ann").act("storm", "spin", "key"); });
        first = std::async(std::launch::async,
                           [&] { return test::PlayerClient(storm.host().port(), "bob").view("storm", "prizes"); });
        std::this_thread::sleep_for(500ms);
    }

    test::PrivateMariaDb server{{.flush_per_commit = true, .binlog = false, .options = {}}};
    Storm storm;
    std::unique_ptr<test::Sql> lock = test::Sql::mariadb(server.socket(), "root", "fairground");
    std::future<test::HttpAnswer> spin, first;
};

TEST(S8, AnExhaustedPoolAnswersInBoundedTimeAndSaysWhoHoldsIt) {
    Taken taken(300ms);
    auto& host = taken.storm.host();
    test::PlayerClient cat(host.port(), "cat");
    const auto asked = Clock::now();
    const auto answer = cat.view("storm", "prizes");
    const auto took = std::chrono::ceil<std::chrono::milliseconds>(Clock::now() - asked);
    print("answered while all connections were taken, after", {took});
    EXPECT_EQ(answer.status, 503) << answer.body;
    EXPECT_NE(answer.header("retry-after"), "");
    const auto named = AllOf(HasSubstr("2 of 2 connections are taken"), HasSubstr("writer 1 since "),
                             HasSubstr("view storm/prizes since "));
    EXPECT_THAT(host.log(), named);
    EXPECT_TRUE(comes_true([&] { return !host.ready(); }, 3s));
    EXPECT_THAT(host.client().get("/readyz").body, named);

    taken.lock->execute("UNLOCK TABLES");
    taken.first.get();
    taken.spin.get();
    EXPECT_LT(took, at_this_load(host, 1s));
    EXPECT_TRUE(comes_true([&] { return host.ready(); }, 5s));
    EXPECT_EQ(cat.view("storm", "prizes").status, 200);
    EXPECT_EQ(test::PlayerClient(host.port(), "ann").act("storm", "spin", "key").status, 200);
    EXPECT_EQ(taken.storm.audit().code, 0);
}

// What a pool without a limit does: the player waits until somebody is done.
TEST(S8, WithoutABoundThePlayerWaits) {
    Taken taken(30'000ms);
    test::PlayerClient cat(taken.storm.host().port(), "cat");
    const auto asked = Clock::now();
    cat.view("storm", "prizes");
    EXPECT_GT(Clock::now() - asked, 2s);
    taken.lock->execute("UNLOCK TABLES");
}

}  // namespace
}  // namespace fairground::drills
