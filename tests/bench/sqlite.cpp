// Case sqlite: the same spin through the same host on SQLite (WAL, a flush per commit) and on MariaDB.
#include <fmt/format.h>

#include "bench/contest.hpp"
#include "bench/results.hpp"
#include "bench/setting.hpp"

namespace fairground::bench {

using namespace std::chrono_literals;

int sqlite(const Options& options) {
    Setting setting(options);
    test::HostProcess embedded(host_settings(nullptr, options.items));
    embedded.start();
    load::Driver on_mariadb(load_options(options, setting.host.port()));
    load::Driver on_sqlite(load_options(options, embedded.port()));
    on_mariadb.log_in();
    on_sqlite.log_in();

    Contest contest(setting.server.pid());
    const auto& small = contest.add(
        {"on SQLite", [&] { return sample_of(on_sqlite.run(options.time)); }, [&] { return pids_of(embedded); }});
    const auto& large = contest.add(
        {"on MariaDB", [&] { return sample_of(on_mariadb.run(options.time)); }, [&] { return pids_of(setting.host); }});
    sample_of(on_sqlite.run(1s));  // warm
    sample_of(on_mariadb.run(1s));
    contest.run(options.rounds);

    const auto settings = test::Sql::sqlite(embedded.sqlite_file())->query("PRAGMA journal_mode").at(0).at(0);
    fmt::print("sqlite: {} connections, {} players, {} rounds of {} s each in turn, SQLite's journal: {}; {}\n",
               options.connections, options.players, options.rounds, options.time.count(), settings,
               setting.server_settings());
    contest.print();
    const double ratio = small.per_second() / large.per_second();
    fmt::print("SQLite does {:.2f}x the spins of MariaDB\n", ratio);
    write_results(options, "sqlite",
                  {{"server", setting.server_settings()},
                   {"journal", settings},
                   {"players", options.players},
                   {"connections", options.connections},
                   {"results", contest.json()},
                   {"ratios", {{"to_mariadb", ratio}}}});
    return 0;
}

}  // namespace fairground::bench
