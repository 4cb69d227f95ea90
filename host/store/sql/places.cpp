#include "store/sql/places.hpp"

namespace fairground::store {

namespace {

using Clock = std::chrono::steady_clock;

}  // namespace

Places::Place Places::take(std::string holder) {
    std::unique_lock lock(mutex_);
    if (held_.size() >= most_) {
        ++waits_;
        ++waiting_;
        const bool came = given_back_.wait_for(lock, patience_, [&] { return held_.size() < most_; });
        --waiting_;
        if (!came) refuse();
    }
    held_.push_back({std::move(holder), Clock::now()});
    return {*this, std::prev(held_.end())};
}

void Places::refuse() {
    ++refused_;
    std::string who;
    for (const auto& lease : leases())
        who += (who.empty() ? "" : ", ") + lease.holder + " since " + std::to_string(lease.age.count()) + " ms";
    throw NoPlace(std::to_string(held_.size()) + " of " + std::to_string(most_) +
                  " connections are taken, and none came back within " + std::to_string(patience_.count()) +
                  " ms: " + who + "; raise database.connections or lower the load");
}

void Places::give_back(std::list<Held>::iterator held) {
    {
        const std::lock_guard lock(mutex_);
        held_.erase(held);
    }
    given_back_.notify_one();
}

std::vector<Connections::Lease> Places::leases() const {
    std::vector<Connections::Lease> all;
    const auto now = Clock::now();
    for (const auto& held : held_)
        all.push_back({held.holder, std::chrono::duration_cast<std::chrono::milliseconds>(now - held.since)});
    return all;
}

Connections Places::figures() const {
    const std::lock_guard lock(mutex_);
    Connections figures;
    figures.most = most_;
    figures.leases = leases();
    figures.waiting = waiting_;
    figures.waits = waits_;
    figures.refused = refused_;
    return figures;
}

}  // namespace fairground::store
