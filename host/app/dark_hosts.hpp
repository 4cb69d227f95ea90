// Hosts that commit and cannot tell the others over Redis say so in the database, which all of them reach. Private to
// app.
#pragma once
#include <string>
#include <thread>

#include "cache/cache.hpp"
#include "store/store.hpp"

namespace fairground::app {

// Says it for this host, and looks whether another one does, a few times a second on a thread of its own. Does nothing
// without Redis. References must outlive it.
class DarkHosts {
public:
    DarkHosts(cache::Cache& cache, store::Store& store);

private:
    void run(const std::stop_token& stop);
    void look(store::Jobs& jobs);

    cache::Cache& cache_;
    store::Store& store_;
    const std::string self_;
    bool saying_ = false;
    std::jthread thread_;
};

}  // namespace fairground::app
