#include "cache/message.hpp"

#include <charconv>

namespace fairground::cache {
namespace {

constexpr std::string_view format = "1";

// A word up to the next blank.
std::string_view next_word(std::string_view& rest) {
    const auto end = std::min(rest.find(' '), rest.size());
    const auto word = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return word;
}

// "5:wheel"
std::optional<std::string_view> field(std::string_view& rest) {
    const auto colon = rest.find(':');
    if (colon == rest.npos) return std::nullopt;
    const auto size = read_number(rest.substr(0, colon));
    rest.remove_prefix(colon + 1);
    if (!size || *size < 0 || static_cast<std::uint64_t>(*size) > rest.size()) return std::nullopt;
    const auto text = rest.substr(0, static_cast<std::size_t>(*size));
    rest.remove_prefix(text.size());
    return text;
}

bool fits(const Message& message) {
    switch (message.kind) {
        case Message::Kind::beat:
        case Message::Kind::farewell:
            return message.fields.empty();
        case Message::Kind::generation:
            return message.fields.size() == 3;
        case Message::Kind::versions:
            return message.fields.size() % 3 == 0;
    }
    return false;
}

}  // namespace

std::optional<std::int64_t> read_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::string write_message(const Message& message) {
    std::string text(format);
    text.append(" ").append(message.sender).append(" ").append(std::to_string(message.number)).append(" ");
    text += static_cast<char>(message.kind);
    text += ' ';
    for (const auto field : message.fields) text.append(std::to_string(field.size())).append(":").append(field);
    return text;
}

std::optional<Message> read_message(std::string_view text) {
    if (next_word(text) != format) return std::nullopt;
    Message message;
    message.sender = next_word(text);
    const auto number = read_number(next_word(text));
    const auto kind = next_word(text);
    if (message.sender.empty() || !number || *number < 1 || kind.size() != 1) return std::nullopt;
    message.number = static_cast<std::uint64_t>(*number);
    message.kind = static_cast<Message::Kind>(kind.front());
    while (!text.empty()) {
        const auto next = field(text);
        if (!next) return std::nullopt;
        message.fields.push_back(*next);
    }
    if (!fits(message)) return std::nullopt;
    return message;
}

}  // namespace fairground::cache
