// Reference (b): the service that a product team would write, plain_service/service.mjs, with a Redis of its own, on
// the tables of a MariaDB with the host's schema.
#pragma once
#include <string>
#include <vector>

#include <sys/types.h>

#include "bench/contest.hpp"
#include "support/child_process.hpp"
#include "support/private_redis.hpp"
#include "support/temp_dir.hpp"

namespace fairground::bench {

class PlainService {
public:
    // Makes its own players "p0", "p1" … (of tenant "plain") and stock rows beside those of the host. socket: of the
    // MariaDB. Every function throws std::runtime_error with the end of the service's log if it does not do as asked.
    PlainService(std::string socket, std::size_t players, std::size_t items);

    // Ready to serve when this returns; another number of processes ends those that ran.
    void start(int processes);
    // A round of a driver that has logged in here.
    Sample run(load::Driver& driver, std::chrono::milliseconds time) const;
    std::uint16_t port() const { return port_; }
    std::vector<pid_t> pids() const;  // those that use the cores for it

    static constexpr std::int64_t campaign = 1'000'001;  // no campaign of the host has this id

private:
    [[noreturn]] void fail(const std::string& what) const;

    const std::string socket_;
    test::TempDir folder_;
    test::PrivateRedis redis_;
    const std::uint16_t port_;
    std::unique_ptr<test::ChildProcess> service_;
};

}  // namespace fairground::bench
