// Case one-player: everything a single player's row can be asked for at the same time.
#include <fmt/format.h>

#include "bench/setting.hpp"
#include "drills/recount.hpp"

namespace fairground::bench {

int one_player(const Options& options) {
    constexpr std::size_t at_once = 16;
    Setting setting(options);
    const auto sql = setting.sql();
    const auto deadlocks = [&] {
        return std::stoll(sql->query("SHOW GLOBAL STATUS LIKE 'Innodb_deadlocks'").at(0).at(1));
    };
    const auto before = deadlocks();
    load::Driver driver({.port = setting.host.port(), .campaign = "bench", .connections = at_once, .players = 1});
    driver.log_in();
    auto report = driver.run(options.time);

    const auto good = report.statuses[200];
    const auto errors =
        report.answered.size() - good + report.unanswered.size() + report.busy + report.connections_lost;
    const auto figures = drills::recount(
        *sql, {.campaign = "bench", .caps = {{"points-10", {1'000'000'000, {}}}}, .currency = "points", .price = 0},
        report.answered);
    fmt::print("one-player: {} spins at once for {} s, {}\n", at_once, options.time.count(), setting.server_settings());
    fmt::print("{:.0f} spins/s, p50 {:.1f} ms, p99 {:.1f} ms, {} errors, {} deadlocks, {} findings in the recount\n",
               report.per_second(), in_ms(report.latencies.percentile(0.5)), in_ms(report.latencies.percentile(0.99)),
               errors, deadlocks() - before, figures.findings.size());
    for (const auto& finding : figures.findings) fmt::print("  {}\n", finding);
    write_json(options, "one-player",
               {{"server", setting.server_settings()},
                {"per_second", report.per_second()},
                {"p99_ms", in_ms(report.latencies.percentile(0.99))},
                {"errors", errors},
                {"deadlocks", deadlocks() - before},
                {"findings", figures.findings}});
    return errors == 0 && deadlocks() == before && figures.findings.empty() ? 0 : 1;
}

}  // namespace fairground::bench
