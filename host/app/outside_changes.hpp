// What commands change in their own process, told to the hosts that run. Private to app.
#pragma once
#include <string>

#include "cache/cache.hpp"
#include "config/config.hpp"

namespace fairground::app {

class OutsideChanges {
public:
    explicit OutsideChanges(const config::HostFile& host);

    // For the engine that makes the changes.
    cache::Cache& cache() { return cache_; }
    // To be called after the last change; player empty: many of the tenant. Complains if hosts may go on giving what is
    // cached.
    void tell(const std::string& tenant, const std::string& player);

private:
    const config::HostFile& host_;
    cache::Cache cache_;
};

}  // namespace fairground::app
