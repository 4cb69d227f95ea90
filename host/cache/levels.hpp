// What the cache is made of. Private to cache.
#pragma once
#include <atomic>
#include <chrono>
#include <memory>

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
};

struct Levels {
    using Clock = std::chrono::steady_clock;
    explicit Levels(const Options& options);
    ~Levels();

    Stand stand() const;
    // Somebody else may commit for so long (without Redis).
    void be_in_company(Clock::duration time);
    void fetch(Waiter waiter);

    Local local;
    Generations generations;
    Audiences audiences;
    Flights<Waiter> flights;
    std::atomic<std::uint64_t> local_hits{0}, redis_hits{0}, computed{0}, confirmed{0}, joined{0}, fenced{0};
    const bool alone;
    std::atomic<Clock::rep> alone_from;  // far in the future: never
    std::atomic<std::uint64_t> lone_epoch{1};
    std::unique_ptr<redis::Redis> redis;  // these three: all or none
    std::unique_ptr<Shared> shared;
    std::unique_ptr<Link> link;
};

}  // namespace fairground::cache
