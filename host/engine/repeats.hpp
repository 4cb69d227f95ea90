// Whether callers are asking again, under keys that they have used before. Private to engine.
#pragma once
#include <atomic>

#include "engine/engine.hpp"

namespace fairground::engine {

// While they do, a batch looks all its keys up as it begins. Otherwise keys are looked up for answers only that change
// nothing; one that was used before is noticed when an answer is to be stored under it once more, and then its batch
// begins again. Threads: any.
class Repeats {
public:
    void seen(Clock::time_point now) { until_.store((now + memory).time_since_epoch().count(), relaxed); }
    bool lately(Clock::time_point now) const { return now.time_since_epoch().count() < until_.load(relaxed); }

private:
    static constexpr std::chrono::seconds memory{1};
    static constexpr auto relaxed = std::memory_order_relaxed;
    std::atomic<Clock::rep> until_{Clock::time_point::min().time_since_epoch().count()};
};

}  // namespace fairground::engine
