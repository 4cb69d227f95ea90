// An nginx for one test program: own folder, own port on loopback, one process.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "support/child_process.hpp"
#include "support/temp_dir.hpp"

namespace fairground::test {

// In front of hosts: each request goes to the next of them, over kept connections. Answers when the constructor
// returns; throws std::runtime_error with its log if it does not.
class PrivateNginx {
public:
    struct Settings {
        std::vector<std::uint16_t> hosts;  // ports
        std::string server;                // more directives of the server, in nginx' words
        std::string beside = {};           // more blocks, such as servers with ports of their own
    };
    explicit PrivateNginx(const Settings& settings);

    std::uint16_t port() const { return port_; }

private:
    void write_config(const Settings& settings) const;

    TempDir folder_;
    const std::uint16_t port_;
    std::unique_ptr<ChildProcess> server_;
};

}  // namespace fairground::test
