#pragma once
#include "store/preflight.hpp"
#include "store/sql/session.hpp"
#include "store/sqlite/connection.hpp"

namespace fairground::store {

// How our connections use the file, and the disk it is on.
std::vector<Check> check_file(Session& session, const Sqlite::Settings& settings);

}  // namespace fairground::store
