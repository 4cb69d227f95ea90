// What the host tells of its cache. Private to app.
#pragma once
#include "cache/cache.hpp"
#include "ops/metrics.hpp"

namespace fairground::app {

// The cache must outlive the metrics' last reading.
void publish_cache(ops::Metrics& metrics, const cache::Cache& cache);

}  // namespace fairground::app
