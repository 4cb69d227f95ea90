// One bucket for calls of different weight: so much a second for ever, and a burst after a rest.
#pragma once
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>

#include "admission/rate_limiter.hpp"

namespace fairground::admission {

// Threads: any, without a lock.
class Quota {
public:
    using Clock = std::chrono::steady_clock;

    // REQUIRES: per_second > 0.
    explicit Quota(Rate rate);

    // Takes so many tokens at once. Zero: they were there. Else nothing was taken, and so long it is until they are.
    // REQUIRES: tokens <= burst(), for more are never there.
    Clock::duration take(std::size_t tokens, Clock::time_point now);
    std::size_t burst() const { return burst_; }

private:
    const std::size_t burst_;
    const double interval_;         // nanoseconds between two tokens
    const std::int64_t tolerance_;  // of a whole burst
    // The moment at which it is full again (GCRA).
    std::atomic<std::int64_t> full_at_{0};
};

}  // namespace fairground::admission
