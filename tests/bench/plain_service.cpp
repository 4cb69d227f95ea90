#include "bench/plain_service.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

#include <Poco/Exception.h>

#include "bench/effects.hpp"
#include "support/http_client.hpp"

namespace fairground::bench {

using namespace std::chrono_literals;

PlainService::PlainService(std::string socket, std::size_t players, std::size_t items)
    : socket_(std::move(socket)), port_(test::free_port()) {
    if (!std::filesystem::exists(FAIRGROUND_BENCH "/plain_service/node_modules/fastify"))
        throw std::runtime_error("the plain service's packages are not there: run npm ci in " FAIRGROUND_BENCH
                                 "/plain_service, or build with -DFAIRGROUND_WEB=ON");
    const auto sql = test::Sql::mariadb(socket_, "root", "fairground");
    make_players(*sql, "plain", "p", players);
    make_stock(*sql, campaign, items);
}

void PlainService::start(int processes) {
    service_.reset();  // its workers end with it
    service_ = std::make_unique<test::ChildProcess>(test::ChildProcess::Settings{
        .command = {"node", FAIRGROUND_BENCH "/plain_service/service.mjs"},
        .output = folder_ / "log",
        .environment = {"NODE_ENV=production", "PORT=" + std::to_string(port_),
                        "PROCESSES=" + std::to_string(processes), "DATABASE_SOCKET=" + socket_,
                        "REDIS_PORT=" + std::to_string(redis_.port()), "CAMPAIGN=" + std::to_string(campaign),
                        "SECRET=0123456789abcdef0123456789abcdef"},
        .folder = {}});
    const auto deadline = std::chrono::steady_clock::now() + 20s;
    const auto ready = [&] {
        try {
            return test::HttpClient(port_, 2s).get("/readyz").status == 200;
        } catch (const Poco::Exception&) {
            return false;
        }
    };
    while (!ready()) {
        if (!service_->running()) fail("ended while starting");
        if (std::chrono::steady_clock::now() > deadline) fail("was not ready within 20 s");
        std::this_thread::sleep_for(20ms);
    }
}

Sample PlainService::run(load::Driver& driver, std::chrono::milliseconds time) const try {
    return sample_of(driver.run(time));
} catch (const std::exception& failure) {
    fail(std::string("served badly: ") + failure.what());
}

std::vector<pid_t> PlainService::pids() const {
    const auto pid = std::to_string(service_->pid());
    std::ifstream children("/proc/" + pid + "/task/" + pid + "/children");
    std::vector<pid_t> all{std::istream_iterator<pid_t>(children), {}};
    all.push_back(service_->pid());
    all.push_back(redis_.pid());
    return all;
}

void PlainService::fail(const std::string& what) const {
    std::ifstream in(folder_ / "log");
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    throw std::runtime_error("the plain service (Node.js) " + what + "; the end of its log:\n" +
                             text.substr(text.size() > 2000 ? text.size() - 2000 : 0));
}

}  // namespace fairground::bench
