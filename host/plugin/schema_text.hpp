// What a JSON Schema says about one place of a document, in words for people.
#pragma once
#include <string>

#include <nlohmann/json.hpp>

namespace fairground::plugin {

// The schema of the value at a place, as far as it can be followed through properties, items and local $refs; else
// null.
const nlohmann::json& schema_at(const nlohmann::json& root, nlohmann::json::json_pointer at);

// The schema that a "$ref" stands for, local ones only; itself if it is none.
const nlohmann::json& resolved_schema(const nlohmann::json& root, const nlohmann::json& schema);

// For a value that breaks the schema, `description` being the validator's own words for it: what was expected and what
// was found. The validator's words again if they are of a kind that is not known here.
std::string mismatch(const std::string& description, const nlohmann::json& schema, const nlohmann::json& found);

// For a value that fits none, or more than one, of the alternatives of a oneOf or anyOf. root: for their references.
std::string no_alternative(const nlohmann::json& root, const nlohmann::json& alternatives, const nlohmann::json& found);

// For a key that must be there; schema is its own, as far as known.
std::string missing_key(const std::string& key, const nlohmann::json& schema);

// For a key that is none of those that the schema of its object knows: names the nearest.
std::string unknown_key(const std::string& key, const nlohmann::json& schema);

}  // namespace fairground::plugin
