// How a reply lies in Redis (docs/formats/cache.md). Whatever is not wholly and exactly what was written, for this
// name, reads as nothing.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "cache/generations.hpp"
#include "cache/reply.hpp"

namespace fairground::cache {

struct Envelope {
    std::string_view name;  // of the reply: the key holds only its hash
    std::int64_t environment = 0;
    Generation generation;
};

std::string write_envelope(const Envelope& envelope, const Reply& reply);
// Empty: damaged, truncated, of another format, of another name or other generations.
std::optional<Reply> read_envelope(std::string_view bytes, const Envelope& expected);

}  // namespace fairground::cache
