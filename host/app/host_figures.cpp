// What a host tells of itself in its metrics.
#include "app/cache_watch.hpp"
#include "app/database_watch.hpp"
#include "app/host_parts.hpp"
#include "http/ops_api.hpp"

namespace fairground::app {

void Host::Parts::publish_figures() {
    http::watch(metrics, engine, *players);
    gate.watch(metrics);
    http::watch(metrics, partner_figures);
    metrics.gauge_from("fairground_campaigns_quarantined", "Campaigns that are not called because they crashed us",
                       [this] { return static_cast<double>(quarantine_watch.quarantined()); });
    publish_connections(metrics, *store);
    publish_cache(metrics, cache);
    watch_jobs();
    watch_rollouts();
}

void Host::Parts::watch_jobs() {
    const auto counter = [&](const char* name, const char* help, const std::atomic<std::uint64_t>& figure) {
        metrics.counter_from(name, help, [&figure] { return static_cast<double>(figure.load()); });
    };
    counter("fairground_job_players_done_total", "Players that scheduled jobs have done", job_counters.done);
    counter("fairground_job_players_refused_total", "Players for whom a scheduled job was refused",
            job_counters.refused);
    counter("fairground_job_players_failed_total", "Players for whom a scheduled job failed", job_counters.failed);
}

void Host::Parts::watch_rollouts() {
    const auto counter = [&](const char* name, const char* help, std::function<double()> read) {
        metrics.counter_from(name, help, std::move(read));
    };
    counter("fairground_rollouts_advanced_total", "Stages of rollouts that this host ended because all was well",
            [this] { return static_cast<double>(conductor.counters().advanced); });
    counter("fairground_rollouts_taken_back_total", "Rollouts that this host took back because a guard was broken",
            [this] { return static_cast<double>(conductor.counters().rolled_back); });
    counter("fairground_emergencies_total", "Revisions served without the second person that is usual",
            [this] { return static_cast<double>(releases.emergencies()); });
}

}  // namespace fairground::app
