#pragma once
#include <memory>

#include "store/mariadb/connection.hpp"
#include "store/sql/places.hpp"
#include "store/sql/session.hpp"

namespace fairground::store {

std::shared_ptr<Backend> make_mariadb_backend(const MariaDb::Settings& settings, const Budget& budget);

}  // namespace fairground::store
