// JSON pointers (RFC 6901), as used for places.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace fairground::config {

std::string pointer_to(std::string_view parent, std::string_view key);
std::string pointer_to(std::string_view parent, std::size_t index);
std::vector<std::string> pointer_tokens(std::string_view pointer);
// REQUIRES: pointer is not empty.
std::string_view parent(std::string_view pointer);
// Null: there is no such child (or no value to begin with).
const nlohmann::json* child(const nlohmann::json* value, const std::string& token);

}  // namespace fairground::config
