// Three hosts behind nginx, over a primary, a replica that is held back, and a Redis; and what goes wrong with them.
#pragma once
#include <atomic>
#include <memory>
#include <random>
#include <thread>
#include <vector>

#include "support/host_process.hpp"
#include "support/private_nginx.hpp"
#include "support/private_redis.hpp"
#include "support/replication.hpp"

namespace fairground::staleness {

class Town {
public:
    Town();

    // Of nginx, which gives each request to the next host.
    std::uint16_t port() const { return nginx_->port(); }
    test::PrivateMariaDb& replica() { return replica_; }
    unsigned short redis_port() const { return redis_.port(); }
    test::HostProcess& host(std::size_t index) { return *hosts_[index]; }
    // The sum over the hosts of a figure of their metrics: "fairground_cache_fenced_total".
    double figure(const std::string& name) const;

    // Redis is emptied or killed now and then, and the replica held back by 0 to 5 seconds, until the returned thread
    // is asked to stop.
    std::jthread trouble(std::chrono::milliseconds between);
    struct Troubles {
        std::atomic<int> flushes{0}, kills{0}, holds{0};
    };
    const Troubles& troubles() const { return troubles_; }

private:
    test::PrivateMariaDb primary_;
    test::PrivateMariaDb replica_;
    test::PrivateRedis redis_;
    std::vector<std::unique_ptr<test::HostProcess>> hosts_;
    std::unique_ptr<test::PrivateNginx> nginx_;
    Troubles troubles_;
};

}  // namespace fairground::staleness
