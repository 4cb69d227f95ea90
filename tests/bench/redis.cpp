// Case redis: GETs of 1,000 bytes through the room redis, from one caller at a time to 256 calls that are always open,
// against redis-benchmark with a pipeline of 64 on one connection.
#include "redis/redis.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include <fmt/format.h>

#include "bench/contest.hpp"
#include "bench/results.hpp"
#include "bench/setting.hpp"
#include "support/private_redis.hpp"

namespace fairground::bench {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::size_t value_bytes = 1000;

const redis::Key& key() {
    static const redis::Key one = redis::Environment("bench").key("value");
    return one;
}

void write_value(redis::Redis& redis) {
    if (!redis.up_within(10s)) throw std::runtime_error(redis.figures().problem);
    redis::Commands commands;
    commands.set(key(), std::string(value_bytes, 'x'));
    if (!std::holds_alternative<redis::Replies>(redis.ask(std::move(commands))))
        throw std::runtime_error("the value could not be written");
}

// Keeps so many calls open: each that is answered sends the next.
class Window {
public:
    Window(redis::Redis& redis, std::size_t size) : redis_(redis), open_(size) {
        for (std::size_t i = 0; i < size; ++i) call();
    }
    // Waits for the last answer; how many there were.
    std::uint64_t end() {
        ending_ = true;
        std::unique_lock lock(mutex_);
        if (!ended_.wait_for(lock, 10s, [this] { return open_ == 0; }))
            throw std::runtime_error("a call was not answered within 10 s");
        if (wrong_ > 0) throw std::runtime_error(fmt::format("{} answers were wrong", wrong_.load()));
        return answered_;
    }

private:
    void call() {
        redis::Commands commands;
        commands.get(key());
        redis_.send(std::move(commands), [this](const redis::Outcome& outcome) { answered(outcome); });
    }
    void answered(const redis::Outcome& outcome) {
        const auto* replies = std::get_if<redis::Replies>(&outcome);
        const std::string* value = replies ? replies->all.front().text() : nullptr;
        if (!value || value->size() != value_bytes) ++wrong_;
        ++answered_;
        if (!ending_) return call();
        const std::lock_guard lock(mutex_);
        if (--open_ == 0) ended_.notify_all();
    }

    redis::Redis& redis_;
    std::atomic<bool> ending_{false};
    std::atomic<std::uint64_t> answered_{0}, wrong_{0};
    std::mutex mutex_;
    std::condition_variable ended_;
    std::size_t open_;
};

Sample sample(std::uint64_t calls, Clock::time_point since) {
    const std::chrono::duration<double> took = Clock::now() - since;
    return {.calls = calls, .per_second = static_cast<double>(calls) / took.count(), .latencies = load::Latencies()};
}

Sample round(redis::Redis& redis, std::size_t open, const Options& options) {
    const auto since = Clock::now();
    Window window(redis, open);
    std::this_thread::sleep_for(options.time);
    return sample(window.end(), since);
}

Sample reference(std::uint16_t port) {
    constexpr std::uint64_t calls = 1'000'000;
    const test::TempDir folder;
    const auto since = Clock::now();
    const int code = test::run_program({.command = {"redis-benchmark", "-p", std::to_string(port), "-c", "1", "-P",
                                                    "64", "-n", std::to_string(calls), "-q", "get", key().text()},
                                        .output = folder / "output",
                                        .environment = {},
                                        .folder = {}});
    if (code != 0) throw std::runtime_error("redis-benchmark measured nothing: " + content_of(folder / "output"));
    return sample(calls, since);
}

}  // namespace

int redis_calls(const Options& options) {
    const test::PrivateRedis server;
    redis::Options where;
    where.address.servers = {{"127.0.0.1", server.port()}};
    where.io_timeout = 5s;
    redis::Redis redis(where);
    write_value(redis);
    Contest contest(server.pid());
    std::vector<const Contestant*> all;
    for (const std::size_t open : {1, 16, 64, 256}) {
        all.push_back(&contest.add(
            {fmt::format("Fairground, {} calls open", open), [&, open] { return round(redis, open, options); }}));
    }
    all.push_back(&contest.add({"redis-benchmark -c 1 -P 64", [&] { return reference(server.port()); }}));
    contest.run(options.rounds);
    fmt::print("redis: GETs of {} bytes, {} rounds of {} s each in turn\n{:<30} {:>9} | {:>7} {:>8}\n", value_bytes,
               options.rounds, options.time.count(), "", "median/s", "client", "Redis");
    auto results = nlohmann::json::array();
    for (const Contestant* one : all) {
        const double client = one->median_of([](const Sample& sample) { return sample.client_us; });
        const double server_us = one->median_of([](const Sample& sample) { return sample.database_us; });
        fmt::print("{:<30} {:>9.0f} | {:>7.2f} {:>8.2f}\n", one->name, one->per_second(), client, server_us);
        results.push_back(
            {{"name", one->name}, {"per_second", one->per_second()}, {"client_us", client}, {"server_us", server_us}});
    }
    fmt::print("(right of the bar: µs of processor time for one call)\n");
    write_results(options, "redis", {{"value_bytes", value_bytes}, {"results", results}});
    return 0;
}

}  // namespace fairground::bench
