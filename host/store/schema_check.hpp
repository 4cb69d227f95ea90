// The schema contract: is everything there that the migrations promise?
#pragma once
#include <span>

#include "store/migrations.hpp"

namespace fairground::store {

// One line for each missing or different table, column and index, with what to do about it. What is there beyond the
// expected is nobody's business here: an operator may add an index, a newer host a column.
std::vector<std::string> compare_schemas(const SchemaShape& expected, const SchemaShape& live, Dialect dialect,
                                         std::span<const MigrationFile> files);

}  // namespace fairground::store
