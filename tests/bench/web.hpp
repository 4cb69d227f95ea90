// Servers of small answers and the load on them, for the cases http and cache. Private to bench.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "bench/bench.hpp"
#include "bench/contest.hpp"
#include "support/child_process.hpp"
#include "support/http_client.hpp"
#include "support/temp_dir.hpp"

namespace fairground::bench {

// Two workers that return the body at the target, or 304 without one where it is empty.
class Nginx {
public:
    Nginx(const std::string& target, const std::string& body);
    // It kills nginx with SIGKILL otherwise, and its workers live on.
    ~Nginx() { server_->stop(); }

    std::uint16_t port() const { return port_; }
    std::vector<pid_t> pids() const;

private:
    test::TempDir folder_;
    const std::uint16_t port_;
    std::unique_ptr<test::ChildProcess> server_;
};

// Waits until somebody answers. Throws unless that is 200.
std::string body_of(std::uint16_t port, const std::string& target);

struct Load {
    std::uint16_t port = 0;
    std::string target;
    std::vector<std::string> tokens{};  // of players, who ask in turn; none: nobody's requests
    std::string etag{};                 // If-None-Match; empty: none
};
// By wrk, on the options' connections. Throws if anything was answered otherwise than well.
Sample wrk(const Load& load, const Options& options);

}  // namespace fairground::bench
