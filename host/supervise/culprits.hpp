// Whom the crash of a worker was due to, read from its slate when it is gone.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "supervise/slate.hpp"

namespace fairground::supervise {

struct Culprit {
    std::string campaign;  // empty: the plugin was being loaded or tried
    std::string plugin;
    std::string version;
    std::uint64_t generation = 0;
    std::string route;
};

// The plugins in which a thread crashed. When no thread could mark its crash (a stack used up, exit() called by a
// plugin), the one plugin that was being called, if it was only one: nobody is suspected by chance. Empty: the host
// itself, or nobody knows.
std::vector<Culprit> culprits(const Slate& slate);

}  // namespace fairground::supervise
