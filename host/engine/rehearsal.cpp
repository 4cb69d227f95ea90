#include "engine/rehearsal.hpp"

#include "engine/batch.hpp"

namespace fairground::engine {

struct Rehearsal::Parts {
    Parts(store::Writer& to, const Chance& chance) : writer(to), workshop{chance, nullptr, figures, repeats} {}

    store::Writer& writer;
    BatchFigures figures;
    Repeats repeats;
    Workshop workshop;
};

Rehearsal::Rehearsal(store::Writer& writer, const Chance& chance) : parts_(std::make_unique<Parts>(writer, chance)) {}

Rehearsal::~Rehearsal() = default;

void Rehearsal::act(std::vector<ActionCall> calls, const Done& answered) {
    if (calls.empty()) return;
    std::vector<QueuedCall> batch;
    batch.reserve(calls.size());
    for (ActionCall& call : calls) batch.push_back({std::move(call), answered, {}});
    Batch(std::move(batch), parts_->writer, parts_->workshop).run();
}

std::uint64_t Rehearsal::undeclared_loads() const {
    return parts_->figures.undeclared_loads;
}

}  // namespace fairground::engine
