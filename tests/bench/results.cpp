#include "bench/results.hpp"

#include <chrono>
#include <fstream>
#include <stdexcept>

#include <fmt/chrono.h>

#include "support/child_process.hpp"
#include "support/temp_dir.hpp"

namespace fairground::bench {
namespace {

// "d023240", "d023240-dirty"; "unknown" where there is no git or no repository, as in an unpacked archive.
std::string revision() {
    const test::TempDir run;
    const int code = test::run_program({.command = {"git", "-C", FAIRGROUND_BENCH, "describe", "--always", "--dirty"},
                                        .output = run / "output",
                                        .environment = {},
                                        .folder = {}});
    std::ifstream in(run / "output");
    std::string text;
    return code == 0 && std::getline(in, text) ? text : "unknown";
}

}  // namespace

void write_results(const Options& options, const std::string& name, const nlohmann::json& content) {
    nlohmann::ordered_json line{{"date", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", std::chrono::system_clock::now())},
                                {"revision", revision()},
                                {"case", name}};
    line.update(nlohmann::ordered_json(content));
    std::filesystem::create_directories(options.output);
    const auto file = options.output / (name + ".json");
    const auto history = options.output / "history.jsonl";
    std::ofstream(file) << line.dump(2) << '\n';
    if (!(std::ofstream(history, std::ios::app) << line.dump() << std::endl))
        throw std::runtime_error("cannot write to " + history.string());
    fmt::print("written: {}; a line in {}\n", file.string(), history.string());
}

}  // namespace fairground::bench
