#pragma once
#include <string>

namespace fairground::config {

// What is wrong with the name of a time zone; empty: nothing. Reads the system's tzdata on first use. Any thread.
std::string check_time_zone(const std::string& name);

}  // namespace fairground::config
