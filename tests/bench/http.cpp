// Case http: a small answer that nothing needs to be asked for, against (c) nginx that returns the same bytes and (d) a
// bare Beast server that does. The load is that of wrk, for all alike.
#include <fstream>
#include <sstream>
#include <thread>

#include <Poco/Exception.h>
#include <fmt/ostream.h>

#include "bench/contest.hpp"
#include "bench/results.hpp"
#include "bench/setting.hpp"

namespace fairground::bench {
namespace {

using namespace std::chrono_literals;

class Nginx {
public:
    Nginx(const std::string& target, const std::string& body) : port_(test::free_port()) {
        std::ofstream config(folder_ / "nginx.conf");
        const auto folder = folder_.path().string();
        fmt::print(config,
                   "worker_processes 2;\ndaemon off;\npid {0}/pid;\nerror_log {0}/log;\n"
                   "events {{ worker_connections 4096; }}\n"
                   "http {{\n    access_log off;\n    keepalive_requests 1000000000;\n"
                   "    client_body_temp_path {0}/1;\n    proxy_temp_path {0}/2;\n    fastcgi_temp_path {0}/3;\n"
                   "    uwsgi_temp_path {0}/4;\n    scgi_temp_path {0}/5;\n"
                   "    server {{\n        listen 127.0.0.1:{1} reuseport;\n"
                   "        location = {2} {{ default_type application/json; return 200 '{3}'; }}\n    }}\n}}\n",
                   folder, port_, target, body);
        config.close();
        server_ = std::make_unique<test::ChildProcess>(
            test::ChildProcess::Settings{.command = {"nginx", "-c", folder + "/nginx.conf", "-e", folder + "/log"},
                                         .output = folder_ / "output",
                                         .environment = {},
                                         .folder = {}});
    }
    // It kills nginx with SIGKILL otherwise, and its workers live on.
    ~Nginx() { server_->stop(); }

    std::uint16_t port() const { return port_; }
    std::vector<pid_t> pids() const {
        const auto pid = std::to_string(server_->pid());
        std::ifstream children("/proc/" + pid + "/task/" + pid + "/children");
        return {std::istream_iterator<pid_t>(children), {}};
    }

private:
    test::TempDir folder_;
    const std::uint16_t port_;
    std::unique_ptr<test::ChildProcess> server_;
};

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

Sample wrk(std::uint16_t port, const std::string& target, const Options& options) {
    const test::TempDir run;
    const int code =
        test::run_program({.command = {"wrk", "--threads", "1", "--connections", std::to_string(options.connections),
                                       "--duration", fmt::format("{}s", options.time.count()), "--script",
                                       FAIRGROUND_BENCH "/wrk.lua", fmt::format("http://127.0.0.1:{}{}", port, target)},
                           .output = run / "output",
                           .environment = {},
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

}  // namespace

int http(const Options& options) {
    const std::string target = "/healthz";
    test::HostProcess host(host_settings(nullptr, 1));
    host.start();
    const std::string body = body_of(host.port(), target);
    const Nginx nginx(target, body);
    const auto port = test::free_port();
    const test::ChildProcess bare({.command = {FAIRGROUND_BARE_SERVER, std::to_string(port), body},
                                   .output = {},
                                   .environment = {},
                                   .folder = {}});
    for (const auto other : {nginx.port(), port})
        if (const auto found = body_of(other, target); found != body)
            throw std::runtime_error("a reference answers '" + found + "', expected '" + body + "'");

    Contest contest;
    const auto& ours =
        contest.add({"Fairground", [&] { return wrk(host.port(), target, options); }, [&] { return pids_of(host); }});
    const auto& theirs = contest.add(
        {"(c) nginx return 200", [&] { return wrk(nginx.port(), target, options); }, [&] { return nginx.pids(); }});
    const auto& least = contest.add(
        {"(d) bare Beast", [&] { return wrk(port, target, options); }, [&] { return std::vector{bare.pid()}; }});
    contest.run(options.rounds);
    fmt::print("http: GET {}, {} bytes of body, {} connections, {} rounds of {} s each in turn\n", target, body.size(),
               options.connections, options.rounds, options.time.count());
    contest.print();
    const double to_nginx = ours.per_second() / theirs.per_second();
    const double to_bare = ours.per_second() / least.per_second();
    fmt::print("answers a second: {:.2f}x (c), {:.2f}x (d)\n", to_nginx, to_bare);
    write_results(options, "http",
                  {{"target", target},
                   {"connections", options.connections},
                   {"results", contest.json()},
                   {"ratios", {{"to_nginx", to_nginx}, {"to_bare_beast", to_bare}}}});
    return 0;
}

}  // namespace fairground::bench
