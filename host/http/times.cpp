#include "http/times.hpp"

#include <array>

namespace fairground::http {

std::string utc_text(campaign::Time time) {
    const auto since_epoch = time.time_since_epoch();
    const auto seconds = std::chrono::floor<std::chrono::seconds>(since_epoch);
    const std::time_t clock = seconds.count();
    std::tm parts{};
    ::gmtime_r(&clock, &parts);
    std::array<char, 40> text{};
    const auto size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
    const std::string millis = std::to_string(1000 + (since_epoch - seconds).count());
    return std::string(text.data(), size) + "." + millis.substr(1) + "Z";
}

std::string utc_text(std::int64_t ms) {
    return utc_text(campaign::Time(std::chrono::milliseconds(ms)));
}

}  // namespace fairground::http
