#include "bench/setting.hpp"

#include <algorithm>
#include <fstream>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace fairground::bench {
namespace {

std::string read(const std::filesystem::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

// A redo log that does not fill up within a run, and room for every connection.
test::PrivateMariaDb::Settings durable(const Options& options) {
    return {.flush_per_commit = true,
            .binlog = options.binlog,
            .options = {"--innodb-log-file-size=512M", "--innodb-buffer-pool-size=512M", "--max-connections=200"}};
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

}  // namespace

Setting::Setting(const Options& options)
    : server(durable(options)),
      host({.campaigns = {{"bench.yaml", read(FAIRGROUND_BENCH "/bench.yaml")}},
            .config = {{"database", {{"url", server.url()}, {"socket", server.socket()}}}}}) {
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

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const auto middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

double in_ms(std::chrono::microseconds time) {
    return static_cast<double>(time.count()) / 1000;
}

void write_json(const Options& options, const std::string& name, const nlohmann::json& content) {
    std::filesystem::create_directories(options.output);
    std::ofstream(options.output / (name + ".json")) << content.dump(2) << '\n';
}

}  // namespace fairground::bench
