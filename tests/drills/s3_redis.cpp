// S3: Redis is killed, or refuses memory, or hangs, under full read load. No reader gets an error, the database does
// not get more than its budget, 99 of 100 answers take less than five times as long as on a calm day, and
// everything is as before within three seconds of its return.
#include <algorithm>
#include <atomic>
#include <functional>
#include <mutex>
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
            note(Clock::now() - asked);
        }
    }
    void note(Clock::duration took) {
        const std::lock_guard lock(mutex);
        waits.push_back(std::chrono::duration_cast<std::chrono::microseconds>(took));
    }
    std::vector<std::chrono::microseconds> sorted_waits() {
        const std::lock_guard lock(mutex);
        auto all = std::exchange(waits, {});
        std::ranges::sort(all);
        return all;
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
    // For so long; then what came of it, and how long 99 of 100 waited at most.
    std::chrono::microseconds watch(const char* what, std::chrono::milliseconds time) {
        sorted_waits();
        answered = 0;
        double most = 0;
        for (const auto end = Clock::now() + time; Clock::now() < end; std::this_thread::sleep_for(50ms))
            most = std::max(most, figure("fairground_database_connections_in_use"));
        const auto all = sorted_waits();
        const auto p99 = all.at(all.size() * 99 / 100);
        std::printf("%s: %ld answers, p99 %.1f ms, slowest %ld ms, at most %.0f database connections\n", what,
                    answered.load(), static_cast<double>(p99.count()) / 1000, all.back() / 1ms, most);
        EXPECT_LE(most, connections);
        EXPECT_GT(answered, 0);
        EXPECT_EQ(errors, 0);
        return p99;
    }
    // The trouble itself, against a calm while just before it.
    void watch_trouble(const char* what, std::chrono::milliseconds time, const std::function<void()>& begin) {
        const auto calm = watch("with Redis", 1s);
        begin();
        const auto p99 = watch(what, time);
        std::printf("p99 is %.1f times that of a calm while\n",
                    static_cast<double>(p99.count()) / static_cast<double>(calm.count()));
        EXPECT_LT(p99, 5 * std::max<std::chrono::microseconds>(calm, 2ms)) << "what is quicker than that is calm";
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
    std::mutex mutex;
    std::vector<std::chrono::microseconds> waits;  // of each answer
    std::vector<std::jthread> threads;
};

TEST_F(Redis, KilledUnderLoadIsNoErrorAndItsReturnIsNoticed) {
    watch_trouble("without Redis", 2s, [&] { server.kill(); });
    EXPECT_FALSE(trusted());
    server.start();
    expect_back();
}

TEST_F(Redis, HangingUnderLoadIsNoErrorEither) {
    watch_trouble("Redis hangs", 2s, [&] { ::kill(server.pid(), SIGSTOP); });
    ::kill(server.pid(), SIGCONT);
    expect_back();
}

TEST_F(Redis, RefusingMemoryUnderLoadIsNoErrorEither) {
    watch_trouble("Redis takes nothing", 1s, [&] { redis::order(server.port(), {"CONFIG", "SET", "maxmemory", "1"}); });
    redis::order(server.port(), {"CONFIG", "SET", "maxmemory", "0"});
    expect_back();
}

}  // namespace
}  // namespace fairground::drills
