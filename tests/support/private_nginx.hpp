// An nginx for one test program: own folder, own process, configured by the test.
#pragma once
#include <memory>
#include <string>

#include "support/child_process.hpp"
#include "support/temp_dir.hpp"

namespace fairground::test {

// Runs until destroyed. Throws std::runtime_error, with its log, if it does not listen in time.
class PrivateNginx {
public:
    // servers: what stands in the block http, of which one listens on 127.0.0.1:port.
    PrivateNginx(const std::string& servers, unsigned short port);

private:
    TempDir folder_;
    std::unique_ptr<ChildProcess> process_;
};

}  // namespace fairground::test
