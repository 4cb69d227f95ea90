#pragma once
#include <memory>

#include "store/sql/places.hpp"
#include "store/sql/session.hpp"
#include "store/sqlite/connection.hpp"

namespace fairground::store {

std::shared_ptr<Backend> make_sqlite_backend(const Sqlite::Settings& settings, const Budget& budget);

}  // namespace fairground::store
