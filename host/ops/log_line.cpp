#include "ops/log_line.hpp"

#include <array>

#include <nlohmann/json.hpp>

namespace fairground::ops {
namespace {

constexpr std::size_t max_text = 4096;

bool is_secret(std::string_view key) {
    constexpr std::array<std::string_view, 6> words{"token",         "password", "secret",
                                                    "authorization", "cookie",   "session_key"};
    return std::any_of(words.begin(), words.end(), [&](auto word) { return key.find(word) != std::string_view::npos; });
}

std::string without_bearer_tokens(std::string_view text) {
    constexpr std::string_view mark = "Bearer ";
    std::string clean;
    for (auto at = text.find(mark); at != std::string_view::npos; at = text.find(mark)) {
        clean.append(text.substr(0, at + mark.size())).append("[removed]");
        const auto end = text.find_first_of(" \"',\r\n", at + mark.size());
        text = end == std::string_view::npos ? std::string_view() : text.substr(end);
    }
    return clean.append(text);
}

}  // namespace

std::string quoted(std::string_view text) {
    const auto replace = nlohmann::json::error_handler_t::replace;
    return nlohmann::json(without_bearer_tokens(text.substr(0, max_text))).dump(-1, ' ', false, replace);
}

Field::Field(std::string_view name, std::string_view text)
    : key(name), json(is_secret(name) ? "\"[removed]\"" : quoted(text)) {}
Field::Field(std::string_view name, std::int64_t number) : key(name), json(std::to_string(number)) {}

std::string members(std::string_view message, std::span<const Field> fields, std::uint64_t suppressed) {
    std::string line = "\"msg\":" + quoted(message);
    for (const Field& field : fields) line.append(",").append(quoted(field.key)).append(":").append(field.json);
    if (suppressed > 0) line.append(",\"suppressed\":").append(std::to_string(suppressed));
    return line;
}

std::optional<std::uint64_t> RateLimit::let_through(const std::string& key, Clock::time_point now) {
    const std::lock_guard lock(mutex_);
    if (buckets_.size() >= max_keys && !buckets_.contains(key)) buckets_.clear();
    Bucket& bucket = buckets_[key];
    if (now - bucket.since >= window_) {
        bucket.since = now;
        bucket.used = 0;
    }
    if (bucket.used >= burst_) {
        ++bucket.turned_away;
        return std::nullopt;
    }
    ++bucket.used;
    return std::exchange(bucket.turned_away, 0);
}

}  // namespace fairground::ops
