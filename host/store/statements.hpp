// Every statement that finds rows and is sent to MariaDB while hosts serve, with values in it that meet no row: for
// EXPLAIN. Most of them are made by the very code that sends them.
#pragma once
#include <string>
#include <vector>

#include "store/sql/session.hpp"

namespace fairground::store {

// Whose rows the statements look for. As it is: nobody's, for ids begin at 1.
struct Sample {
    std::size_t players = 3;  // in a batch
    std::int64_t campaign = -1;
    std::int64_t step = -1;  // between their ids, from 0
    std::string tenant = "preflight";
    std::string prefix = "preflight-";  // of names and keys, before the id
};
std::vector<std::string> serving_statements(const Sample& sample);

// Those that would read a table from end to end, or cannot be carried out at all, each with its table and what to do.
// Tables that have a row for each campaign, migration or writer are read whole on purpose.
std::vector<std::string> plan_problems(Session& session, const std::vector<std::string>& statements);

}  // namespace fairground::store
