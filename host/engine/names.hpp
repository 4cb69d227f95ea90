// Names by index. Private to engine.
#pragma once
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairground::engine {

inline std::optional<std::size_t> find_name(const std::vector<std::string>& names, std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<std::size_t>(found - names.begin());
}

// Moves the names that are new into `known` and leaves only those in `asked`.
inline void keep_new(std::vector<std::string>& known, std::vector<std::string>& asked) {
    std::vector<std::string> fresh;
    for (auto& name : asked) {
        if (find_name(known, name)) continue;
        known.push_back(name);
        fresh.push_back(std::move(name));
    }
    asked = std::move(fresh);
}

}  // namespace fairground::engine
