#include "http/ops_api.hpp"

#include "http/openapi.hpp"
#include "ops/log.hpp"

namespace fairground::http {
namespace {

using nlohmann::json;

Response plain_json(const json& body, int status) {
    Response response;
    response.status = status;
    response.body = body.dump(-1, ' ', false, json::error_handler_t::replace);
    response.add("Cache-Control", "no-store");
    return response;
}

Response ready(const ops::Readiness& readiness) {
    bool all_ok = true;
    json checks = json::array();
    for (const auto& check : readiness.checks()) {
        json line{{"name", check.name}, {"ok", check.ok}};
        if (check.degraded) line["degraded"] = true;
        if (!check.reason.empty()) line["reason"] = check.reason;
        checks.push_back(std::move(line));
        all_ok = all_ok && check.ok;
    }
    return plain_json({{"ready", all_ok}, {"checks", std::move(checks)}}, all_ok ? 200 : 503);
}

Response metrics_text(const ops::Metrics& metrics) {
    Response response;
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    response.body = metrics.text();
    return response;
}

}  // namespace

void add_probe_routes(Router& router, const ops::Readiness& readiness) {
    router.add("GET", "/healthz", "Is the process alive", [](Request&, const Respond& respond) {
        respond(plain_json({{"status", "ok"}}, 200));
    });
    router.add("GET", "/readyz", "Is the host ready, and what is not",
               [&readiness](Request&, const Respond& respond) { respond(ready(readiness)); });
}

void add_metrics_route(Router& router, const ops::Metrics& metrics) {
    router.add("GET", "/metrics", "Figures for Prometheus",
               [&metrics](Request&, const Respond& respond) { respond(metrics_text(metrics)); });
}

void add_description_route(Router& router, const Router& players, const campaign::Catalogue& catalogue,
                           const std::string& server, const std::optional<DescribedRoutes>& admins) {
    router.add("GET", "/openapi.json", "This description", [&, admins](Request&, const Respond& respond) {
        respond(plain_json(describe(players, catalogue, server, admins), 200));
    });
}

void watch(ops::Metrics& metrics, const engine::Engine& engine, const Server& server) {
    const auto counter = [&](const char* name, const char* help, std::uint64_t engine::Counters::*figure) {
        metrics.counter_from(name, help, [&engine, figure] { return static_cast<double>(engine.counters().*figure); });
    };
    counter("fairground_engine_calls_total", "Actions taken in", &engine::Counters::calls);
    counter("fairground_engine_batches_total", "Transactions committed", &engine::Counters::batches);
    counter("fairground_engine_retried_batches_total", "Batches done again after a deadlock or a lost connection",
            &engine::Counters::retried_batches);
    counter("fairground_engine_undeclared_loads_total", "Reads one by one that a plan did not name",
            &engine::Counters::undeclared_loads);
    counter("fairground_engine_faults_total", "Calls that ended in a fault", &engine::Counters::faults);
    counter("fairground_engine_skipped_listeners_total", "Listeners that failed and were let go by their policy",
            &engine::Counters::skipped_listeners);
    counter("fairground_engine_reads_total", "Views and other reads taken in", &engine::Counters::reads);
    const auto gauge = [&](const char* name, const char* help, std::size_t engine::Counters::*figure) {
        metrics.gauge_from(name, help, [&engine, figure] { return static_cast<double>(engine.counters().*figure); });
    };
    gauge("fairground_engine_waiting", "Actions that wait for a committer", &engine::Counters::waiting);
    gauge("fairground_engine_waiting_reads", "Reads that wait for a reader", &engine::Counters::waiting_reads);
    gauge("fairground_admission_limit", "Actions that may wait now; it follows what the host manages",
          &engine::Counters::limit);
    using Refused = engine::Counters::Refused;
    const auto refused = [&](const char* reason, std::uint64_t Refused::*figure) {
        metrics.counter_from("fairground_admission_refused_total", "Requests that were not let in, by reason",
                             [&engine, figure] { return static_cast<double>(engine.counters().refused.*figure); },
                             {{"reason", reason}});
    };
    refused("overload", &Refused::overload);
    refused("campaign_share", &Refused::campaign);
    refused("tenant_share", &Refused::tenant);
    refused("deadline", &Refused::late);
    metrics.counter_from("fairground_engine_replica_reads_total", "Reads that went to a replica, by outcome",
                         [&engine] { return static_cast<double>(engine.counters().replicas.answered); },
                         {{"outcome", "answered"}});
    metrics.counter_from("fairground_engine_replica_reads_total", "Reads that went to a replica, by outcome",
                         [&engine] { return static_cast<double>(engine.counters().replicas.behind); },
                         {{"outcome", "behind"}});
    metrics.gauge_from("fairground_http_connections", "Connections open on the players' address",
                       [&server] { return static_cast<double>(server.connections()); });
    metrics.gauge_from("fairground_http_in_flight", "Requests read and not yet answered on the players' address",
                       [&server] { return static_cast<double>(server.in_flight()); });
    metrics.gauge_from("fairground_plugin_images", "Plugin images in memory that are wanted there",
                       [] { return static_cast<double>(plugin::image_counts().loaded); });
    metrics.gauge_from("fairground_plugin_images_stuck", "Plugin images that were unloaded and did not leave memory",
                       [] { return static_cast<double>(plugin::image_counts().stuck); });
    metrics.counter_from("fairground_log_dropped_total", "Log lines dropped because the queue was full",
                         [] { return static_cast<double>(ops::log_counters().dropped); });
    metrics.counter_from("fairground_log_failed_total", "Log lines that could not be written",
                         [] { return static_cast<double>(ops::log_counters().failed); });
}

}  // namespace fairground::http
