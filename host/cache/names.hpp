// How things are named inside the cache.
#pragma once
#include <functional>
#include <string>
#include <string_view>

namespace fairground::cache {

// For maps that are asked with views.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

// A player, as a key of maps. Neither part holds a line feed.
inline std::string who_is(std::string_view tenant, std::string_view player) {
    std::string who;
    who.reserve(tenant.size() + 1 + player.size());
    return who.append(tenant).append(1, '\n').append(player);
}

// A player whose data changed, and his version since.
struct Changed {
    std::string_view tenant;
    std::string_view player;
    std::int64_t version = 0;
};

}  // namespace fairground::cache
