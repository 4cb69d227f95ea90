// What a process holds right now. Private to bench.
#pragma once
#include <cstddef>

#include <sys/types.h>

namespace fairground::bench {

// Throws std::runtime_error if there is no such process.
double resident_mb(pid_t pid);
std::size_t open_descriptors(pid_t pid);

}  // namespace fairground::bench
