// What the cache keeps in Redis, by name (docs/formats/cache.md).
#pragma once
#include <string_view>

#include "redis/key.hpp"

namespace fairground::cache {

inline redis::Channel channel_of(const redis::Environment& environment) {
    return environment.channel("cache");
}
inline redis::Key key_of_version(const redis::Environment& environment, std::string_view tenant,
                                 std::string_view player) {
    return environment.key("version", tenant, player);
}
// Of a reply: a hash of its name, which stands in the envelope whole.
redis::Key key_of_reply(const redis::Environment& environment, std::string_view name);

}  // namespace fairground::cache
