// One batch: the calls that gathered while the last one committed, carried out in one transaction. Private to engine.
#pragma once
#include <atomic>
#include <vector>

#include "cache/names.hpp"
#include "engine/engine.hpp"
#include "engine/hearing.hpp"
#include "engine/repeats.hpp"
#include "engine/unit_of_work.hpp"

namespace fairground::engine {

struct QueuedCall {
    ActionCall call;
    Done done;
    std::string fingerprint;  // of action and body; empty without a key
};

struct BatchFigures {
    std::atomic<std::uint64_t> batches{0};
    std::atomic<std::uint64_t> retried{0};
    std::atomic<std::uint64_t> undeclared_loads{0};
    std::atomic<std::uint64_t> faults{0};
    std::atomic<std::uint64_t> skipped_listeners{0};
};

// What every batch of an engine works with. Outlives them.
struct Workshop {
    const Chance& chance;
    const campaign::Catalogue* catalogue = nullptr;  // whose campaigns hear each other; null: nobody hears
    BatchFigures& figures;
    Repeats& repeats;
    cache::Cache* cache = nullptr;  // is told what is committed; null: nobody is
};

// REQUIRES: the calls are of one campaign and one quarter of an hour: no campaign's local day changes within. Answers
// each exactly once; never throws.
class Batch {
public:
    Batch(std::vector<QueuedCall> calls, store::Writer& writer, const Workshop& workshop);
    void run();

private:
    void answer_overdue();
    void plan();
    Part plan_calls();
    bool attempt();  // false: try again
    bool commit(Snapshot& snapshot);
    std::vector<cache::Changed> changed_players(Snapshot& snapshot) const;
    void decide(Snapshot& snapshot);
    std::optional<Answer> stored_answer(std::size_t index, Snapshot& snapshot,
                                        const std::vector<store::RequestRow>& stored) const;
    void answer_from_stored(Snapshot& snapshot);
    Answer decide_one(std::size_t index, Snapshot& snapshot, std::vector<store::RequestRow>& stored);
    std::optional<Answer> let_hear(std::size_t index, UnitOfWork& unit, Snapshot& snapshot);
    std::vector<std::string> seat_players();
    void begin(Snapshot& snapshot);
    void run_in_halves();
    void answer(std::size_t index, Answer&& answer);
    void answer_all(const Answer& answer);

    std::vector<QueuedCall> calls_;
    store::Writer& writer_;
    const Workshop& workshop_;
    const Chance& chance_;
    BatchFigures& figures_;
    Hearing hearing_;
    std::vector<Part> parts_;             // by campaign id
    std::vector<std::size_t> player_of_;  // call → index in the snapshot
    std::vector<Answer> answers_;
    std::vector<double> costs_;  // of each call
    bool lock_stock_ = false;    // somebody else was faster
    bool look_up_keys_ = false;  // of all calls, as the batch begins
};

// A short fixed text for an action and its body, to tell a repeated request from a different one under the same key.
std::string fingerprint(std::string_view action, std::string_view body);

}  // namespace fairground::engine
