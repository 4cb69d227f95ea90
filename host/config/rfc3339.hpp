// Instants as people write them: 2026-03-01T10:00:00+08:00.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace fairground::config {

struct Instant {
    std::optional<std::chrono::sys_time<std::chrono::milliseconds>> time;
    std::string problem;  // why not
};
// Date, T, time with seconds and up to three places behind the point, and an offset (Z, +08:00).
Instant parse_instant(std::string_view text);

}  // namespace fairground::config
