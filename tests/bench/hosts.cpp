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

// One host, and the drivers that reach it.
struct Booth {
    explicit Booth(const test::PrivateMariaDb& server, const Options& options, std::uint64_t number)
        : host(host_settings(&server, 1)) {
        host.start();
        auto load = load_options(options, host.port());
        load.keep_bodies = true;  // for the recount
        load.seed = 2 * number + 1;
        whole = std::make_unique<load::Driver>(load);
        load.seed = 2 * number + 2;
        load.connections = (options.connections + number) / count;  // together: all
        part = std::make_unique<load::Driver>(load);
    }
    test::HostProcess host;
    std::unique_ptr<load::Driver> whole;
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
    const Setting setting(options);  // its host stands idle; the three are alike
    std::vector<std::unique_ptr<Booth>> booths;
    for (std::size_t i = 0; i < count; ++i) booths.push_back(std::make_unique<Booth>(setting.server, options, i));
    booths[0]->whole->log_in();
    for (auto& booth : booths) booth->part->log_in();

    std::vector<load::Answered> answered;
    const auto note = [&](const load::Report& report) {
        answered.insert(answered.end(), report.answered.begin(), report.answered.end());
    };
    const auto one = [&](std::chrono::milliseconds time) {
        auto report = booths[0]->whole->run(time);
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
    const auto pids = [&](std::size_t hosts) {
        std::vector<pid_t> all;
        for (std::size_t i = 0; i < hosts; ++i)
            for (const pid_t pid : pids_of(booths[i]->host)) all.push_back(pid);
        return all;
    };
    Contest contest(setting.server.pid());
    const auto& alone = contest.add({fmt::format("one host, {} connections", options.connections),
                                     [&] { return one(options.time); }, [&] { return pids(1); }});
    const auto& together = contest.add({fmt::format("three hosts, {} connections in all", options.connections),
                                        [&] { return three(options.time); }, [&] { return pids(count); }});
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
