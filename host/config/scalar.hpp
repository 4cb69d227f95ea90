// What a plain (unquoted) YAML word means: the core schema of YAML 1.2, made stricter where it guesses.
#pragma once
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace fairground::config {

struct Scalar {
    nlohmann::json value;
    std::string problem;  // not empty: there is no such value
};
// true, false, null, ~, 12, -3, 0x1F, 0o17, 1.5, 1e3; everything else is text: also no, Yes, 007, 1_000, 12:30, 1.
Scalar plain_scalar(std::string_view word);

}  // namespace fairground::config
