// --set a.b=value: a key of the host file given on the command line.
#pragma once
#include <string>
#include <vector>

#include "config/config.hpp"

namespace fairground::config {

// Puts the values into the document; their places have line 0.
void apply_overrides(Document& document, const std::vector<std::string>& overrides, std::vector<Problem>& problems);

}  // namespace fairground::config
