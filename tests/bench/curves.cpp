// Case curves: what becomes of throughput, p99 and batch size when more and more connections ask at once.
#include <fstream>
#include <sstream>

#include <fmt/ostream.h>

#include "bench/contest.hpp"
#include "bench/plain_service.hpp"
#include "bench/results.hpp"
#include "bench/setting.hpp"

namespace fairground::bench {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

constexpr std::size_t connections[] = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512};

double metric(test::HostProcess& host, const std::string& name) {
    std::istringstream lines(test::HttpClient(host.admin_port()).get("/metrics").body);
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with(name + ' ')) return std::stod(line.substr(name.size() + 1));
    throw std::runtime_error("the host's /metrics know no " + name);
}

void draw(const std::filesystem::path& folder) {
    const auto log = folder / "gnuplot.log";
    const int code = test::run_program(
        {.command = {"gnuplot", FAIRGROUND_BENCH "/curves.gp"}, .output = log, .environment = {}, .folder = folder});
    if (code != 0) throw std::runtime_error("gnuplot drew nothing: " + content_of(log));
}

}  // namespace

int curves(const Options& given) {
    Options options = given;
    options.players = std::min<std::size_t>(options.players, 2000);  // who log in anew for each point
    options.items = 1;
    Setting setting(options);
    PlainService service(setting.server.socket(), options.players, 1);
    service.start(1);
    std::uint64_t seed = 0;
    const auto driver = [&](std::uint16_t port, std::size_t at_once) {
        auto load = load_options(options, port);
        load.connections = at_once;
        load.seed = ++seed;  // keys of its own
        auto made = std::make_unique<load::Driver>(load);
        made->log_in();
        return made;
    };

    std::filesystem::create_directories(options.output);
    std::ofstream table(options.output / "curves.dat");
    const auto line = [&](const std::string& text) { fmt::print("{}\n", text), fmt::print(table, "{}\n", text); };
    line("# curves: " + setting.server_settings());
    line("# connections  spins/s  p99 ms  spins in a batch | Node.js: spins/s  p99 ms");
    auto points = json::array();
    for (const auto at_once : connections) {
        const auto ours = driver(setting.host.port(), at_once);
        const auto theirs = driver(service.port(), at_once);
        sample_of(ours->run(300ms));  // warm
        service.run(*theirs, 300ms);
        const double calls = metric(setting.host, "fairground_engine_calls_total");
        const double batches = metric(setting.host, "fairground_engine_batches_total");
        const Sample fair = sample_of(ours->run(options.time));
        const double batch = (metric(setting.host, "fairground_engine_calls_total") - calls) /
                             (metric(setting.host, "fairground_engine_batches_total") - batches);
        const Sample plain = service.run(*theirs, options.time);
        const double p99 = in_ms(fair.latencies.percentile(0.99)), plain_p99 = in_ms(plain.latencies.percentile(0.99));
        line(fmt::format("{:>13} {:>8.0f} {:>7.2f} {:>17.1f} {:>19.0f} {:>7.1f}", at_once, fair.per_second, p99, batch,
                         plain.per_second, plain_p99));
        points.push_back({{"connections", at_once},
                          {"per_second", fair.per_second},
                          {"p99_ms", p99},
                          {"batch", batch},
                          {"plain_per_second", plain.per_second},
                          {"plain_p99_ms", plain_p99}});
    }
    table.close();
    draw(options.output);
    fmt::print("drawn: throughput.svg, p99.svg, batch.svg in {}\n", options.output.string());
    write_results(options, "curves", {{"server", setting.server_settings()}, {"points", points}});
    return 0;
}

}  // namespace fairground::bench
