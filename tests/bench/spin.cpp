// Case spin: durable spins a second through HTTP, against one transaction per spin without HTTP.
#include <algorithm>

#include <fmt/format.h>

#include "bench/reference.hpp"
#include "bench/setting.hpp"

namespace fairground::bench {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

struct Contestant {
    std::string name;
    std::function<Sample()> round;
    std::vector<Sample> samples{};

    double median_per_second() const {
        std::vector<double> rates;
        for (const auto& sample : samples) rates.push_back(sample.per_second);
        return median(rates);
    }
    template <class Measure>
    double median_of(Measure measure) const {
        std::vector<double> values;
        for (const auto& sample : samples) values.push_back(measure(sample));
        return median(values);
    }
};

Sample fairground_round(load::Driver& driver, std::chrono::milliseconds time) {
    auto report = driver.run(time);
    const auto good = report.statuses[200];
    if (good != report.answered.size() || !report.unanswered.empty() || report.connections_lost + report.busy > 0)
        throw std::runtime_error(
            fmt::format("{} of {} spins were answered 200, {} not at all, {} busy, {} connections lost", good,
                        report.answered.size(), report.unanswered.size(), report.busy, report.connections_lost));
    return {report.per_second(), std::move(report.latencies)};
}

json print(const std::vector<Contestant>& contestants) {
    auto all = json::array();
    fmt::print("{:<46} {:>9} {:>9} {:>9} {:>9} {:>9}\n", "", "median/s", "lowest", "highest", "p50 ms", "p99 ms");
    for (const auto& one : contestants) {
        const auto [low, high] =
            std::minmax_element(one.samples.begin(), one.samples.end(),
                                [](const auto& a, const auto& b) { return a.per_second < b.per_second; });
        const double p50 = one.median_of([](const Sample& sample) { return in_ms(sample.latencies.percentile(0.5)); });
        const double p99 = one.median_of([](const Sample& sample) { return in_ms(sample.latencies.percentile(0.99)); });
        fmt::print("{:<46} {:>9.0f} {:>9.0f} {:>9.0f} {:>9.1f} {:>9.1f}\n", one.name, one.median_per_second(),
                   low->per_second, high->per_second, p50, p99);
        all.push_back({{"name", one.name},
                       {"median_per_second", one.median_per_second()},
                       {"lowest", low->per_second},
                       {"highest", high->per_second},
                       {"p50_ms", p50},
                       {"p99_ms", p99}});
    }
    return all;
}

}  // namespace

int spin(const Options& options) {
    Setting setting(options);
    load::Driver driver({.port = setting.host.port(),
                         .campaign = "bench",
                         .connections = options.connections,
                         .players = options.players,
                         .keep_bodies = false});
    driver.log_in();
    Reference reference(setting.server.socket(), options.players);

    std::vector<Contestant> contestants{
        {fmt::format("fairground over HTTP, {} connections", options.connections),
         [&] { return fairground_round(driver, options.time); }},
        {"one transaction per spin, 64 connections", [&] { return reference.run(64, options.time); }},
        {"one transaction per spin, 32 connections", [&] { return reference.run(32, options.time); }}};
    fairground_round(driver, 1s);  // warm
    reference.run(64, 1s);
    for (int round = 0; round < options.rounds; ++round)
        for (auto& one : contestants) one.samples.push_back(one.round());

    const std::string server = setting.server_settings();
    fmt::print("spin: {} players, {} rounds of {} s each in turn, {}\n", options.players, options.rounds,
               options.time.count(), server);
    const json results = print(contestants);
    const double best = std::max(contestants[1].median_per_second(), contestants[2].median_per_second());
    const double ratio = contestants[0].median_per_second() / best;
    fmt::print("ratio to the better reference: {:.1f}\n", ratio);
    write_json(options, "spin",
               {{"server", server}, {"players", options.players}, {"results", results}, {"ratio", ratio}});
    return 0;
}

}  // namespace fairground::bench
