// The statements of one bulk load.
#pragma once
#include "store/batch.hpp"
#include "store/sql/script.hpp"

namespace fairground::store {

// Of rows that players share: stock, tallies, coupons.
enum class Locking { none, all_but_stock, all };

// Fills loaded when the script runs; needs and loaded must live until then.
void add_load(Script& script, Dialect dialect, const Needs& needs, Locking locking, Loaded& loaded);

}  // namespace fairground::store
