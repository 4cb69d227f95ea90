// One YAML file as a Document, with everything that is wrong with its form.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"

namespace fairground::config {

struct Parsed {
    Document document;
    std::vector<Problem> problems;
    bool whole = true;  // false: reading stopped at the last problem, what comes behind it is unknown
};
Parsed parse(std::string_view text, const std::string& file);

// The problems of one file in the order of its lines.
std::vector<Problem> in_order(std::vector<Problem> problems);
// Throws them as Error, in that order.
void throw_if_any(std::vector<Problem> problems);

}  // namespace fairground::config
