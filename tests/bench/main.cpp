#include <cstdio>

#include <CLI/CLI.hpp>

#include "bench/bench.hpp"

namespace {

using namespace fairground;

struct Case {
    const char* name;
    int (*run)(const bench::Options&);
    int seconds;  // of a round, by default
    const char* what;
};
constexpr Case cases[] = {
    {"spin", bench::spin, 3, "durable spins on MariaDB: Fairground, raw libmariadb, and a Node.js service"},
    {"sqlite", bench::sqlite, 3, "the same spin on SQLite (WAL, FULL) against MariaDB"},
    {"hosts", bench::hosts, 3, "three hosts on one database against one, and a recount"},
    {"curves", bench::curves, 3, "throughput, p99 and batch size against connections, as SVG"},
    {"one-player", bench::one_player, 10, "one player 16 times at once, and alone against an empty durable commit"},
    {"statement", bench::statement, 1, "page 1 and page 10,000 of a player's million ledger entries"},
    {"start", bench::start, 1, "from exec to ready"},
    {"http", bench::http, 3, "a small answer against nginx and a bare Beast server"},
    {"cache", bench::cache, 3, "a cached view, from the process, from Redis and as 304, against nginx"},
    {"idle", bench::idle, 1, "memory for 10,000 idle connections"},
    {"soak", bench::soak, 600, "ten minutes at 80 % of what the host can do: memory and descriptors"},
    {"redis", bench::redis_calls, 2, "GETs through the room redis against redis-benchmark"},
    {"query", bench::query, 2, "a partner's question about 1,000 players and two views against single calls"},
    {"simulate", bench::simulate, 1, "a million turns of a wheel in memory, by one core"},
};

std::string footer() {
    std::string text = "Cases:\n";
    for (const auto& one : cases)
        text += "  " + std::string(one.name) + std::string(12 - std::string(one.name).size(), ' ') + one.what + "\n";
    return text +
           "\nExamples:\n"
           "  ./dev bench                                     every case, one after the other\n"
           "  ./dev bench spin --connections 512              the launch evening with many phones\n"
           "  ./dev bench spin --items 10000                  no hot row: each spin takes from one of 10,000\n"
           "  ./dev bench spin --rounds 1 --time 1 --players 1000   only to see that it works\n"
           "\nEach case ends with an error if any contestant, also a reference, gives one wrong answer. Figures go to\n"
           "CASE.json and, one line for each run, to history.jsonl in the output folder. tests/bench/README.md tells\n"
           "what each figure means.\n";
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Measures Fairground against references in the same run, on the same machine and server.",
                 "./dev bench"};
    app.footer(footer());
    bench::Options options{.output = FAIRGROUND_BENCH_OUTPUT};
    int seconds = 0;
    std::string output = options.output;
    std::string name;
    app.add_option("CASE", name, "what to measure, see below; none: all");
    app.add_option("--time,--seconds", seconds, "seconds of one round (3; one-player: 10)")->check(CLI::Range(1, 3600));
    app.add_option("--rounds", options.rounds, "rounds of each contestant, in turn")
        ->capture_default_str()
        ->check(CLI::Range(1, 100));
    app.add_option("--connections", options.connections, "kept-alive connections of the load driver")
        ->capture_default_str()
        ->check(CLI::Range(1, 4096));
    app.add_option("--players", options.players, "players, by chance one for each spin")
        ->capture_default_str()
        ->check(CLI::Range(1, 1'000'000));
    app.add_option("--items", options.items, "items over which the stock is spread; 1: all spins take from one row")
        ->capture_default_str()
        ->check(CLI::Range(1, 10'000));
    app.add_flag("!--no-binlog", options.binlog,
                 "MariaDB without its binlog (by default: written and synced, as in production)");
    app.add_option("--output", output, "folder for JSON, history and curves")->capture_default_str();
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    options.output = output;
    for (const auto& one : cases) {
        if (name != one.name) continue;
        options.time = std::chrono::seconds(seconds > 0 ? seconds : one.seconds);
        try {
            return one.run(options);
        } catch (const std::exception& failure) {
            std::fprintf(stderr, "%s: %s\n", one.name, failure.what());
            return 1;
        }
    }
    std::fprintf(stderr, "there is no case '%s'; ./dev bench --help tells them all\n", name.c_str());
    return 2;
}
