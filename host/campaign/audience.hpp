// What audiences and rollouts ask of a player. Private to the room.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "auth/auth.hpp"

namespace fairground::campaign {

// Empty: he has none.
std::string_view attribute(const auth::Player& player, const std::string& name);
// "CN" holds "CN" and "CN-SH".
bool within_any(std::string_view region, const std::vector<std::string>& wanted);

}  // namespace fairground::campaign
