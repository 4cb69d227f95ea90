// Case hosts: three hosts that compete for one stock on one database, against one of them with the same load.
#include <future>

#include <fmt/format.h>

#include "bench/contest.hpp"
#include "bench/results.hpp"
#include "bench/setting.hpp"
#include "drills/recount.hpp"

namespace fairground::bench {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t count = 3;

test::HostProcess::Settings one_of_several(const test::PrivateMariaDb& server) {
    auto settings = host_settings(&server, 1);
    settings.config["database"]["hosts"] = count;
    return settings;
}

std::unique_ptr<load::Driver> driver(const Options& options, std::uint16_t port, std::uint64_t seed,
                                     std::size_t connections) {
    auto load = load_options(options, port);
    load.keep_bodies = true;  // for the recount
    load.seed = seed;
    load.connections = connections;
    return std::make_unique<load::Driver>(load);
}

// One of the three, and its driver.
struct Booth {
    Booth(const test::PrivateMariaDb& server, const Options& options, std::uint64_t number)
        : host(one_of_several(server)) {
        host.start();
        part = driver(options, host.port(), number + 2, (options.connections + number) / count);  // together: all
    }
    test::HostProcess host;
    std::unique_ptr<load::Driver> part;
};

// Of rounds that ran at the same time.
Sample sum(std::vector<load::Report> reports) {
    Sample all;
    std::vector<std::chrono::microseconds> latencies;
    for (auto& report : reports) {
        const auto& samples = report.latencies.sorted();
        latencies.insert(latencies.end(), samples.begin(), samples.end());
        const Sample one = sample_of(std::move(report));
        all.calls += one.calls;
        all.per_second += one.per_second;
    }
    all.latencies = load::Latencies(std::move(latencies));
    return all;
}

}  // namespace

int hosts(const Options& given) {
    Options options = given;
    options.items = 1;
    Setting setting(options);  // its host is the one
    const auto whole = driver(options, setting.host.port(), 1, options.connections);
    std::vector<std::unique_ptr<Booth>> booths;
    for (std::size_t i = 0; i < count; ++i) booths.push_back(std::make_unique<Booth>(setting.server, options, i));
    whole->log_in();
    for (auto& booth : booths) booth->part->log_in();

    std::vector<load::Answered> answered;
    const auto note = [&](const load::Report& report) {
        answered.insert(answered.end(), report.answered.begin(), report.answered.end());
    };
    const auto one = [&](std::chrono::milliseconds time) {
        auto report = whole->run(time);
        note(report);
        return sample_of(std::move(report));
    };
    const auto three = [&](std::chrono::milliseconds time) {
        std::vector<std::future<load::Report>> running;
        for (auto& booth : booths)
            running.push_back(std::async(std::launch::async, [&, &part = *booth->part] { return part.run(time); }));
        std::vector<load::Report> reports;
        for (auto& report : running) note(reports.emplace_back(report.get()));
        return sum(std::move(reports));
    };
    const auto pids_of_all = [&] {
        std::vector<pid_t> all;
        for (const auto& booth : booths)
            for (const pid_t pid : pids_of(booth->host)) all.push_back(pid);
        return all;
    };
    Contest contest(setting.server.pid());
    const auto& alone = contest.add({fmt::format("one host, {} connections", options.connections),
                                     [&] { return one(options.time); }, [&] { return pids_of(setting.host); }});
    const auto& together = contest.add({fmt::format("three hosts, {} connections in all", options.connections),
                                        [&] { return three(options.time); }, pids_of_all});
    one(1s);  // warm
    three(1s);
    contest.run(options.rounds);

    const auto figures = drills::recount(
        *setting.sql(), {.campaign = "bench", .caps = {{"points-10", {1'000'000'000, {}}}}, .currency = "points"},
        answered);
    fmt::print("hosts: {} players, {} rounds of {} s each in turn, {}\n", options.players, options.rounds,
               options.time.count(), setting.server_settings());
    contest.print();
    const double ratio = together.per_second() / alone.per_second();
    fmt::print("three hosts do {:.2f}x the spins of one; recount of {} spins: {} findings\n", ratio, answered.size(),
               figures.findings.size());
    for (const auto& finding : figures.findings) fmt::print("  {}\n", finding);
    write_results(options, "hosts",
                  {{"server", setting.server_settings()},
                   {"players", options.players},
                   {"connections", options.connections},
                   {"results", contest.json()},
                   {"findings", figures.findings},
                   {"ratios", {{"to_one_host", ratio}}}});
    return figures.findings.empty() ? 0 : 1;
}

}  // namespace fairground::bench
