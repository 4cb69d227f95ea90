// Views of many players at once: found in one statement, loaded in bulk, computed one after the other in memory.
// Private to engine.
#pragma once
#include "engine/engine.hpp"
#include "engine/unit_of_work.hpp"

namespace fairground::engine {

// For each player in turn his views in turn. What one of them meets (a fault, a refusal, rows that cannot be read) is
// its own answer and spoils no other. Throws what the store throws when nobody's can be read.
std::vector<Answer> compute_views(const BulkCall& call, store::Reader& reader, const Chance& chance);

// The same answer for all of them.
std::vector<Answer> answer_all(const BulkCall& call, const Answer& answer);

}  // namespace fairground::engine
