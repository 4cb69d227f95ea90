// The target of a request line, taken apart and made safe.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fairground::http {

struct Target {
    // "/play/wheel/" is {"play", "wheel", ""}. Decoded; none is "." or "..", none holds a slash, a backslash or a
    // control character.
    std::vector<std::string> segments;
    // Decoded, in the order given, each name once.
    std::vector<std::pair<std::string, std::string>> query;

    std::optional<std::string_view> parameter(std::string_view name) const;
};

// Takes "/path?query" and "http://host/path?query". Throws Problem (400) with code bad_target, bad_path or bad_query.
Target parse_target(std::string_view text);

// "wheel%201" → "wheel 1"; empty where a % is not followed by two digits.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space);

}  // namespace fairground::http
