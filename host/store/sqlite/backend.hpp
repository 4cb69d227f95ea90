#pragma once
#include <memory>

#include "store/sql/session.hpp"
#include "store/sqlite/connection.hpp"

namespace fairground::store {

std::shared_ptr<Backend> make_sqlite_backend(const Sqlite::Settings& settings, std::size_t connections,
                                             std::chrono::milliseconds lease_timeout);

}  // namespace fairground::store
