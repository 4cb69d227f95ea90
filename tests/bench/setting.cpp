#include "bench/setting.hpp"

#include <fstream>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "bench/contest.hpp"
#include "bench/effects.hpp"

namespace fairground::bench {
namespace {

using namespace std::chrono_literals;

// Room for every connection, and for what a run writes: neither the redo log nor the buffer pool fills up. What nobody
// reads of the binlog goes.
test::PrivateMariaDb::Settings durable(const Options& options, std::size_t pool) {
    return {.flush_per_commit = true,
            .binlog = options.binlog,
            .options = {fmt::format("--innodb-log-file-size={}M", pool * 700),
                        fmt::format("--innodb-buffer-pool-size={}G", pool), "--max-connections=400",
                        "--max-binlog-size=256M", "--binlog-expire-logs-seconds=60"}};
}

// Of a page appended to a file, right now.
double flush_ms(const std::filesystem::path& folder) {
    const std::string page(4096, 'x');
    const int file = open((folder / "flush").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) throw std::runtime_error("cannot write to " + folder.string());
    std::vector<double> times;
    for (int i = 0; i < 100; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        const bool flushed = write(file, page.data(), page.size()) > 0 && fdatasync(file) == 0;
        if (!flushed) throw std::runtime_error("cannot flush a file in " + folder.string());
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    close(file);
    return median(times);
}

std::string sale(std::size_t items) {
    return fmt::format("id: bench\nplugin: bench-sale\ntitle: {{en: Benchmark}}\nsettings: {{items: {}}}\n", items);
}

}  // namespace

test::HostProcess::Settings host_settings(const test::PrivateMariaDb* server, std::size_t items) {
    test::HostProcess::Settings settings;
    settings.campaigns["bench.yaml"] = items == 1 ? content_of(FAIRGROUND_BENCH "/bench.yaml") : sale(items);
    if (items > 1) settings.config["plugins"] = FAIRGROUND_BENCH_PLUGINS;
    if (server) settings.config["database"] = {{"url", server->url()}, {"socket", server->socket()}};
    return settings;
}

Setting::Setting(const Options& options, std::size_t pool)
    : server(durable(options, pool)), host(host_settings(&server, options.items)) {
    host.start();
}

std::unique_ptr<test::Sql> Setting::sql() const {
    return test::Sql::mariadb(server.socket(), "root", "fairground");
}

std::string Setting::server_settings() const {
    const auto row = sql()->query("SELECT VERSION(), @@innodb_flush_log_at_trx_commit, @@log_bin, @@sync_binlog").at(0);
    return fmt::format("{}, innodb_flush_log_at_trx_commit {}, log_bin {}, sync_binlog {}, a flush takes {:.1f} ms",
                       row[0], row[1], row[2], row[3], flush_ms(host.folder()));
}

load::Options load_options(const Options& options, std::uint16_t port) {
    load::Options load{.port = port,
                       .campaign = "bench",
                       .connections = options.connections,
                       .players = options.players,
                       .attempt_time = 60s,  // slow is not lost: 512 wait in turn for whoever does 100 a second
                       .patience = 60s,
                       .keep_bodies = false};
    if (options.items == 1) return load;
    load.bodies.clear();
    for (std::size_t i = 0; i < options.items; ++i)
        load.bodies.push_back(fmt::format(R"({{"item":"{}"}})", item_name(i, options.items)));
    return load;
}

std::vector<pid_t> pids_of(test::HostProcess& host) {
    return {host.process().pid(), host.worker()};
}

std::string content_of(const std::filesystem::path& file) {
    std::ifstream in(file);
    if (!in) throw std::runtime_error("cannot read " + file.string());
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace fairground::bench
