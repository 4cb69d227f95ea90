// Private to ops: the text of a log line, and who may still write one.
#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ops/log.hpp"

namespace fairground::ops {

// A JSON string with its quotes. Invalid UTF-8 is replaced, bearer tokens are masked, 4 KiB at most.
std::string quoted(std::string_view text);

// The members behind ts and level: "msg":"…","campaign":"…"
std::string members(std::string_view message, std::span<const Field> fields, std::uint64_t suppressed);

// At most `burst` in each `window` for one key. Threads: any.
class RateLimit {
public:
    using Clock = std::chrono::steady_clock;
    RateLimit(std::uint32_t burst, Clock::duration window) : burst_(burst), window_(window) {}

    // Empty: not now. Else how many were turned away since the last one let through.
    std::optional<std::uint64_t> let_through(const std::string& key, Clock::time_point now);

private:
    struct Bucket {
        Clock::time_point since;
        std::uint32_t used = 0;
        std::uint64_t turned_away = 0;
    };
    static constexpr std::size_t max_keys = 4096;
    const std::uint32_t burst_;
    const Clock::duration window_;
    std::mutex mutex_;
    std::map<std::string, Bucket> buckets_;
};

}  // namespace fairground::ops
