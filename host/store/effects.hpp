// The statements that write what one batch changed.
#pragma once
#include <span>

#include "store/batch.hpp"
#include "store/sql/script.hpp"

namespace fairground::store {

// By this row a writer finds out, after a lost connection, whether its last batch took effect.
struct Mark {
    std::int64_t writer = 0;
    std::int64_t batch = 0;
    std::int64_t at = 0;  // ms
};

// The transaction is to end with ReadOnly at a server that was demoted, also where our user might write to it.
void add_writable_check(Script& script, Dialect dialect);
void add_mark(Script& script, Dialect dialect, const Mark& mark);

// One element for each campaign that takes part, in the order of their ids: that is the order of the locks. locked: the
// transaction's players as they were when it began, by id; std::logic_error if another one is to change.
void add_effects(Script& script, Dialect dialect, std::span<const Effects> effects, std::span<const PlayerRow> locked);

}  // namespace fairground::store
