// Which servers there are, and the leases of their sessions: one primary, which may be another one tomorrow, and its
// replicas.
#pragma once
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "store/follower.hpp"

namespace fairground::store {

struct ServerSet;

// Safe from any thread. Sessions may outlive it.
class Servers {
public:
    // Throws std::invalid_argument naming what is wrong with a url. Connects lazily.
    explicit Servers(const Options& options);

    // Of the primary. While it is being changed, the next one is waited for. Throw Unavailable.
    std::unique_ptr<Session> lease(const std::string& holder);
    // One that takes writes: throws ReadOnly otherwise.
    std::unique_ptr<Session> to_change(const std::string& holder);
    std::unique_ptr<Session> long_running(const std::string& holder);
    // Where that freshness is to be had, and whether it is a replica.
    struct Reading {
        std::unique_ptr<Session> session;
        bool from_replica = false;
    };
    Reading to_read(const std::string& holder, Freshness freshness);

    // Grows when the primary is changed. A commit that began before is not to be believed: the old primary may have
    // acknowledged what the new one has not got.
    std::uint64_t epoch() const { return epoch_; }
    // The primary's connections lead to a server that takes no writes: the next ones may lead to another.
    void found_read_only();

    Dialect dialect() const;
    std::size_t useful_writers() const;
    std::shared_ptr<Backend> primary();
    std::vector<std::shared_ptr<Backend>> replica_backends() const;
    void warm_up();
    Connections connections() const;
    std::vector<Replica> replicas() const;
    Health health();
    // See Store::move. fit(session) throws if the new primary is not fit to be one.
    bool move(const Options& to, const std::function<void(Session&, Backend&)>& fit);
    std::uint64_t moved() const { return moved_; }

private:
    std::shared_ptr<ServerSet> set() const;
    std::shared_ptr<ServerSet> set_when_open();
    std::unique_ptr<Session> replica_of(ServerSet& set, const std::string& holder);
    template <typename Lease>
    std::unique_ptr<Session> on_primary(Lease&& lease);
    void drain(ServerSet& old);

    Options options_;  // move only, and before
    mutable std::mutex mutex_;
    std::condition_variable opened_;
    std::shared_ptr<ServerSet> set_;
    bool closed_ = false;  // the primary is being changed
    std::atomic<std::uint64_t> epoch_{0};
    std::atomic<std::uint64_t> moved_{0};
};

}  // namespace fairground::store
