#include "store/server_set.hpp"

#include <algorithm>
#include <stdexcept>

#include "store/mariadb/backend.hpp"
#include "store/sqlite/backend.hpp"
#include "store/url.hpp"

namespace fairground::store {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds replica_time{1000};  // of connecting and of a statement: the primary could answer meanwhile

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
                                {connections_of_primary(options), options.lease_timeout, options.reconnect});
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

}  // namespace

std::size_t connections_of_primary(const Options& options) {
    const auto of_replicas = options.replicas.size() * options.replica_connections;
    if (of_replicas >= options.connections)
        throw std::invalid_argument(std::to_string(options.replicas.size()) + " replicas with " +
                                    std::to_string(options.replica_connections) + " connections each leave none of " +
                                    std::to_string(options.connections) + " to the primary");
    return options.connections - of_replicas;
}

std::shared_ptr<Backend> open_primary(const Options& options) {
    const auto url = parse_url(options.url);
    if (!options.replicas.empty() && std::holds_alternative<SqliteUrl>(url))
        throw std::invalid_argument("SQLite has no replicas");
    return std::visit([&](const auto& parsed) { return open_backend(options, parsed); }, url);
}

ServerSet::ServerSet(const Options& options, std::shared_ptr<Backend> of_primary) : primary(std::move(of_primary)) {
    for (const auto& at : options.replicas)
        followers.push_back(std::make_unique<Follower>(open_replica(options, at), trail, options.replica_lag));
    pause = pause_for(options.replica_lag);
}

void ServerSet::warm_up() {
    primary->warm_up();
    for (const auto& follower : followers) {
        try {
            follower->backend().warm_up();
        } catch (const Unavailable&) {  // it is left out, and its next look says why
        }
    }
    watch();
}

void ServerSet::watch() {
    if (followers.empty() || watching.exchange(true)) return;
    note();  // so that the first look at a replica has something to compare with
    sampler = repeat(pause, [this] { note(); });
    for (const auto& follower : followers) follower->watch();
}

void ServerSet::note() {
    try {
        const auto session = primary->lease("asking the primary how far it is");
        const auto at = Trail::Clock::now();
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

bool ServerSet::away() const {
    return primary->connections().away || trail.away();
}

}  // namespace fairground::store
