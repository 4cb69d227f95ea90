#pragma once
#include "store/schema_shape.hpp"
#include "store/sql/session.hpp"

namespace fairground::store {

// The tables, columns and indexes that the session's database has now, as the server tells.
SchemaShape schema_of_mariadb(Session& session);

}  // namespace fairground::store
