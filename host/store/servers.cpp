#include "store/servers.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <thread>

#include <spdlog/spdlog.h>

#include "store/effects.hpp"
#include "store/server_set.hpp"

namespace fairground::store {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto drain_time = 500ms;
constexpr auto cut_time = 200ms;  // for those who were cut off to notice

bool same_primary(const Options& one, const Options& other) {
    return one.url == other.url && one.password == other.password && one.socket == other.socket;
}

}  // namespace

Servers::Servers(const Options& options)
    : options_(options), set_(std::make_shared<ServerSet>(options, open_primary(options))) {}

std::shared_ptr<ServerSet> Servers::set() const {
    const std::lock_guard lock(mutex_);
    return set_;
}

std::shared_ptr<ServerSet> Servers::set_when_open() {
    std::unique_lock lock(mutex_);
    if (!opened_.wait_for(lock, options_.lease_timeout, [this] { return !closed_; }))
        throw Unavailable("the primary is being changed");
    return set_;
}

std::shared_ptr<Backend> Servers::primary() {
    return set_when_open()->primary;
}

std::vector<std::shared_ptr<Backend>> Servers::replica_backends() const {
    std::vector<std::shared_ptr<Backend>> all;
    for (const auto& follower : set()->followers) all.push_back(follower->shared_backend());
    return all;
}

Dialect Servers::dialect() const {
    return set()->primary->dialect();
}

std::size_t Servers::useful_writers() const {
    return set()->primary->useful_writers();
}

// A session that was made while the primary was changed may be one of the old.
template <typename Lease>
std::unique_ptr<Session> Servers::on_primary(Lease&& lease) {
    for (;;) {
        const auto epoch = epoch_.load();
        auto session = lease(*primary());
        if (epoch == epoch_.load()) return session;
    }
}

std::unique_ptr<Session> Servers::lease(const std::string& holder) {
    return on_primary([&](Backend& backend) { return backend.lease(holder); });
}

std::unique_ptr<Session> Servers::long_running(const std::string& holder) {
    return on_primary([&](Backend& backend) { return backend.long_running(holder); });
}

std::unique_ptr<Session> Servers::to_change(const std::string& holder) {
    auto session = lease(holder);
    try {
        Script script;
        add_writable_check(script, session->dialect());
        if (!script.empty()) session->run(script);
    } catch (const ReadOnly&) {
        session.reset();
        found_read_only();
        throw;
    }
    return session;
}

Servers::Reading Servers::to_read(const std::string& holder, Freshness freshness) {
    const auto now = set();
    if (freshness == Freshness::recent)
        if (auto session = replica_of(*now, holder)) return {std::move(session), true};
    try {
        return {lease(holder), false};
    } catch (const Unavailable&) {
        if (freshness != Freshness::latest || !now->away()) throw;
        if (auto session = replica_of(*now, holder)) return {std::move(session), true};
        throw;
    }
}

std::unique_ptr<Session> Servers::replica_of(ServerSet& set, const std::string& holder) {
    const auto count = set.followers.size();
    const auto first = set.turn.fetch_add(1, std::memory_order_relaxed);
    for (std::size_t i = 0; i < count; ++i) {
        const auto& follower = *set.followers[(first + i) % count];
        if (!follower.usable()) continue;
        try {
            return follower.backend().lease(holder);
        } catch (const Unavailable&) {  // its next look says why
        }
    }
    return nullptr;
}

void Servers::found_read_only() {
    set()->primary->forget_idle();
}

void Servers::warm_up() {
    set()->warm_up();
}

Connections Servers::connections() const {
    const auto now = set();
    auto all = now->primary->connections();
    for (const auto& follower : now->followers) {
        const auto of_replica = follower->backend().connections();
        all.most += of_replica.most;
        all.leases.insert(all.leases.end(), of_replica.leases.begin(), of_replica.leases.end());
        all.waiting += of_replica.waiting;
        all.waits += of_replica.waits;
        all.refused += of_replica.refused;
    }
    std::ranges::stable_sort(all.leases, std::greater(), &Connections::Lease::age);
    return all;
}

std::vector<Replica> Servers::replicas() const {
    std::vector<Replica> all;
    for (const auto& follower : set()->followers) all.push_back(follower->state());
    return all;
}

Health Servers::health() {
    try {
        to_change("asking whether it is there");
        return {true, true, ""};
    } catch (const ReadOnly& found) {
        return {false, true, found.what()};
    } catch (const std::exception& failure) {
        const auto now = set();
        const bool reads = std::ranges::any_of(now->followers, [](const auto& one) { return one->usable(); });
        return {false, reads, failure.what()};
    }
}

bool Servers::move(const Options& to, const std::function<void(Session&, Backend&)>& fit) {
    auto next = options_;
    next.url = to.url;
    next.password = to.password;
    next.socket = to.socket;
    next.replicas = to.replicas;
    const bool stays = same_primary(next, options_);
    if (stays && next.replicas == options_.replicas) return false;
    const auto old = set();
    connections_of_primary(next);  // there must be enough connections; a primary that stays keeps those it has
    const auto fresh = std::make_shared<ServerSet>(next, stays ? old->primary : open_primary(next));
    if (!stays) fit(*fresh->primary->lease("looking at the next primary"), *fresh->primary);
    fresh->warm_up();
    if (!stays) drain(*old);
    {
        const std::lock_guard lock(mutex_);
        set_ = fresh;
        options_ = std::move(next);
        closed_ = false;
    }
    opened_.notify_all();
    ++moved_;
    spdlog::warn("the database servers were changed: the primary is {}, {} replicas", fresh->primary->name(),
                 fresh->followers.size());
    return true;
}

// From here on callers wait, and nothing that the old primary acknowledges is believed.
void Servers::drain(ServerSet& old) {
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        ++epoch_;
    }
    old.sampler.request_stop();  // or it would wait for a server that hangs, and we for it
    const auto idle_by = [&](Clock::time_point deadline) {
        while (!old.primary->connections().leases.empty()) {
            if (Clock::now() > deadline) return false;
            std::this_thread::sleep_for(2ms);
        }
        return true;
    };
    if (idle_by(Clock::now() + drain_time)) return;
    spdlog::warn("what was under way on the old primary {} is cut off", old.primary->name());
    old.primary->cut();
    idle_by(Clock::now() + cut_time);
}

}  // namespace fairground::store
