#pragma once
#include "store/mariadb/connection.hpp"
#include "store/preflight.hpp"
#include "store/sql/places.hpp"
#include "store/sql/session.hpp"

namespace fairground::store {

// How many may use the server: so many hosts, each with such a budget.
struct Share {
    std::size_t hosts = 1;
    Budget budget;
};

// Version, effective variables, clock, disk and privileges. Asks the server and changes nothing.
std::vector<Check> check_server(Session& session, const MariaDb::Settings& settings, const Share& share);

}  // namespace fairground::store
