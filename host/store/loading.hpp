// The statements of one bulk load.
#pragma once
#include "store/batch.hpp"
#include "store/sql/script.hpp"

namespace fairground::store {

enum class Locking { none, for_update };

// Fills loaded when the script runs; needs and loaded must live until then.
void add_load(Script& script, Dialect dialect, const Needs& needs, Locking locking, Loaded& loaded);

}  // namespace fairground::store
