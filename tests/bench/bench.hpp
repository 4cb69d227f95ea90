// The cases of the benchmark. Each prints a table and writes the same as JSON; each measures its references in the same
// run, on the same machine and server.
#pragma once
#include <chrono>
#include <filesystem>
#include <string>

#include "load/load.hpp"

namespace fairground::bench {

struct Options {
    std::chrono::seconds time{5};  // of one round
    int rounds = 3;
    std::size_t connections = 64;
    std::size_t players = 5000;
    bool binlog = true;            // with sync_binlog=1; always with a flush per commit
    std::filesystem::path output;  // folder for the JSON
};

// The exit code: 0 measured, 1 something was answered or counted wrong.
int spin(const Options& options);
int one_player(const Options& options);
int statement(const Options& options);
int start(const Options& options);

// Of all rounds of one contestant.
struct Sample {
    double per_second = 0;
    load::Latencies latencies;
};

}  // namespace fairground::bench
