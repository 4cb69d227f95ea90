// What the host tells of its connections to the database. Private to app.
#pragma once
#include "ops/metrics.hpp"
#include "store/store.hpp"

namespace fairground::app {

// The store must outlive the metrics' last reading.
void publish_connections(ops::Metrics& metrics, const store::Store& store);
// To the log: whoever has held a connection for so long that something must be wrong.
void name_overdue_leases(const store::Store& store);

}  // namespace fairground::app
