#include "store/servers.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <thread>

#include <spdlog/spdlog.h>

#include "store/effects.hpp"
#include "store/mariadb/backend.hpp"
#include "store/sqlite/backend.hpp"
#include "store/url.hpp"

namespace fairground::store {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr auto drain_time = 500ms;
constexpr auto cut_time = 200ms;            // for those who were cut off to notice
constexpr milliseconds replica_time{1000};  // of connecting and of a statement: the primary could answer meanwhile

std::size_t of_primary(const Options& options) {
    const auto of_replicas = options.replicas.size() * options.replica_connections;
    if (of_replicas >= options.connections)
        throw std::invalid_argument(std::to_string(options.replicas.size()) + " replicas with " +
                                    std::to_string(options.replica_connections) + " connections each leave none of " +
                                    std::to_string(options.connections) + " to the primary");
    return options.connections - of_replicas;
}

std::shared_ptr<Backend> open_backend(const Options& options, const SqliteUrl& url) {
    return make_sqlite_backend({url.path, options.lock_timeout},
                               {options.connections, options.lease_timeout, options.reconnect});
}

MariaDb::Settings settings_of(const Options& options, const MariaDbUrl& url, const ReplicaOptions& at) {
    return {url.host,
            url.port,
            at.socket,
            url.user,
            at.password,
            url.database,
            options.connect_timeout,
            options.io_timeout,
            options.lock_timeout};
}

std::shared_ptr<Backend> open_backend(const Options& options, const MariaDbUrl& url) {
    return make_mariadb_backend(settings_of(options, url, {options.url, options.password, options.socket}),
                                {of_primary(options), options.lease_timeout, options.reconnect});
}

std::shared_ptr<Backend> open_primary(const Options& options) {
    const auto url = parse_url(options.url);
    if (!options.replicas.empty() && std::holds_alternative<SqliteUrl>(url))
        throw std::invalid_argument("SQLite has no replicas");
    return std::visit([&](const auto& parsed) { return open_backend(options, parsed); }, url);
}

std::shared_ptr<Backend> open_replica(const Options& options, const ReplicaOptions& at) {
    const auto url = parse_url(at.url);
    if (!std::holds_alternative<MariaDbUrl>(url))
        throw std::invalid_argument("database url '" + at.url + "': a replica is a mariadb:// database");
    auto settings = settings_of(options, std::get<MariaDbUrl>(url), at);
    settings.connect_timeout = std::min(settings.connect_timeout, replica_time);
    settings.io_timeout = std::min(settings.io_timeout, replica_time);
    settings.replica = true;
    return make_mariadb_backend(settings, {options.replica_connections, options.lease_timeout, options.reconnect});
}

bool same_primary(const Options& one, const Options& other) {
    return one.url == other.url && one.password == other.password && one.socket == other.socket;
}

}  // namespace

// The servers between two moves.
struct Servers::Set {
    Set(const Options& options, std::shared_ptr<Backend> of_primary) : primary(std::move(of_primary)) {
        for (const auto& at : options.replicas)
            followers.push_back(std::make_unique<Follower>(open_replica(options, at), trail, options.replica_lag));
        pause = pause_for(options.replica_lag);
    }

    void warm_up() {
        primary->warm_up();
        for (const auto& follower : followers) {
            try {
                follower->backend().warm_up();
            } catch (const Unavailable&) {  // it is left out, and its next look says why
            }
        }
        watch();
    }
    void watch() {
        if (followers.empty() || watching.exchange(true)) return;
        note();  // so that the first look at a replica has something to compare with
        sampler = repeat(pause, [this] { note(); });
        for (const auto& follower : followers) follower->watch();
    }
    void note() {
        try {
            const auto session = primary->lease("asking the primary how far it is");
            const auto at = Clock::now();
            Position position;
            Script script;
            script.add("SELECT @@global.gtid_current_pos", [&](const Row& row) { position = Position(row.view(0)); });
            trail.ask(at);
            session->run(script);
            trail.note(at, position);
        } catch (const NoPlace&) {  // it has much to do, so it is there
        } catch (const std::exception&) {
            trail.lost();
        }
    }
    bool away() const { return primary->connections().away || trail.away(); }

    const std::shared_ptr<Backend> primary;
    milliseconds pause{};
    Trail trail;
    std::vector<std::unique_ptr<Follower>> followers;
    std::atomic<std::size_t> turn{0};
    std::atomic<bool> watching{false};
    std::jthread sampler;  // last: ends first
};

Servers::Servers(const Options& options)
    : options_(options), set_(std::make_shared<Set>(options, open_primary(options))) {}

std::shared_ptr<Servers::Set> Servers::set() const {
    const std::lock_guard lock(mutex_);
    return set_;
}

std::shared_ptr<Servers::Set> Servers::set_when_open() {
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

std::unique_ptr<Session> Servers::replica_of(Set& set, const std::string& holder) {
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
    of_primary(next);  // there must be enough connections; a primary that stays keeps those it has
    const auto fresh = std::make_shared<Set>(next, stays ? old->primary : open_primary(next));
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
void Servers::drain(Set& old) {
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
