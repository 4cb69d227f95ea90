// Documents made up from JSON Schemas. Private to the room.
#pragma once
#include <vector>

#include <nlohmann/json.hpp>

namespace fairground::plugin {

// The smallest document that should fit: defaults, examples, first choices. Not always possible.
nlohmann::json sample_of(const nlohmann::json& schema);

// Bodies for an action or a view: fitting, empty, garbage, deep, huge, of wrong types. As texts; not all are JSON.
std::vector<std::string> bodies_for(const nlohmann::json& schema);

// Settings that no plugin may crash on; the schema must refuse the first three.
std::vector<nlohmann::json> garbage_settings(const nlohmann::json& schema);

// For messages: at most some characters of it.
std::string shortened(const std::string& text);

}  // namespace fairground::plugin
