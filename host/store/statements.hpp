// Every statement that finds rows and is sent to MariaDB while hosts serve, with values in it that meet no row: for
// EXPLAIN. Most of them are made by the very code that sends them.
#pragma once
#include <string>
#include <vector>

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

}  // namespace fairground::store
