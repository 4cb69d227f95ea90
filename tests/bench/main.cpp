#include <cstdio>

#include <CLI/CLI.hpp>

#include "bench/bench.hpp"

int main(int argc, char** argv) {
    using namespace fairground;
    CLI::App app{"Measures Fairground against references in the same run.", "fairground_bench"};
    bench::Options options{.output = FAIRGROUND_BENCH_OUTPUT};
    int seconds = 0;
    app.add_option("--seconds", seconds, "of one round (spin: 5, one-player: 30)")->check(CLI::Range(1, 3600));
    app.add_option("--rounds", options.rounds, "of case spin")->check(CLI::Range(1, 100));
    app.add_option("--connections", options.connections, "of case spin")->check(CLI::Range(1, 4096));
    app.add_option("--players", options.players, "of case spin")->check(CLI::Range(1, 1'000'000));
    app.add_flag("!--no-binlog", options.binlog,
                 "MariaDB without its binlog (by default: written and synced, as in production)");
    std::string name;
    app.add_option("CASE", name)->required()->check(CLI::IsMember({"spin", "one-player", "statement", "start"}));
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    try {
        if (name == "start") return bench::start(options);
        if (name == "statement") return bench::statement(options);
        options.time = std::chrono::seconds(seconds > 0 ? seconds : name == "spin" ? 5 : 30);
        return name == "spin" ? bench::spin(options) : bench::one_player(options);
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "%s: %s\n", name.c_str(), failure.what());
        return 1;
    }
}
