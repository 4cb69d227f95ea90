// For the tests of the room: what reading a file complains of.
#pragma once
#include <string>
#include <vector>

#include "config/config.hpp"

namespace fairground::config {

// "file:line:column key: message" for each problem; empty if read returns.
template <typename Read>
std::vector<std::string> problem_texts(Read&& read) {
    std::vector<std::string> texts;
    try {
        read();
    } catch (const Error& error) {
        for (const Problem& problem : error.problems) texts.push_back(to_text(problem));
    }
    return texts;
}

}  // namespace fairground::config
