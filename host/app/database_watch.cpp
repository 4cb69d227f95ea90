#include "app/database_watch.hpp"

#include <algorithm>

#include "ops/log.hpp"

namespace fairground::app {
namespace {

using namespace std::chrono_literals;

// Longer than any one statement may take.
constexpr auto overdue = 10s;

}  // namespace

void publish_connections(ops::Metrics& metrics, const store::Store& store) {
    using Read = double (*)(const store::Connections&);
    const auto gauge = [&](const char* name, const char* help, Read read) {
        metrics.gauge_from(name, help, [&store, read] { return read(store.connections()); });
    };
    const auto counter = [&](const char* name, const char* help, Read read) {
        metrics.counter_from(name, help, [&store, read] { return read(store.connections()); });
    };
    gauge("fairground_database_connections_budget", "Connections that this host may have (database.connections)",
          [](const auto& now) { return static_cast<double>(now.most); });
    gauge("fairground_database_connections_in_use", "Connections that are leased",
          [](const auto& now) { return static_cast<double>(now.leases.size()); });
    gauge("fairground_database_connections_waiting", "Callers that wait for a connection",
          [](const auto& now) { return static_cast<double>(now.waiting); });
    gauge("fairground_database_oldest_lease_seconds", "For how long the oldest lease has been held",
          [](const auto& now) {
              return now.leases.empty() ? 0.0 : std::chrono::duration<double>(now.leases.front().age).count();
          });
    counter("fairground_database_waits_total", "Leases that were waited for",
            [](const auto& now) { return static_cast<double>(now.waits); });
    counter("fairground_database_refused_total", "Leases that did not come in time",
            [](const auto& now) { return static_cast<double>(now.refused); });
    gauge("fairground_database_away", "1 while the database cannot be reached and callers are told so at once",
          [](const auto& now) { return now.away ? 1.0 : 0.0; });
    metrics.counter_from("fairground_database_moves_total", "How often the database servers were changed",
                         [&store] { return static_cast<double>(store.moved()); });
    metrics.gauge_from("fairground_database_replicas", "Replicas that there are",
                       [&store] { return static_cast<double>(store.replicas().size()); });
    metrics.gauge_from("fairground_database_replicas_used", "Replicas that are read from", [&store] {
        const auto all = store.replicas();
        return static_cast<double>(std::ranges::count(all, std::string(), &store::Replica::trouble));
    });
    metrics.gauge_from("fairground_database_replica_lag_seconds", "How far behind the last of the replicas is, at most",
                       [&store] {
                           std::chrono::duration<double> lag{};
                           for (const auto& one : store.replicas())
                               if (one.lag) lag = std::max<std::chrono::duration<double>>(lag, *one.lag);
                           return lag.count();
                       });
    counter("fairground_database_went_away_total", "How often the database could not be reached any more",
            [](const auto& now) { return static_cast<double>(now.went_away); });
}

void name_overdue_leases(const store::Store& store) {
    for (const auto& lease : store.connections().leases) {
        if (lease.age < overdue) break;  // oldest first
        ops::log_warning("a database connection is overdue",
                         {{"holder", lease.holder}, {"held_ms", static_cast<std::int64_t>(lease.age.count())}});
    }
}

}  // namespace fairground::app
