// Most of nlohmann's JSON, made once for all tests and the plugins they load instead of once in each of them: a sixth
// of the time that each takes to compile. Part of their precompiled headers, host/Precompiled.cmake; the code is in
// fairground_json_once. Tests only: what is shipped is compiled as a product team compiles it.
#pragma once
#include <string>

#include <nlohmann/json.hpp>

#ifndef JSON_ONCE
#define JSON_ONCE extern template
#endif

JSON_ONCE class nlohmann::basic_json<>;
JSON_ONCE class nlohmann::detail::serializer<nlohmann::json>;
JSON_ONCE class nlohmann::detail::json_sax_dom_parser<nlohmann::json>;
JSON_ONCE class nlohmann::detail::json_sax_dom_callback_parser<nlohmann::json>;
JSON_ONCE class nlohmann::detail::parser<nlohmann::json, nlohmann::detail::iterator_input_adapter<const char*>>;
JSON_ONCE class nlohmann::detail::parser<nlohmann::json,
                                         nlohmann::detail::iterator_input_adapter<std::string::const_iterator>>;
JSON_ONCE class nlohmann::detail::lexer<nlohmann::json, nlohmann::detail::iterator_input_adapter<const char*>>;
JSON_ONCE class nlohmann::detail::lexer<nlohmann::json,
                                        nlohmann::detail::iterator_input_adapter<std::string::const_iterator>>;
