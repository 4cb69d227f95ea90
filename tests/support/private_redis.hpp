// A Redis server for one test program: own folder, own port on loopback, no configuration file, nothing kept.
#pragma once
#include <memory>

#include "support/child_process.hpp"
#include "support/temp_dir.hpp"

namespace fairground::test {

// Starts in the constructor and answers when that returns; killed and removed by the destructor.
// Every function throws std::runtime_error, with the end of the server's log, if the server does not do as asked.
class PrivateRedis {
public:
    PrivateRedis();

    void start();  // after kill(): the same port, empty
    void kill();   // kill -9

    unsigned short port() const { return port_; }
    pid_t pid() const { return server_->pid(); }
    std::filesystem::path log() const { return folder_ / "log"; }

private:
    bool answers() const;
    [[noreturn]] void fail(const std::string& what) const;

    TempDir folder_;
    const unsigned short port_;
    std::unique_ptr<ChildProcess> server_;
};

}  // namespace fairground::test
