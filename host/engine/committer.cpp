#include "engine/committer.hpp"

#include <algorithm>
#include <utility>

namespace fairground::engine {
namespace {

// In every time zone days begin at one of these, so a batch sees one local day of each campaign that takes part.
using Quarter = std::chrono::duration<std::int64_t, std::ratio<15 * 60>>;

std::chrono::sys_time<Quarter> quarter_of(const QueuedCall& queued) {
    return std::chrono::floor<Quarter>(queued.call.now);
}

}  // namespace

bool Committer::add(QueuedCall&& call, Clock::time_point now) {
    const std::lock_guard lock(mutex_);
    waiting_.push_back({std::move(call), now});
    return one_more(now);
}

bool Committer::neglected(Clock::time_point now) {
    const std::lock_guard lock(mutex_);
    return one_more(now);
}

bool Committer::one_more(Clock::time_point now) {
    if (waiting_.empty() || under_way_ == at_once_) return false;
    if (under_way_ > 0 && !worth_a_batch_beside(now)) return false;
    ++under_way_;
    return true;
}

bool Committer::worth_a_batch_beside(Clock::time_point now) const {
    const auto about_as_many = seats_.size() * 3 / 4;
    return waiting_.size() >= std::max(crowd, about_as_many) || now - waiting_.front().since > long_wait;
}

Committer::Taken Committer::next(std::size_t at_most, Clock::time_point now) {
    const std::lock_guard lock(mutex_);
    Taken taken;
    if (!waiting_.empty() && (under_way_ <= 1 || worth_a_batch_beside(now))) taken = take(at_most);
    if (taken.calls.empty()) --under_way_;
    return taken;
}

Committer::Taken Committer::take(std::size_t at_most) {
    Taken taken;
    const auto quarter = quarter_of(waiting_.front().queued);
    const auto first = waiting_.front().queued.call.revision;
    // Two revisions may be under way, and even have different time zones: then it is not one local day.
    const auto fits = [&](const QueuedCall& queued) {
        const auto& revision = queued.call.revision;
        return quarter_of(queued) == quarter &&
               (revision == first || revision->config.time_zone == first->config.time_zone);
    };
    auto stays = waiting_.begin();
    auto looked = waiting_.begin();
    for (; looked != waiting_.end() && taken.calls.size() < at_most && fits(looked->queued); ++looked) {
        const auto player = Seats::of(looked->queued.call.player.id);
        if (seats_.taken(player)) {
            if (stays != looked) *stays = std::move(*looked);
            ++stays;
            continue;
        }
        taken.latest = looked->since;
        taken.players.push_back(player);
        taken.calls.push_back(std::move(looked->queued));
    }
    waiting_.erase(stays, looked);
    seats_.take(taken.players);
    return taken;
}

void Committer::done(const Seats::Group& players) {
    const std::lock_guard lock(mutex_);
    seats_.give_back(players);
}

std::vector<QueuedCall> Committer::give_up(Clock::time_point now) {
    std::vector<QueuedCall> overdue;
    const std::lock_guard lock(mutex_);
    const auto in_time = std::stable_partition(
        waiting_.begin(), waiting_.end(), [&](const Waiting& waiting) { return waiting.queued.call.deadline >= now; });
    for (auto late = in_time; late != waiting_.end(); ++late) overdue.push_back(std::move(late->queued));
    waiting_.erase(in_time, waiting_.end());
    return overdue;
}

std::size_t writers_of_one_campaign(std::size_t writers, std::size_t hosts) {
    const std::size_t most = writers > 2 ? writers - 1 : writers;
    return std::max<std::size_t>(most / hosts, 1);
}

Writers::Writers(store::Store& store, std::size_t threads, std::size_t batch, Chance chance,
                 const campaign::Catalogue* catalogue, cache::Cache* cache, admission::Intake& intake)
    : store_(store),
      batch_(batch),
      chance_(std::move(chance)),
      intake_(intake),
      workshop_{chance_, catalogue, figures_, repeats_, cache} {
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
        committer.tenant.turns.add(committer);
        line_up(committer.tenant, true);
    }
    something_to_do_.notify_one();
}

void Writers::line_up(Tenant& tenant, bool newcomer) {
    if (std::exchange(tenant.in_line, true)) return;
    newcomer ? tenants_.add(tenant) : tenants_.again(tenant);
}

Committer* Writers::whose_turn() {
    Tenant* const tenant = tenants_.next();
    if (tenant == nullptr) return nullptr;
    Committer* const committer = tenant->turns.next();
    tenant->in_line = false;
    if (!tenant->turns.empty()) line_up(*tenant, false);
    return committer;
}

Committer::Taken Writers::take_from(Committer& committer) {
    const auto now = Clock::now();
    auto taken = committer.next(batch_, now);
    if (taken.calls.empty()) return taken;
    intake_.leave(committer.acting, taken.calls.size());
    intake_.taken(taken.calls.size(), now - taken.latest, now);
    return taken;
}

void Writers::work(std::size_t number) {
    const auto writer = store_.writer("writer " + std::to_string(number));
    std::unique_lock lock(mutex_);
    for (;;) {
        something_to_do_.wait(lock, [this] { return stopping_ || !tenants_.empty(); });
        Committer* const committer = whose_turn();
        if (committer == nullptr) return;
        lock.unlock();
        auto taken = take_from(*committer);
        const bool found = !taken.calls.empty();
        if (found) {
            Batch(std::move(taken.calls), *writer, workshop_).run();
            committer->done(taken.players);
        }
        lock.lock();
        if (!found) continue;
        // Behind the others: a busy campaign must not keep the writers from the rest.
        committer->tenant.turns.again(*committer);
        line_up(committer->tenant, false);
    }
}

}  // namespace fairground::engine
