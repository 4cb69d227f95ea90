#include "engine/committer.hpp"

namespace fairground::engine {
namespace {

// In every time zone days begin at one of these, so a batch sees one local day of each campaign that takes part.
using Quarter = std::chrono::duration<std::int64_t, std::ratio<15 * 60>>;

std::chrono::sys_time<Quarter> quarter_of(const QueuedCall& queued) {
    return std::chrono::floor<Quarter>(queued.call.now);
}

}  // namespace

bool Committer::add(QueuedCall&& call) {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(call));
    if (under_way_ == at_once_) return false;
    ++under_way_;
    return true;
}

std::vector<QueuedCall> Committer::next(std::size_t at_most) {
    std::vector<QueuedCall> batch;
    const std::lock_guard lock(mutex_);
    if (waiting_.empty()) {
        --under_way_;
        return batch;
    }
    const auto quarter = quarter_of(waiting_.front());
    while (!waiting_.empty() && batch.size() < at_most && quarter_of(waiting_.front()) == quarter) {
        batch.push_back(std::move(waiting_.front()));
        waiting_.pop_front();
    }
    return batch;
}

Writers::Writers(store::Store& store, std::size_t threads, std::size_t batch, Chance chance,
                 const campaign::Catalogue* catalogue)
    : store_(store), batch_(batch), chance_(std::move(chance)), workshop_{chance_, catalogue, figures_} {
    for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this, i] { work(i + 1); });
}

Writers::~Writers() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    something_to_do_.notify_all();
    threads_.clear();  // joins: ready_ must outlive them
}

void Writers::submit(Committer& committer) {
    {
        const std::lock_guard lock(mutex_);
        ready_.push_back(&committer);
    }
    something_to_do_.notify_one();
}

void Writers::work(std::size_t number) {
    const auto writer = store_.writer("writer " + std::to_string(number));
    std::unique_lock lock(mutex_);
    for (;;) {
        something_to_do_.wait(lock, [this] { return stopping_ || !ready_.empty(); });
        if (ready_.empty()) return;
        Committer* committer = ready_.front();
        ready_.pop_front();
        lock.unlock();
        auto calls = committer->next(batch_);
        const bool found = !calls.empty();
        if (found) {
            taken_.fetch_add(calls.size(), std::memory_order_relaxed);
            Batch(std::move(calls), *writer, workshop_).run();
        }
        lock.lock();
        // Behind the others: a busy campaign must not keep the writers from the rest.
        if (found) ready_.push_back(committer);
    }
}

}  // namespace fairground::engine
