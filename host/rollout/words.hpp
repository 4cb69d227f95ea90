// What the releases' files share. Private to the room.
#pragma once
#include <string>

#include "rollout/releases.hpp"

namespace fairground::rollout {

inline constexpr std::size_t longest_text = 500;  // bytes, of notes and reasons

inline std::int64_t now_ms() {
    return campaign::now().time_since_epoch().count();
}

inline void require_short(const char* what, const std::string& text) {
    if (text.size() > longest_text)
        throw Refused(Refused::Kind::invalid, "text_too_long",
                      std::string(what) + ": expected at most " + std::to_string(longest_text) + " bytes, found " +
                          std::to_string(text.size()));
}

inline std::string named(std::int32_t number) {
    return "revision " + std::to_string(number);
}

}  // namespace fairground::rollout
