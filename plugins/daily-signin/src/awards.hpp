// Giving and showing awards: see "Awards" in README.md.
#pragma once
#include "settings.hpp"

namespace daily_signin {

// Gives them all, goods as far as there are any; says what was given, without titles, as records keep it.
Json give(fairground::Call& call, const Settings& settings, const Awards& awards, std::string_view reason);

// As records keep what is yet to be given.
Json promise(const Awards& awards);

// With the titles that goods have now. REQUIRES: awards are from give() or promise(); the goods may be gone since.
Json titled(Json awards, const Settings& settings);

}  // namespace daily_signin
