#include "app/cache_watch.hpp"

namespace fairground::app {

void publish_cache(ops::Metrics& metrics, const cache::Cache& cache) {
    using Read = double (*)(const cache::Figures&);
    const auto counter = [&](const char* name, const char* help, Read read, const ops::Metrics::Labels& labels = {}) {
        metrics.counter_from(
            name, help, [&cache, read] { return read(cache.figures()); }, labels);
    };
    const auto gauge = [&](const char* name, const char* help, Read read) {
        metrics.gauge_from(name, help, [&cache, read] { return read(cache.figures()); });
    };
    constexpr auto views = "fairground_cache_views_total";
    constexpr auto views_help =
        "Views by where they came from; checked: from here, after a look at the player's version";
    counter(views, views_help, [](const auto& now) { return static_cast<double>(now.local_hits); },
            {{"from", "local"}});
    counter(views, views_help, [](const auto& now) { return static_cast<double>(now.redis_hits); },
            {{"from", "redis"}});
    counter(views, views_help, [](const auto& now) { return static_cast<double>(now.confirmed); },
            {{"from", "checked"}});
    counter(views, views_help, [](const auto& now) { return static_cast<double>(now.computed); },
            {{"from", "computed"}});
    counter("fairground_cache_joined_total", "Views that waited for the same one that was being fetched already",
            [](const auto& now) { return static_cast<double>(now.joined); });
    constexpr auto overdue = "fairground_cache_overdue_total";
    constexpr auto overdue_help = "Views that waited too long for the same one: fetched again by one, or answered 503";
    counter(overdue, overdue_help, [](const auto& now) { return static_cast<double>(now.relieved); },
            {{"then", "fetched"}});
    counter(overdue, overdue_help, [](const auto& now) { return static_cast<double>(now.given_up); },
            {{"then", "refused"}});
    counter("fairground_cache_fenced_total", "Views that were overtaken by a change while they were fetched",
            [](const auto& now) { return static_cast<double>(now.fenced); });
    constexpr auto fills = "fairground_cache_fills_total";
    constexpr auto fills_help =
        "Replies sent to Redis; refused: something newer was known there, or the right to fill was gone";
    counter(fills, fills_help, [](const auto& now) { return static_cast<double>(now.filled); }, {{"outcome", "kept"}});
    counter(fills, fills_help, [](const auto& now) { return static_cast<double>(now.fills_refused); },
            {{"outcome", "refused"}});
    counter("fairground_cache_redis_failures_total", "Looks and fills that Redis did not answer",
            [](const auto& now) { return static_cast<double>(now.redis_failures); });
    counter("fairground_cache_evicted_total", "Replies thrown out of this process to make room",
            [](const auto& now) { return static_cast<double>(now.evicted); });
    gauge("fairground_cache_bytes", "Of replies kept in this process",
          [](const auto& now) { return static_cast<double>(now.bytes); });
    gauge("fairground_cache_replies", "Kept in this process",
          [](const auto& now) { return static_cast<double>(now.replies); });
    gauge("fairground_cache_trusted", "1 while players' replies are given without a look at the database",
          [](const auto& now) { return now.trusted ? 1.0 : 0.0; });
    gauge("fairground_cache_announcement_lag_seconds", "From a message of this host to its hearing it",
          [](const auto& now) { return std::chrono::duration<double>(now.lag).count(); });
    gauge("fairground_cache_hosts", "Other hosts that are heard",
          [](const auto& now) { return static_cast<double>(now.hosts); });
    constexpr auto changes = "fairground_cache_announcements_total";
    constexpr auto changes_help = "Changes of players; owed: could not be told, everything cached is ended instead";
    counter(changes, changes_help, [](const auto& now) { return static_cast<double>(now.announced); },
            {{"outcome", "told"}});
    counter(changes, changes_help, [](const auto& now) { return static_cast<double>(now.owed); },
            {{"outcome", "owed"}});
    counter("fairground_cache_epochs_total", "How often the trust in what is kept here was ended",
            [](const auto& now) { return static_cast<double>(now.epochs); });
    counter("fairground_cache_gaps_total", "Messages of other hosts that did not arrive",
            [](const auto& now) { return static_cast<double>(now.gaps); });
}

}  // namespace fairground::app
