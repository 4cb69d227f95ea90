// Case one-player: everything a single player's row can be asked for at the same time; and one idle player's spin
// against an empty durable commit.
#include <fmt/format.h>

#include "bench/contest.hpp"
#include "bench/results.hpp"
#include "bench/setting.hpp"
#include "drills/recount.hpp"

namespace fairground::bench {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::size_t at_once = 16;

// The least a durable answer can wait for: one row is counted up, flush and binlog included.
class EmptyCommit {
public:
    explicit EmptyCommit(std::unique_ptr<test::Sql> sql) : sql_(std::move(sql)) {
        sql_->execute("CREATE TABLE bench_commit (n BIGINT NOT NULL) ENGINE=InnoDB");
        sql_->execute("INSERT INTO bench_commit VALUES (0)");
    }
    Sample run(std::chrono::milliseconds time) {
        std::vector<std::chrono::microseconds> samples;
        const auto start = Clock::now();
        for (auto begin = start; begin - start < time;) {
            sql_->execute("UPDATE bench_commit SET n = n + 1");
            const auto end = Clock::now();
            samples.push_back(std::chrono::duration_cast<std::chrono::microseconds>(end - begin));
            begin = end;
        }
        const auto calls = samples.size();
        return {.calls = calls,
                .per_second = static_cast<double>(calls) / std::chrono::duration<double>(Clock::now() - start).count(),
                .latencies = load::Latencies(std::move(samples))};
    }

private:
    std::unique_ptr<test::Sql> sql_;
};

}  // namespace

int one_player(const Options& given) {
    Options options = given;
    options.players = 1;
    options.items = 1;
    Setting setting(options);
    const auto sql = setting.sql();
    const auto deadlocks = [&] {
        return std::stoll(sql->query("SHOW GLOBAL STATUS LIKE 'Innodb_deadlocks'").at(0).at(1));
    };
    const auto before = deadlocks();
    auto load = load_options(options, setting.host.port());
    load.keep_bodies = true;  // for the recount
    load.connections = at_once;
    load::Driver crowd(load);
    load.connections = 1;
    load.seed = 2;
    load::Driver alone(load);
    crowd.log_in();
    alone.log_in();

    auto report = crowd.run(options.time);
    auto answered = report.answered;
    const auto good = report.statuses[200];
    const auto errors =
        report.answered.size() - good + report.unanswered.size() + report.busy + report.connections_lost;

    EmptyCommit commit(setting.sql());
    Contest contest(setting.server.pid());
    const auto& spin = contest.add({"a spin of one idle player",
                                    [&] {
                                        auto calm = alone.run(1s);
                                        answered.insert(answered.end(), calm.answered.begin(), calm.answered.end());
                                        return sample_of(std::move(calm));
                                    },
                                    [&] { return pids_of(setting.host); }});
    const auto& least = contest.add({"an empty durable commit", [&] { return commit.run(1s); }});
    contest.run(options.rounds);

    const auto figures = drills::recount(
        *sql, {.campaign = "bench", .caps = {{"points-10", {1'000'000'000, {}}}}, .currency = "points", .price = 0},
        answered);
    const double ratio = spin.p50_ms() / least.p50_ms();
    fmt::print("one-player: {} spins at once for {} s, {}\n", at_once, options.time.count(), setting.server_settings());
    fmt::print("{:.0f} spins/s, p50 {:.1f} ms, p99 {:.1f} ms, {} errors, {} deadlocks, {} findings in the recount\n",
               report.per_second(), in_ms(report.latencies.percentile(0.5)), in_ms(report.latencies.percentile(0.99)),
               errors, deadlocks() - before, figures.findings.size());
    for (const auto& finding : figures.findings) fmt::print("  {}\n", finding);
    contest.print();
    fmt::print("p50 of a spin: {:.2f} of an empty durable commit's\n", ratio);
    write_results(options, "one-player",
                  {{"server", setting.server_settings()},
                   {"per_second", report.per_second()},
                   {"p99_ms", in_ms(report.latencies.percentile(0.99))},
                   {"errors", errors},
                   {"deadlocks", deadlocks() - before},
                   {"findings", figures.findings},
                   {"results", contest.json()},
                   {"ratios", {{"p50_to_empty_commit", ratio}}}});
    return errors == 0 && deadlocks() == before && figures.findings.empty() ? 0 : 1;
}

}  // namespace fairground::bench
