// Views of many players at once: found in one statement, loaded in bulk, computed one after the other in memory.
// Private to engine.
#pragma once
#include "engine/engine.hpp"
#include "engine/unit_of_work.hpp"

namespace fairground::engine {

// What is known already (BulkCall::memory), and the question about the rest.
class Looked {
public:
    explicit Looked(const BulkCall& call);

    // Of players, those of whom something has to be computed; none: nothing has.
    const BulkCall& rest() const { return rest_; }
    bool wanted(std::size_t player, std::size_t view) const { return wanted_[player * rest_.views->size() + view]; }
    // All, with what was computed of the rest; the memory is told.
    std::vector<Answer> with(std::vector<Answer>&& rest) &&;

private:
    bool look(std::size_t player, std::size_t view, const BulkCall& call);

    BulkCall rest_;
    std::vector<bool> wanted_;         // by player of the rest and view
    std::vector<std::size_t> places_;  // of the rest's players
    std::vector<Answer> answers_;
};

// Of the rest's players in turn their views in turn; what is not wanted is left out. What one of them meets (a fault, a
// refusal, rows that cannot be read) is its own answer and spoils no other. Throws what the store throws when nobody's
// can be read.
std::vector<Answer> compute_views(const Looked& looked, store::Reader& reader, const Chance& chance);

// The same answer for all of them.
std::vector<Answer> answer_all(const BulkCall& call, const Answer& answer);

}  // namespace fairground::engine
