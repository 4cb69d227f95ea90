// Actions carried out as an engine carries them out, but on the caller's thread and against a writer of the caller's:
// for simulations, where no player waits.
#pragma once
#include "engine/engine.hpp"

namespace fairground::engine {

class Rehearsal {
public:
    // Both are borrowed for its life. chance: as in Options, never empty.
    Rehearsal(store::Writer& writer, const std::function<std::uint32_t(std::uint32_t bound)>& chance);
    ~Rehearsal();

    // One batch: planned, decided and committed like any other; nobody hears its events. Each call is answered before
    // this returns. REQUIRES: calls of one campaign, without keys, within one quarter of an hour.
    void act(std::vector<ActionCall> calls, const Done& answered);

    // What no plan had named and was loaded in the middle of a call.
    std::uint64_t undeclared_loads() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace fairground::engine
