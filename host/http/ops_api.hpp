// What operators and balancers ask: is it alive, is it ready, what are the figures, what can it do.
#pragma once
#include "campaign/campaign.hpp"
#include "engine/engine.hpp"
#include "http/openapi.hpp"
#include "http/router.hpp"
#include "http/server.hpp"
#include "ops/metrics.hpp"
#include "ops/readiness.hpp"

namespace fairground::http {

// Everything given must outlive the router.

// GET /healthz: 200 while the process answers. GET /readyz: 200 or 503,
// {"ready":…,"checks":[{"name","ok","degraded","reason"}]}.
void add_probe_routes(Router& router, const ops::Readiness& readiness);
// GET /metrics
void add_metrics_route(Router& router, const ops::Metrics& metrics);
// GET /openapi.json: the players' routes and every campaign's actions and views, and what else is described. server:
// where players reach them.
void add_description_route(Router& router, const Router& players, const campaign::Catalogue& catalogue,
                           const std::string& server, const std::optional<DescribedRoutes>& admins = std::nullopt);

// Publishes the figures that the engine, the log and the players' server keep.
void watch(ops::Metrics& metrics, const engine::Engine& engine, const Server& server);

}  // namespace fairground::http
