#include "admission/quota.hpp"

#include <algorithm>

namespace fairground::admission {

Quota::Quota(Rate rate)
    : burst_(static_cast<std::size_t>(std::max(rate.burst, 1.0))),
      interval_(1e9 / rate.per_second),
      tolerance_(static_cast<std::int64_t>(static_cast<double>(burst_) * interval_)) {}

Quota::Clock::duration Quota::take(std::size_t tokens, Clock::time_point now) {
    const std::int64_t moment = std::chrono::nanoseconds(now.time_since_epoch()).count();
    const auto cost = static_cast<std::int64_t>(static_cast<double>(tokens) * interval_);
    std::int64_t known = full_at_.load(std::memory_order_relaxed);
    for (;;) {
        const std::int64_t full_at = std::max(known, moment) + cost;
        if (full_at - moment > tolerance_) return std::chrono::nanoseconds(full_at - moment - tolerance_);
        if (full_at_.compare_exchange_weak(known, full_at, std::memory_order_relaxed)) return {};
    }
}

}  // namespace fairground::admission
