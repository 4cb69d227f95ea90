#include "load/answer.hpp"

#include <charconv>

#include <strings.h>

namespace fairground::load {
namespace {

constexpr std::string_view version = "HTTP/1.1 ";

std::optional<std::size_t> number(std::string_view text) {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return {};
    return value;
}

bool same(std::string_view a, std::string_view b) {
    return a.size() == b.size() && strncasecmp(a.data(), b.data(), a.size()) == 0;
}

struct Header {
    std::string_view name;
    std::string_view value;
};

Header header(std::string_view line) {
    const auto colon = line.find(':');
    if (colon == line.npos) return {line, {}};
    const auto value = line.find_first_not_of(' ', colon + 1);
    return {line.substr(0, colon), value == line.npos ? std::string_view() : line.substr(value)};
}

HttpAnswer unreadable(std::string_view text) {
    return {.keep_alive = false, .plugin = {}, .body = text};
}

}  // namespace

std::optional<HttpAnswer> read_answer(std::string_view text) {
    const auto end = text.find("\r\n\r\n");
    if (end == text.npos) return {};
    const auto head = text.substr(0, end + 2);
    const auto status = head.starts_with(version) ? number(head.substr(version.size(), 3)) : std::nullopt;
    if (!status) return unreadable(text);

    HttpAnswer answer{.status = static_cast<int>(*status), .plugin = {}, .body = {}};
    std::optional<std::size_t> length;
    for (auto begin = head.find('\n') + 1; begin < head.size();) {
        const auto next = head.find('\r', begin);
        const auto [name, value] = header(head.substr(begin, next - begin));
        if (same(name, "Content-Length")) length = number(value);
        if (same(name, "Connection")) answer.keep_alive = !same(value, "close");
        if (same(name, "Retry-After")) answer.retry_after = std::chrono::seconds(number(value).value_or(0));
        if (same(name, "Idempotency-Replayed")) answer.replayed = value == "true";
        if (same(name, "Fairground-Plugin")) answer.plugin = value;
        begin = next + 2;
    }
    if (!length) return unreadable(text);
    if (text.size() - (end + 4) < *length) return {};
    answer.body = text.substr(end + 4, *length);
    return answer;
}

}  // namespace fairground::load
