// A campaign's settings against the JSON Schema of its plugin.
#pragma once
#include <vector>

#include <nlohmann/json.hpp>

#include "plugin/plugin.hpp"

namespace fairground::plugin {

// Throws Unfit if the schema itself cannot be used.
void check_schema(const nlohmann::json& schema);

// Everything that is wrong with the settings, in the order of the document; empty: nothing.
std::vector<SettingsProblem> check_settings(const nlohmann::json& schema, const nlohmann::json& settings);

}  // namespace fairground::plugin
