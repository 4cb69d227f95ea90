// What a worker process gets from its supervisor.
#pragma once
#include <optional>

namespace fairground::supervise {

struct Inheritance {
    int players = -1;  // bound sockets; the worker owns its copies
    int admin = -1;
    int slate = -1;
    int ready = -1;   // to be written to when the worker serves
    int ordinal = 0;  // 1: the first worker of this supervisor
};

// Empty: this process was not started by a supervisor. From here on it dies with its supervisor. Throws
// std::runtime_error if what was inherited is not understood. To be called once, by the main thread, before there are
// others.
std::optional<Inheritance> inherit();

void tell_ready(const Inheritance& inheritance);

}  // namespace fairground::supervise
