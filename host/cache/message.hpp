// What hosts tell each other on the channel (docs/formats/cache.md).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairground::cache {

struct Message {
    enum class Kind : char {
        beat = 'h',        // nothing new; the sender lives
        versions = 'v',    // fields: tenant, player, version, and so on
        generation = 'g',  // fields: "environment", "tenant" or "campaign"; its name; the number
        farewell = 'b',    // the sender ends in order
    };
    std::string_view sender;
    std::uint64_t number = 0;  // of the sender's messages: 1, 2, 3…
    Kind kind = Kind::beat;
    std::vector<std::string_view> fields;  // of the text that was read
};

std::string write_message(const Message& message);
// Empty: not one of ours.
std::optional<Message> read_message(std::string_view text);

std::optional<std::int64_t> read_number(std::string_view text);

}  // namespace fairground::cache
