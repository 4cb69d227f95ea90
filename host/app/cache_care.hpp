// Admins end what is cached. Private to app.
#pragma once
#include <string>

#include <boost/asio/thread_pool.hpp>

#include "admin/host_api.hpp"
#include "cache/cache.hpp"
#include "campaign/campaign.hpp"
#include "store/store.hpp"

namespace fairground::app {

// One at a time, on a thread of its own. Each function returns at once and calls back from there. References must
// outlive it. Threads: any.
class CacheCare {
public:
    CacheCare(cache::Cache& cache, store::Store& store, const campaign::Catalogue& catalogue)
        : cache_(cache), store_(store), catalogue_(catalogue) {}
    ~CacheCare() { thread_.join(); }

    void end(const admin::Cached& what, admin::Done done);

private:
    admin::Outcome end_now(const admin::Cached& what);

    cache::Cache& cache_;
    store::Store& store_;
    const campaign::Catalogue& catalogue_;
    boost::asio::thread_pool thread_{1};
};

// A new version for a player, without a change: everything cached of him is over, wherever it lies. Returns it; empty:
// nobody knows the player. Throws what the store throws.
std::optional<std::int64_t> renew_player(store::Store& store, const std::string& tenant, const std::string& player);

}  // namespace fairground::app
