// S3: Redis is killed, or refuses memory, or hangs, under full read load. No reader gets an error, the database does
// not get more than its budget, and everything is as before within three seconds of its return.
#include <atomic>
#include <thread>

#include <gmock/gmock.h>

#include "drills/bounds.hpp"
#include "redis/testing/operator.hpp"
#include "support/player_client.hpp"
#include "support/private_mariadb.hpp"
#include "support/private_redis.hpp"

namespace fairground::drills {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr int readers = 8;
constexpr int players_of_each = 10;
constexpr auto endless = R"(
id: endless
plugin: lucky-wheel
title: {en: Endless}
settings: {prizes: [{id: points-10, title: {en: 10 points}, weight: 1, award: {currency: points, amount: 10}}]}
)";

class Redis : public testing::Test {
protected:
    Redis()
        : host({.campaigns = {{"endless.yaml", endless}},
                .config = {{"database", {{"url", database.url()}, {"connections", connections}}},
                           {"redis", {{"url", "redis://127.0.0.1:" + std::to_string(server.port())}}}}}) {
        host.start();
        for (int i = 0; i < readers; ++i)
            threads.emplace_back([this, i](const std::stop_token& stop) { read(i, stop); });
        calm_down();
    }

    // Players who look at their history, and now and then change it.
    void read(int number, const std::stop_token& stop) {
        std::vector<std::unique_ptr<test::PlayerClient>> players;
        for (int i = 0; i < players_of_each; ++i)
            players.push_back(std::make_unique<test::PlayerClient>(
                host.port(), "r" + std::to_string(number) + "-" + std::to_string(i)));
        for (int turn = 0; !stop.stop_requested(); ++turn) {
            auto& player = *players[static_cast<std::size_t>(turn) % players.size()];
            const auto asked = Clock::now();
            const auto answer = turn % 100 == 99 ? player.act("endless", "spin") : player.view("endless", "history");
            if (answer.status != 200) ++errors;
            ++answered;
            const auto took = Clock::now() - asked;
            auto longest = slowest.load();
            while (longest < took && !slowest.compare_exchange_weak(longest, took)) continue;
        }
    }

    double figure(const std::string& name) {
        const auto text = test::HttpClient(host.admin_port()).get("/metrics").body;
        return std::stod(text.substr(text.find("\n" + name + " ") + name.size() + 2));
    }
    bool trusted() { return figure("fairground_cache_trusted") == 1; }
    void calm_down() {
        std::this_thread::sleep_for(1s);
        EXPECT_TRUE(trusted());
        errors = 0;
    }
    // For so long; then what came of it.
    void watch(const char* what, std::chrono::milliseconds time) {
        slowest = Clock::duration(0);
        answered = 0;
        double most = 0;
        for (const auto end = Clock::now() + time; Clock::now() < end; std::this_thread::sleep_for(50ms))
            most = std::max(most, figure("fairground_database_connections_in_use"));
        std::printf("%s: %ld answers, slowest %ld ms, at most %.0f database connections\n", what, answered.load(),
                    slowest.load() / 1ms, most);
        EXPECT_LE(most, connections);
        EXPECT_GT(answered, 0);
        EXPECT_EQ(errors, 0);
    }
    void expect_back() {
        const auto since = Clock::now();
        while (!trusted() && Clock::now() - since < 20s) std::this_thread::sleep_for(20ms);
        const auto took = std::chrono::ceil<std::chrono::milliseconds>(Clock::now() - since);
        std::printf("trusted again after %ld ms\n", took.count());
        EXPECT_LT(took, at_this_load(host, 3s));
        const auto before = figure(local_hits);
        watch("afterwards", 1s);
        EXPECT_GT(figure(local_hits), before) << "views come out of the cache again";
    }

    static constexpr int connections = 8;
    const std::string local_hits = R"(fairground_cache_views_total{from="local"})";
    test::PrivateMariaDb database;
    test::PrivateRedis server;
    test::HostProcess host;
    std::atomic<long> answered{0}, errors{0};
    std::atomic<Clock::duration> slowest{Clock::duration(0)};
    std::vector<std::jthread> threads;
};

TEST_F(Redis, KilledUnderLoadIsNoErrorAndItsReturnIsNoticed) {
    watch("with Redis", 1s);
    server.kill();
    watch("without Redis", 2s);
    EXPECT_FALSE(trusted());
    server.start();
    expect_back();
}

TEST_F(Redis, HangingUnderLoadIsNoErrorEither) {
    ::kill(server.pid(), SIGSTOP);
    watch("Redis hangs", 2s);
    ::kill(server.pid(), SIGCONT);
    expect_back();
}

TEST_F(Redis, RefusingMemoryUnderLoadIsNoErrorEither) {
    redis::order(server.port(), {"CONFIG", "SET", "maxmemory", "1"});
    watch("Redis takes nothing", 1s);
    redis::order(server.port(), {"CONFIG", "SET", "maxmemory", "0"});
    expect_back();
}

}  // namespace
}  // namespace fairground::drills
