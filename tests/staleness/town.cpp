#include "staleness/town.hpp"

#include <sstream>

#include "redis/testing/operator.hpp"
#include "support/http_client.hpp"

namespace fairground::staleness {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

constexpr std::size_t host_count = 3;

constexpr auto counter = "id: counter\nplugin: counter\nsettings: {}\n";

}  // namespace

Town::Town() : primary_(test::replicated(1, {}, false)), replica_(test::replicated(2, {}, false)) {
    test::follow(replica_, primary_);
    test::add_host_user(primary_);
    const json config = {
        {"database",
         {{"url", test::host_url(primary_)},
          {"replicas", json::array({{{"url", test::host_url(replica_)}}})},
          {"hosts", host_count}}},
        {"redis", {{"url", "redis://127.0.0.1:" + std::to_string(redis_.port())}, {"reconnect_ms", 100}}},
        {"plugins", STALENESS_PLUGINS}};
    for (std::size_t i = 0; i < host_count; ++i) {
        hosts_.push_back(std::make_unique<test::HostProcess>(
            test::HostProcess::Settings{.campaigns = {{"counter.yaml", counter}}, .config = config}));
        // One key for all, as in production: a session is good on every host.
        if (i > 0) {
            std::filesystem::create_directories(hosts_[i]->folder() / "data");
            std::filesystem::copy_file(hosts_[0]->folder() / "data/session.key",
                                       hosts_[i]->folder() / "data/session.key");
        }
        hosts_.back()->start();
    }
    std::vector<std::uint16_t> ports;
    for (const auto& host : hosts_) ports.push_back(host->port());
    nginx_ = std::make_unique<test::PrivateNginx>(test::PrivateNginx::Settings{.hosts = ports, .server = {}});
}

double Town::figure(const std::string& name) const {
    double sum = 0;
    for (const auto& host : hosts_) {
        std::istringstream lines(test::HttpClient(host->admin_port()).get("/metrics").body);
        for (std::string line; std::getline(lines, line);)
            if (line.starts_with(name) && line.find(' ') != line.npos) sum += std::stod(line.substr(line.rfind(' ')));
    }
    return sum;
}

std::jthread Town::trouble(std::chrono::milliseconds between) {
    return std::jthread([this, between](const std::stop_token& stop) {
        std::mt19937 chance{7};
        while (!stop.stop_requested()) {
            for (auto rest = between; rest > 0ms && !stop.stop_requested(); rest -= 50ms)
                std::this_thread::sleep_for(50ms);
            switch (chance() % 3) {
                case 0:
                    redis::order(redis_.port(), {"FLUSHALL"});
                    ++troubles_.flushes;
                    break;
                case 1:
                    redis_.kill();
                    std::this_thread::sleep_for(std::chrono::milliseconds(chance() % 1500));
                    redis_.start();
                    ++troubles_.kills;
                    break;
                default:
                    test::hold_back(replica_, std::chrono::seconds(chance() % 6));
                    ++troubles_.holds;
            }
        }
    });
}

}  // namespace fairground::staleness
