// The rows that the references stand on, and that they did what Fairground does. Private to bench.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

#include "support/sql.hpp"

namespace fairground::bench {

// Players PREFIX0, PREFIX1 … of a tenant, who have been seen before: every contestant finds its players' rows.
void make_players(test::Sql& sql, const std::string& tenant, const std::string& prefix, std::size_t players);

// "points-10" if there is one item, else "i1", "i2" … (number begins at 0).
std::string item_name(std::size_t number, std::size_t items);
void make_stock(test::Sql& sql, std::int64_t campaign, std::size_t items);

// Throws std::runtime_error naming the contestant unless the campaign's rows are those of so many spins: as many
// records and requests, as many entries, events and pieces of stock taken as there were wins, and nearly all won.
void check_effects(test::Sql& sql, const std::string& contestant, std::int64_t campaign, std::int64_t spins);

}  // namespace fairground::bench
