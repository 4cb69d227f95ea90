// What a drill allows a machine that may be busy with other things.
#pragma once
#include <chrono>
#include <vector>

#include "support/host_process.hpp"

namespace fairground::drills {

// A bound for a quiet machine; longer on a busy one, by how long it takes to start the program twenty times: a second
// where it is quiet. Ten times as much for a program that a sanitizer slows down.
std::chrono::milliseconds at_this_load(test::HostProcess& host, std::chrono::milliseconds when_quiet);
void print(const char* what, const std::vector<std::chrono::milliseconds>& times);

}  // namespace fairground::drills
