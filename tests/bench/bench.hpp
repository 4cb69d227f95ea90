// The cases of the benchmark. Each prints a table and writes the same as JSON; each measures its references in the same
// run, on the same machine and server.
#pragma once
#include <chrono>
#include <filesystem>
#include <vector>

namespace fairground::bench {

struct Options {
    std::chrono::seconds time{3};  // of one round
    int rounds = 5;
    std::size_t connections = 64;
    std::size_t players = 100'000;
    std::size_t items = 1;         // over which the stock is spread
    bool binlog = true;            // with sync_binlog=1; always with a flush per commit
    std::filesystem::path output;  // folder for JSON, history and curves
};

// The exit code: 0 measured, 1 something was answered or counted wrong. Each throws std::runtime_error if a contestant
// cannot be measured, be it Fairground or a reference.
int spin(const Options& options);
int sqlite(const Options& options);
int hosts(const Options& options);
int curves(const Options& options);
int one_player(const Options& options);
int statement(const Options& options);
int start(const Options& options);
int http(const Options& options);
int cache(const Options& options);
int idle(const Options& options);
int soak(const Options& options);
int redis_calls(const Options& options);
int query(const Options& options);
int simulate(const Options& options);

}  // namespace fairground::bench
