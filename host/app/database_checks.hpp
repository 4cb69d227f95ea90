// Is the database fit for this host: at the start, before a campaign is enabled, and when an operator asks. Private to
// app.
#pragma once
#include <string>
#include <vector>

#include "config/config.hpp"
#include "store/store.hpp"

namespace fairground::app {

// Applies what is missing of the schema, then require_schema.
void bring_up_schema(store::Store& store);
// Throws std::runtime_error with each table, column and index that is not as it should be, and each statement that
// would scan a table for it.
void require_schema(store::Store& store);

// The primary's checks and the host's own; all: and those of replicas, which keep no host from starting.
std::vector<store::Check> preflight_checks(const config::HostFile& file, store::Store& store);
bool any_failed(const std::vector<store::Check>& checks);
std::vector<store::Check> all_checks(const config::HostFile& file, store::Store& store);
// One line for each, and one more below each that failed, with what to do.
std::string to_table(const std::vector<store::Check>& checks, bool failed_only);

// At the start of a host: what failed is thrown as std::runtime_error in production, and written to the log otherwise;
// what failed at a replica is always only written to the log.
void look_before_start(const config::HostFile& file, store::Store& store);

}  // namespace fairground::app
