// The shapes of names, codes and versions at the plugin border.
#pragma once
#include <algorithm>
#include <string_view>

namespace fairground::plugin {

inline constexpr const char* name_rule = "1 to 48 of a-z, 0-9, '_', '.', '-'";

// [a-z0-9_.-]{1,48}
inline bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= 48 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
    });
}

// [a-z0-9_]{1,64}, of a refusal
inline bool is_code(std::string_view text) {
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

// Three numbers: major.minor.patch
inline bool is_version(std::string_view text) {
    int numbers = 0;
    for (;; ++numbers) {
        const auto end = std::min(text.find_first_not_of("0123456789"), text.size());
        if (end == 0 || end > 9) return false;
        text.remove_prefix(end);
        if (text.empty()) return numbers == 2;
        if (text.front() != '.') return false;
        text.remove_prefix(1);
    }
}

}  // namespace fairground::plugin
