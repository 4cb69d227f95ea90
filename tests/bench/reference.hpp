// Reference (a): the same spin, done plainly. One transaction per spin, one connection per
// thread, the player's row as the lock, the same tables, the same effects; no HTTP, no plugin, no batching.
#pragma once
#include <chrono>
#include <string>

#include "bench/contest.hpp"
#include "support/sql.hpp"

namespace fairground::bench {

class Reference {
public:
    // Makes its own players and stock rows beside those of the host. socket: of a MariaDB with the host's schema.
    Reference(std::string socket, std::size_t players, std::size_t items);

    // Throws what a connection throws: a deadlock or any other refusal ends the benchmark.
    Sample run(std::size_t connections, std::chrono::milliseconds time);

    static constexpr std::int64_t campaign = 1'000'000;  // no campaign of the host has this id

private:
    class Connection;

    const std::string socket_;
    const std::size_t players_;
    const std::size_t items_;
    int runs_ = 0;
};

}  // namespace fairground::bench
