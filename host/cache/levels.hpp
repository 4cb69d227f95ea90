// What the cache is made of. Private to cache.
#pragma once
#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

#include "cache/audiences.hpp"
#include "cache/cache.hpp"
#include "cache/flights.hpp"
#include "cache/link.hpp"
#include "cache/local.hpp"
#include "cache/shared.hpp"

namespace fairground::cache {

struct Waiter {
    Question question;
    Compute compute;
    Done done;
    std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();
};

struct Levels {
    using Clock = std::chrono::steady_clock;
    explicit Levels(const Options& options);
    ~Levels();

    Stand stand() const;
    // Somebody else may commit for so long (without Redis).
    void be_in_company(Clock::duration time);
    void fetch(Waiter waiter);
    // Nobody waits for another's fetch without end: see Options::patience.
    void look_for_overdue();
    void stop_looking();

    Local local;
    Generations generations;
    Audiences audiences;
    Flights<Waiter> flights;
    std::atomic<std::uint64_t> local_hits{0}, redis_hits{0}, computed{0}, confirmed{0}, joined{0}, fenced{0},
        relieved{0}, given_up{0};
    const std::chrono::milliseconds patience;
    const bool alone;
    std::atomic<Clock::rep> alone_from;  // far in the future: never
    std::atomic<std::uint64_t> lone_epoch{1};
    std::unique_ptr<redis::Redis> redis;  // these three: all or none
    std::unique_ptr<Shared> shared;
    std::unique_ptr<Link> link;
    std::jthread watch;  // for who is overdue; last: ends first
};

}  // namespace fairground::cache
