// What the cases stand on: a durable private MariaDB, and hosts with one campaign. Private to bench.
#pragma once
#include "bench/bench.hpp"
#include "load/load.hpp"
#include "support/host_process.hpp"
#include "support/private_mariadb.hpp"
#include "support/sql.hpp"

namespace fairground::bench {

// What a host of the benchmark runs with: the campaign "bench" with its action "spin", on the server, or on SQLite if
// there is none. items as in Options: a wheel with one limited prize, or a sale of so many items.
test::HostProcess::Settings host_settings(const test::PrivateMariaDb* server, std::size_t items);

// What the server keeps in memory (GB). More than a run writes, or its disk is what is measured.
constexpr std::size_t usual_pool = 3;

// A host that serves, on a MariaDB that flushes each commit.
struct Setting {
    explicit Setting(const Options& options, std::size_t pool = usual_pool);

    std::unique_ptr<test::Sql> sql() const;
    // What the server says of itself, and the disk's part: "10.11.6-MariaDB, innodb_flush_log_at_trx_commit 1, log_bin
    // 0, sync_binlog 0, a flush takes 0.4 ms". A busy disk makes every figure of a run worthless.
    std::string server_settings() const;

    test::PrivateMariaDb server;
    test::HostProcess host;
};

// Of the options' players and items, for the action "spin" of the campaign "bench", whoever listens on that port.
load::Options load_options(const Options& options, std::uint16_t port);
// Supervisor and worker.
std::vector<pid_t> pids_of(test::HostProcess& host);
std::string content_of(const std::filesystem::path& file);

}  // namespace fairground::bench
