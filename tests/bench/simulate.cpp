// Case simulate: a million turns of the example wheel through its real rules in memory, on one core.
#include <fstream>

#include <fmt/format.h>

#include "bench/contest.hpp"
#include "bench/results.hpp"
#include "support/child_process.hpp"
#include "support/temp_dir.hpp"

namespace fairground::bench {
namespace {

constexpr std::uint64_t turns = 1'000'000;

// Seconds for a million turns, so many in one call.
double seconds_with(const test::TempDir& folder, std::uint64_t count) {
    const auto output = folder.path() / fmt::format("turns-{}.json", count);
    std::filesystem::remove(output);  // of the round before: programs append
    const auto players = fmt::format("{}", turns / 10 / count);
    const int exit = test::run_program(
        {.command = {FAIRGROUND_PROGRAM, "--json", "simulate", std::string(FAIRGROUND_CAMPAIGNS) + "/wheel-points.yaml",
                     "--runs", "1", "--days", "10", "--players", players, "--give", "points=1000000", "--body",
                     fmt::format("{{\"count\":{}}}", count)},
         .output = output,
         .folder = folder.path()},
        std::chrono::minutes(5));
    const auto report = nlohmann::json::parse(std::ifstream(output), nullptr, false);
    if (exit != 0 || report.is_discarded() || report["draws"] != turns)
        throw std::runtime_error("simulate: the report in " + output.string() + " is not that of a million turns");
    return report["seconds"];
}

}  // namespace

int simulate(const Options& options) {
    const test::TempDir folder;
    std::vector<double> single;
    std::vector<double> in_tens;
    for (int round = 0; round < options.rounds; ++round) {
        single.push_back(seconds_with(folder, 1));
        in_tens.push_back(seconds_with(folder, 10));
    }
    fmt::print("simulate: {} turns of wheel-points in memory, one core, {} rounds\n", turns, options.rounds);
    const auto print = [](const char* what, const std::vector<double>& times) {
        const auto [low, high] = std::minmax_element(times.begin(), times.end());
        fmt::print("{:<40} median {:>6.2f} s, lowest {:>6.2f}, highest {:>6.2f}\n", what, median(times), *low, *high);
    };
    print("a turn in each call", single);
    print("ten turns in each call", in_tens);
    write_results(options, "simulate",
                  {{"turns", turns}, {"single_s", median(single)}, {"in_tens_s", median(in_tens)}});
    return 0;
}

}  // namespace fairground::bench
