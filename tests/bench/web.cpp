#include "bench/web.hpp"

#include <fstream>
#include <sstream>
#include <thread>

#include <Poco/Exception.h>
#include <fmt/ostream.h>

#include "bench/setting.hpp"

namespace fairground::bench {

using namespace std::chrono_literals;

Nginx::Nginx(const std::string& target, const std::string& body) : port_(test::free_port()) {
    std::ofstream config(folder_ / "nginx.conf");
    const auto folder = folder_.path().string();
    fmt::print(config,
               "worker_processes 2;\ndaemon off;\npid {0}/pid;\nerror_log {0}/log;\n"
               "events {{ worker_connections 4096; }}\n"
               "http {{\n    access_log off;\n    keepalive_requests 1000000000;\n"
               "    client_body_temp_path {0}/1;\n    proxy_temp_path {0}/2;\n    fastcgi_temp_path {0}/3;\n"
               "    uwsgi_temp_path {0}/4;\n    scgi_temp_path {0}/5;\n"
               "    server {{\n        listen 127.0.0.1:{1} reuseport;\n"
               "        location = {2} {{ default_type application/json; return {3}; }}\n    }}\n}}\n",
               folder, port_, target, body.empty() ? "304" : "200 '" + body + "'");
    config.close();
    server_ = std::make_unique<test::ChildProcess>(
        test::ChildProcess::Settings{.command = {"nginx", "-c", folder + "/nginx.conf", "-e", folder + "/log"},
                                     .output = folder_ / "output",
                                     .environment = {},
                                     .folder = {}});
}

std::vector<pid_t> Nginx::pids() const {
    const auto pid = std::to_string(server_->pid());
    std::ifstream children("/proc/" + pid + "/task/" + pid + "/children");
    return {std::istream_iterator<pid_t>(children), {}};
}

std::string body_of(std::uint16_t port, const std::string& target) {
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    for (;;) try {
            const auto answer = test::HttpClient(port).get(target);
            if (answer.status != 200)
                throw std::runtime_error(fmt::format("{} was answered {}, expected 200", target, answer.status));
            return answer.body;
        } catch (const Poco::Exception& failure) {
            if (std::chrono::steady_clock::now() > deadline)
                throw std::runtime_error(
                    fmt::format("nobody answers {} on port {}: {}", target, port, failure.displayText()));
            std::this_thread::sleep_for(10ms);
        }
}

Sample wrk(const Load& load, const Options& options) {
    const test::TempDir run;
    std::ofstream tokens(run / "tokens");
    for (const auto& token : load.tokens) tokens << token << '\n';
    tokens.close();
    const int code = test::run_program(
        {.command = {"wrk", "--threads", "1", "--connections", std::to_string(options.connections), "--duration",
                     fmt::format("{}s", options.time.count()), "--script", FAIRGROUND_BENCH "/wrk.lua",
                     fmt::format("http://127.0.0.1:{}{}", load.port, load.target)},
         .output = run / "output",
         .environment = {"BENCH_TOKENS=" + (run / "tokens").string(), "BENCH_ETAG=" + load.etag},
         .folder = {}});
    const auto output = content_of(run / "output");
    const auto found = output.find("\nmeasured ");
    if (code != 0 || found == output.npos) throw std::runtime_error("wrk measured nothing: " + output);
    std::istringstream figures(output.substr(found + sizeof "\nmeasured " - 1));
    std::uint64_t calls = 0, errors = 0;
    double duration_us = 0;
    std::int64_t p50 = 0, p99 = 0;
    figures >> calls >> duration_us >> p50 >> p99 >> errors;
    if (!figures || errors > 0) throw std::runtime_error("wrk met errors: " + output);
    // 98 + 1 + 1 samples, so that the two percentiles that are asked for are those of wrk.
    std::vector<std::chrono::microseconds> latencies(98, std::chrono::microseconds(p50));
    latencies.insert(latencies.end(), 2, std::chrono::microseconds(p99));
    return {.calls = calls,
            .per_second = static_cast<double>(calls) * 1e6 / duration_us,
            .latencies = load::Latencies(std::move(latencies))};
}

}  // namespace fairground::bench
