// Gathers the actions of one campaign while its last batch commits, and hands batches to the writer threads. Natural
// batching: no timer, so an idle campaign commits a single call at once and a busy one commits what has gathered.
// Private to engine.
#pragma once
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "admission/intake.hpp"
#include "engine/batch.hpp"
#include "engine/seats.hpp"
#include "engine/turns.hpp"

namespace fairground::engine {

class Committer;

// Of whom the campaigns are. Lives as long as the engine.
struct Tenant {
    admission::Intake::Tenant acting;
    admission::Intake::Tenant reading;
    admission::Intake::Campaign bulk{reading};  // reads of many players, of whatever campaigns
    Turns<Committer> turns;                     // the writers' alone, as is this:
    bool in_line = false;
};

// The waiting calls of one campaign. While one batch waits for the disk another may be decided: the database has let go
// of its rows by then. But a batch costs the database about as much as twenty of its calls: another one beside it
// begins only with a crowd, of about as many as are under way, or for calls that have waited long because the one under
// way hangs. It takes nobody along who has calls under way: it would do nothing but wait for his row.
class Committer {
public:
    // at_once: batches of this campaign that may be under way.
    Committer(std::size_t at_once, Tenant& its_tenant)
        : tenant(its_tenant), acting(its_tenant.acting), reading(its_tenant.reading), at_once_(at_once) {}

    Tenant& tenant;
    admission::Intake::Campaign acting;
    admission::Intake::Campaign reading;

    static constexpr std::size_t crowd = 24;
    static constexpr std::chrono::milliseconds long_wait{20};

    // True, here and below: the committer must be given to the writers once more.
    bool add(QueuedCall&& call, Clock::time_point now);
    // To be asked now and then: calls may wait while no other comes.
    bool neglected(Clock::time_point now);
    struct Taken {
        std::vector<QueuedCall> calls;
        Clock::time_point latest{};  // when the last of them came
        Seats::Group players;        // for done(), when all are answered
    };
    // The next batch: calls of one quarter of an hour, in the order they came, but for those of players who are under
    // way. Empty: nothing waits that another batch under way will not take along, the writer turns elsewhere.
    Taken next(std::size_t at_most, Clock::time_point now);
    void done(const Seats::Group& players);
    // Takes out those whose deadline has passed.
    std::vector<QueuedCall> give_up(Clock::time_point now);

private:
    struct Waiting {
        QueuedCall queued;
        Clock::time_point since;
    };
    bool one_more(Clock::time_point now);
    bool worth_a_batch_beside(Clock::time_point now) const;
    Taken take(std::size_t at_most);  // REQUIRES: somebody waits

    std::mutex mutex_;
    std::deque<Waiting> waiting_;
    Seats seats_;
    const std::size_t at_once_;
    std::size_t under_way_ = 0;
};

// How many of a host's writers may work for the same campaign: of more than two one is left to the others, whose calls
// must not wait because that campaign's rows are locked by somebody. Hosts that share the database share that number:
// their batches are side by side already, and more of them would only be smaller.
std::size_t writers_of_one_campaign(std::size_t writers, std::size_t hosts);

// The threads that commit, each with its own connection, taking tenants in turn, and of a tenant its campaigns.
class Writers {
public:
    // catalogue, cache: see Options. intake: who waits, told of all that is taken.
    Writers(store::Store& store, std::size_t threads, std::size_t batch, Chance chance,
            const campaign::Catalogue* catalogue, cache::Cache* cache, admission::Intake& intake);
    // Commits what waits, then stops.
    ~Writers();

    void submit(Committer& committer);
    const BatchFigures& figures() const { return figures_; }

private:
    void work(std::size_t number);
    Committer* whose_turn();  // null: nobody's
    void line_up(Tenant& tenant, bool newcomer);
    Committer::Taken take_from(Committer& committer);

    store::Store& store_;
    const std::size_t batch_;
    const Chance chance_;
    admission::Intake& intake_;
    BatchFigures figures_;
    Repeats repeats_;
    const Workshop workshop_;

    std::mutex mutex_;
    std::condition_variable something_to_do_;
    Turns<Tenant> tenants_;
    bool stopping_ = false;
    std::vector<std::jthread> threads_;
};

}  // namespace fairground::engine
