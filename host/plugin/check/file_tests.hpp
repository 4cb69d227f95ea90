// The tests that read the file and run nothing of it. Private to the room.
#pragma once
#include <string_view>
#include <vector>

#include "plugin/check/conformance.hpp"

namespace fairground::plugin {

// stamp, exports, unique, libraries, imports; only the first if that fails.
std::vector<Finding> check_file(std::string_view content);

}  // namespace fairground::plugin
