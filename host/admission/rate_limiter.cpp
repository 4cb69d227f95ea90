#include "admission/rate_limiter.hpp"

#include <algorithm>
#include <cstring>

#include <sodium.h>

namespace fairground::admission {
namespace {

constexpr double second = 1e9;

std::int64_t interval_of(const Rate& rate) {
    return rate.per_second > 0 ? std::max<std::int64_t>(1, static_cast<std::int64_t>(second / rate.per_second)) : 0;
}

}  // namespace

RateLimiter::RateLimiter(Rate rate, std::size_t keys)
    : interval_(interval_of(rate)),
      tolerance_(static_cast<std::int64_t>(std::max(rate.burst, 1.0) * static_cast<double>(interval_))) {
    if (interval_ == 0) return;
    sets_.resize(std::max<std::size_t>(1, keys / ways));
    randombytes_buf(seed_.data(), seed_.size());
}

std::uint64_t RateLimiter::hash(std::string_view key) const {
    static_assert(crypto_shorthash_BYTES == sizeof(std::uint64_t) && crypto_shorthash_KEYBYTES == sizeof seed_);
    std::array<unsigned char, crypto_shorthash_BYTES> bytes{};
    crypto_shorthash(bytes.data(), reinterpret_cast<const unsigned char*>(key.data()), key.size(), seed_.data());
    std::uint64_t number = 0;
    std::memcpy(&number, bytes.data(), sizeof number);
    return number;
}

// Its own, or that of the key which has been at rest for longest.
RateLimiter::Bucket& RateLimiter::bucket_of(Set& set, std::uint64_t hash) {
    const auto own = std::ranges::find(set, hash, &Bucket::key);
    if (own != set.end()) return *own;
    auto& given_up = *std::ranges::min_element(set, {}, &Bucket::full_at);
    given_up = {hash, 0};
    return given_up;
}

RateLimiter::Clock::duration RateLimiter::take(std::string_view key, Clock::time_point now) {
    if (interval_ == 0) return {};
    const std::uint64_t hash = this->hash(key);
    const std::size_t place = hash % sets_.size();
    const std::int64_t moment = std::chrono::nanoseconds(now.time_since_epoch()).count();
    const std::lock_guard lock(mutexes_[place % locks]);
    Bucket& bucket = bucket_of(sets_[place], hash);
    const std::int64_t full_at = std::max(bucket.full_at, moment) + interval_;
    if (full_at - moment > tolerance_) return std::chrono::nanoseconds(full_at - moment - tolerance_);
    bucket.full_at = full_at;
    return {};
}

void RateLimiter::give_back(std::string_view key) {
    if (interval_ == 0) return;
    const std::uint64_t hash = this->hash(key);
    const std::size_t place = hash % sets_.size();
    const std::lock_guard lock(mutexes_[place % locks]);
    const auto own = std::ranges::find(sets_[place], hash, &Bucket::key);
    if (own != sets_[place].end()) own->full_at -= interval_;
}

}  // namespace fairground::admission
