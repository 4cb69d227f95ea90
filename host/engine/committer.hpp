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

#include "engine/batch.hpp"

namespace fairground::engine {

// The waiting calls of one campaign. While one batch waits for the disk another may be decided: the database has let go
// of its rows by then. More than a few under way only make the batches small.
class Committer {
public:
    // at_once: batches of this campaign that may be under way.
    explicit Committer(std::size_t at_once) : at_once_(at_once) {}

    // True: the committer must be given to the writers once more.
    bool add(QueuedCall&& call);
    // The next batch: calls of one quarter of an hour, in the order they came. Empty: nothing waits, the writer turns
    // elsewhere.
    std::vector<QueuedCall> next(std::size_t at_most);

private:
    std::mutex mutex_;
    std::deque<QueuedCall> waiting_;
    const std::size_t at_once_;
    std::size_t under_way_ = 0;
};

// The threads that commit, each with its own connection, taking campaigns in turn.
class Writers {
public:
    // catalogue: see Options.
    Writers(store::Store& store, std::size_t threads, std::size_t batch, Chance chance,
            const campaign::Catalogue* catalogue);
    // Commits what waits, then stops.
    ~Writers();

    void submit(Committer& committer);
    const BatchFigures& figures() const { return figures_; }
    std::size_t threads() const { return threads_.size(); }
    std::size_t taken() const { return taken_.load(std::memory_order_relaxed); }

private:
    void work(std::size_t number);

    store::Store& store_;
    const std::size_t batch_;
    const Chance chance_;
    BatchFigures figures_;
    const Workshop workshop_;
    std::atomic<std::size_t> taken_{0};  // calls that left a queue

    std::mutex mutex_;
    std::condition_variable something_to_do_;
    std::deque<Committer*> ready_;
    bool stopping_ = false;
    std::vector<std::jthread> threads_;
};

}  // namespace fairground::engine
