// A replica: looked at all the time by a thread of its own, and leased while it is near enough.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "store/sql/session.hpp"
#include "store/trail.hpp"

namespace fairground::store {

// Safe from any thread. The trail must outlive it.
class Follower {
public:
    Follower(std::shared_ptr<Backend> backend, const Trail& trail, std::chrono::milliseconds bound);
    Follower(const Follower&) = delete;
    Follower& operator=(const Follower&) = delete;

    // Begins to look at it. Not usable before.
    void watch();
    bool usable() const;
    Replica state() const;
    Backend& backend() const { return *backend_; }
    std::shared_ptr<Backend> shared_backend() const { return backend_; }

private:
    using Clock = Trail::Clock;
    void look();
    std::string look_at(Position& position);
    std::string not_following(const std::string& running);
    void judge(std::string trouble, std::optional<Clock::time_point> covered);
    std::string too_far() const;

    const std::shared_ptr<Backend> backend_;
    const Trail& trail_;
    const std::chrono::milliseconds bound_;
    std::optional<Clock::time_point> stopped_;  // when it was first seen not to follow; the looking thread's own
    mutable std::mutex mutex_;
    std::string trouble_ = "has not been looked at yet";
    bool too_far_ = false;
    std::optional<bool> told_usable_;
    std::optional<Clock::time_point> covered_;  // it has everything that was acknowledged then
    std::jthread thread_;                       // last: ends first
};

// Again and again on a thread of its own, until that is asked to stop.
std::jthread repeat(std::chrono::milliseconds pause, std::function<void()> work);
// Between two looks, for lags of up to this bound.
std::chrono::milliseconds pause_for(std::chrono::milliseconds bound);

}  // namespace fairground::store
