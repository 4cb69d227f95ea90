// The tests that run the plugin; each is one child. Private to the room.
#pragma once
#include "plugin/check/trial.hpp"

namespace fairground::plugin {

// {"ok":…, "found":"…", "todo":"…"}. REQUIRES: trial.settings are such that the plugin takes them, where one is made of
// them.
nlohmann::json try_settings(const Trial& trial);   // garbage is refused
nlohmann::json try_instance(const Trial& trial);   // the settings are taken
nlohmann::json try_bodies(const Trial& trial);     // each route with every kind of body
nlohmann::json try_repeating(const Trial& trial);  // the same call gives the same answer
nlohmann::json try_failing(const Trial& trial);    // each service failing, one by one
nlohmann::json try_leaking(const Trial& trial);    // create, call, destroy 100 times
nlohmann::json try_unloading(const Trial& trial);  // load, call, unload 50 times
nlohmann::json find_needs(const Trial& trial);     // {"spin": ["account spins", …], …}

}  // namespace fairground::plugin
