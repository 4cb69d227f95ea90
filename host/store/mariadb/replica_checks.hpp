#pragma once
#include "store/mariadb/connection.hpp"
#include "store/preflight.hpp"
#include "store/sql/session.hpp"

namespace fairground::store {

// Does a replica follow the primary closely, and could it take its place. Asks both and changes nothing.
std::vector<Check> check_replica(Session& replica, Session& primary, const MariaDb::Settings& settings);

}  // namespace fairground::store
