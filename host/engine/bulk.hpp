// Views of many players at once: found in one statement, loaded in bulk, computed one after the other in memory.
// Private to engine.
#pragma once
#include "engine/engine.hpp"
#include "engine/unit_of_work.hpp"

namespace fairground::engine {

// For each player in turn his views in turn. What one of them meets (a fault, a refusal, rows that cannot be read) is
// its own answer and spoils no other. Throws what the store throws when nobody's can be read.
std::vector<Answer> compute_views(const BulkCall& call, store::Reader& reader, const Chance& chance);

// What is known already (BulkCall::known), and the question about the other players.
class Looked {
public:
    explicit Looked(const BulkCall& call);
    const BulkCall& rest() const { return rest_; }  // players may be none
    // All, with the answers to the rest.
    std::vector<Answer> with(std::vector<Answer>&& rest) &&;

private:
    bool look(std::size_t player, const BulkCall& call);

    BulkCall rest_;
    std::vector<std::size_t> places_;  // of the rest
    std::vector<Answer> answers_;
};

// The same answer for all of them.
std::vector<Answer> answer_all(const BulkCall& call, const Answer& answer);

}  // namespace fairground::engine
