// Values of an environment laid over those of the file.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"

namespace fairground::config {

// The names below the key `environments`. What is wrong with its form is a problem; so is what no layer may change.
std::vector<std::string> environments_of(const Document& document, const std::vector<std::string>& fixed,
                                         std::vector<Problem>& problems);

// Lays what stands below environments.NAME over the rest, and takes the key `environments` away. Maps are laid over
// maps, key by key; over a list of maps with ids a map lays each of its values over the one with that id; everything
// else takes the place of what was there. A name that is not there changes nothing.
void apply_environment(Document& document, const std::string& name, std::vector<Problem>& problems);

// Of the value at the pointer and all within.
void forget_places(Document& document, const std::string& pointer);

}  // namespace fairground::config
