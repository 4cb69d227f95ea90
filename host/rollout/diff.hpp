// What differs between two revisions.
#pragma once
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace fairground::rollout {

struct Difference {
    std::string path;       // "settings.prizes[2].weight"
    nlohmann::json before;  // null: it was not there
    nlohmann::json after;   // null: it is not there any more
};
std::vector<Difference> differences(const nlohmann::json& from, const nlohmann::json& to);

}  // namespace fairground::rollout
