#include "rollout/diff.hpp"

#include <algorithm>
#include <map>

namespace fairground::rollout {
namespace {

using nlohmann::json;

// Each value that is no map and no list, and each that is an empty one, by its path.
void flatten(const json& value, const std::string& path, std::map<std::string, json>& into) {
    if (value.is_object() && !value.empty()) {
        for (const auto& [key, inner] : value.items()) flatten(inner, path.empty() ? key : path + "." + key, into);
    } else if (value.is_array() && !value.empty()) {
        for (std::size_t i = 0; i < value.size(); ++i) flatten(value[i], path + "[" + std::to_string(i) + "]", into);
    } else {
        into[path] = value;
    }
}

}  // namespace

std::vector<Difference> differences(const json& from, const json& to) {
    std::map<std::string, json> before, after;
    flatten(from, "", before);
    flatten(to, "", after);
    std::vector<Difference> list;
    for (const auto& [path, value] : before) {
        const auto now = after.find(path);
        if (now == after.end())
            list.push_back({path, value, nullptr});
        else if (now->second != value)
            list.push_back({path, value, now->second});
    }
    for (const auto& [path, value] : after)
        if (!before.contains(path)) list.push_back({path, nullptr, value});
    std::ranges::sort(list, {}, &Difference::path);
    return list;
}

}  // namespace fairground::rollout
