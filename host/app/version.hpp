#pragma once

namespace fairground::app {

inline constexpr const char* program_version = FAIRGROUND_VERSION;

}  // namespace fairground::app
