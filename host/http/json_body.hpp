// JSON from outside, checked before anything is built from it.
#pragma once
#include <string_view>

#include <nlohmann/json.hpp>

#include "http/message.hpp"

namespace fairground::http {

// Throws Problem (400) unless text is one JSON object of at most `depth` levels (the object itself is the first), in
// UTF-8, without duplicate keys. Codes: body_not_json, body_too_deep, body_duplicate_key, body_not_an_object; the
// detail says where. Builds nothing: cost and memory do not depend on what the text would become.
void check_object(std::string_view text, std::size_t depth);

// The same, and the object. An empty text is {}.
nlohmann::json parse_object(std::string_view text, std::size_t depth);

// Throws 415 not_json if the request says that its body is something else.
void require_json_type(const Request& request);

}  // namespace fairground::http
