// What a case leaves behind. Private to bench.
#pragma once
#include <string>

#include <nlohmann/json.hpp>

#include "bench/bench.hpp"

namespace fairground::bench {

// Writes CASE.json and adds a line to history.jsonl in the options' output folder: both with date, git revision and
// case in front.
void write_results(const Options& options, const std::string& name, const nlohmann::json& content);

}  // namespace fairground::bench
