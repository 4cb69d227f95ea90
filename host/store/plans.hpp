// How MariaDB would find the rows of a statement, as its EXPLAIN tells. Private to store. Throws what the session
// throws, except a Fault: that is one of the problems.
#pragma once
#include <string>
#include <vector>

#include "store/sql/session.hpp"

namespace fairground::store {

// Those that would read a table from end to end, or cannot be carried out at all, each with its table and what to do.
// Tables that have a row for each campaign, migration or writer are read whole on purpose.
std::vector<std::string> plan_problems(Session& session, const std::vector<std::string>& statements);

}  // namespace fairground::store
