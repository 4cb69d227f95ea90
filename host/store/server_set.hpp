// Which servers there are between two moves: a primary and its replicas, opened as the options say, and the thread that
// asks the primary how far it is.
#pragma once
#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "store/follower.hpp"

namespace fairground::store {

// How many of Options::connections are left to the primary. Throws std::invalid_argument if the replicas take all.
std::size_t connections_of_primary(const Options& options);
// Connects lazily. Throws std::invalid_argument naming what is wrong with the url.
std::shared_ptr<Backend> open_primary(const Options& options);

// Safe from any thread.
struct ServerSet {
    // The primary may be that of the set before. Throws like open_primary.
    ServerSet(const Options& options, std::shared_ptr<Backend> of_primary);

    // Connects, and begins to watch the replicas. Throws Unavailable if the primary is not there.
    void warm_up();
    // It cannot be reached, or does not answer.
    bool away() const;

    const std::shared_ptr<Backend> primary;
    std::chrono::milliseconds pause{};
    Trail trail;
    std::vector<std::unique_ptr<Follower>> followers;
    std::atomic<std::size_t> turn{0};  // of the replicas
    std::atomic<bool> watching{false};
    std::jthread sampler;  // last: ends first

private:
    void watch();
    void note();
};

}  // namespace fairground::store
