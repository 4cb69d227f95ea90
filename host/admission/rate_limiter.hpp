// Token buckets, one for each key: so many a second for ever, and a burst after a rest.
#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string_view>
#include <vector>

namespace fairground::admission {

struct Rate {
    double per_second = 0;  // 0: no limit
    double burst = 1;       // at once, after a rest; ≥ 1
};

// Memory is taken once (16 bytes a key) and never grows. When more keys are active than it has room for, some get a
// full bucket too early; nobody is refused who should not be. Threads: any; a lock for each 64th of the keys, held for
// a few comparisons.
class RateLimiter {
public:
    using Clock = std::chrono::steady_clock;

    explicit RateLimiter(Rate rate, std::size_t keys = 65'536);

    // Takes a token. Zero: there was one. Else nothing was taken, and so long it is until there is one.
    Clock::duration take(std::string_view key, Clock::time_point now);
    // Puts a token back that was taken.
    void give_back(std::string_view key);

private:
    // A bucket as the moment at which it is full again (GCRA): one number, and an idle one needs no care.
    struct Bucket {
        std::uint64_t key = 0;  // its hash
        std::int64_t full_at = 0;
    };
    static constexpr std::size_t ways = 8;
    using Set = std::array<Bucket, ways>;
    static constexpr std::size_t locks = 64;

    std::uint64_t hash(std::string_view key) const;
    static Bucket& bucket_of(Set& set, std::uint64_t hash);

    const std::int64_t interval_;   // nanoseconds between two tokens; 0: no limit
    const std::int64_t tolerance_;  // of a whole burst
    std::vector<Set> sets_;
    std::array<std::mutex, locks> mutexes_;
    std::array<unsigned char, 16> seed_{};  // so that nobody can choose keys that fall together
};

}  // namespace fairground::admission
