// JSON texts from a plugin, looked at before they are built: nlohmann's parser takes any depth, but copying or dumping
// a very deep value overflows the stack.
#pragma once
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace fairground::plugin {

inline constexpr int max_json_depth = 32;

// What is wrong with the text as JSON of bounded depth; empty: nothing.
std::string json_defect(std::string_view text);

// True: a JSON object of bounded depth.
bool is_json_object(std::string_view text);

// Throws std::invalid_argument with the text of json_defect().
nlohmann::json parse_json(std::string_view text);

}  // namespace fairground::plugin
