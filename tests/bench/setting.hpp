// What the cases stand on: a durable private MariaDB with a host in front, and the words of their tables. Private to
// bench.
#pragma once
#include <vector>

#include <nlohmann/json.hpp>

#include "bench/bench.hpp"
#include "support/host_process.hpp"
#include "support/private_mariadb.hpp"
#include "support/sql.hpp"

namespace fairground::bench {

struct Setting {
    explicit Setting(const Options& options);

    std::unique_ptr<test::Sql> sql() const;
    // What the server says of itself, and the disk's part: "10.11.6-MariaDB, innodb_flush_log_at_trx_commit 1, log_bin
    // 0, sync_binlog 0, a flush takes 0.4 ms". A busy disk makes every figure of a run worthless.
    std::string server_settings() const;

    test::PrivateMariaDb server;
    test::HostProcess host;
};

double median(std::vector<double> values);
double in_ms(std::chrono::microseconds time);
void write_json(const Options& options, const std::string& name, const nlohmann::json& content);

}  // namespace fairground::bench
