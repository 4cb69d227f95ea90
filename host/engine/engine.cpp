#include "engine/engine.hpp"

#include <condition_variable>

#include <sodium.h>

#include "engine/engine_parts.hpp"

namespace fairground::engine {
namespace {

constexpr auto overdue_look = std::chrono::milliseconds(50);
// Reads are quick, and many come at once when a page opens.
constexpr int patience_of_reads = 5;  // times that of actions
constexpr std::size_t reads_at_once = 256;

}  // namespace

Engine::Parts::Parts(store::Store& store, const Options& options)
    : store(store),
      options(options),
      chance(options.chance ? options.chance : randombytes_uniform),
      writer_count(std::min(options.writers, store.useful_writers())),
      actions({.most = options.queue,
               .takers = writer_count,
               .batch = options.batch,
               .standing = options.queue_time,
               .shares = options.fair_shares}),
      reads({.most = options.queue,
             .takers = options.readers,
             .batch = reads_at_once,
             .standing = patience_of_reads * options.queue_time,
             .shares = options.fair_shares}),
      readers(options.readers),
      writers(store, writer_count, options.batch, chance, options.catalogue, options.cache, actions),
      watch([this](const std::stop_token& stop) { look_for_overdue(stop); }) {}

Committer& Engine::Parts::committer(const campaign::Revision& revision) {
    {
        const std::shared_lock lock(committers_mutex);
        if (const auto found = committers.find(revision.campaign); found != committers.end()) return *found->second;
    }
    const std::lock_guard lock(committers_mutex);
    auto& place = committers[revision.campaign];
    if (!place)
        place = std::make_unique<Committer>(writers_of_one_campaign(writer_count, options.hosts),
                                            tenant(revision.config.tenant));
    return *place;
}

Tenant& Engine::Parts::tenant(const std::string& name) {
    auto& place = tenants[name];
    if (!place) place = std::make_unique<Tenant>();
    return *place;
}

Intake::Campaign& Engine::Parts::bulk_of(const std::string& tenant_name) {
    const std::lock_guard lock(committers_mutex);
    return tenant(tenant_name).bulk;
}

// The writers look at deadlines when they begin a batch; while all of them wait for a database that hangs, nobody does.
void Engine::Parts::look_for_overdue(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any woken;
    std::unique_lock lock(mutex);
    while (!woken.wait_for(lock, stop, overdue_look, [&] { return stop.stop_requested(); })) {
        if (actions.waiting() == 0) continue;
        const std::shared_lock reading(committers_mutex);
        for (const auto& [campaign, committer] : committers) look_after(*committer);
    }
}

void Engine::Parts::look_after(Committer& committer) {
    if (committer.acting.waiting.load(std::memory_order_relaxed) == 0) return;
    const auto now = Clock::now();
    if (committer.neglected(now)) writers.submit(committer);
    auto overdue = committer.give_up(now);
    if (overdue.empty()) return;
    actions.leave(committer.acting, overdue.size());
    for (auto& queued : overdue) {
        refusals.count(Verdict::late);
        queued.done(too_much());
    }
}

Engine::Engine(store::Store& store, const Options& options) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot be initialised: no source of randomness");
    parts_ = std::make_unique<Parts>(store, options);
}

Engine::~Engine() {
    parts_->readers.join();
}

std::optional<Answer> Engine::refusal(const campaign::Revision& revision, Clock::time_point deadline) {
    const auto verdict = parts_->actions.look(parts_->committer(revision).acting, Clock::now(), deadline);
    if (verdict == Verdict::admitted) return std::nullopt;
    parts_->refusals.count(verdict);
    return too_much();
}

void Engine::act(ActionCall call, Done done) {
    auto& committer = parts_->committer(*call.revision);
    const auto now = Clock::now();
    if (const auto verdict = parts_->actions.enter(committer.acting, now, call.deadline);
        verdict != Verdict::admitted) {
        parts_->refusals.count(verdict);
        return done(too_much());
    }
    std::string print = call.key ? fingerprint(call.route->name, call.body) : std::string{};
    parts_->acted.fetch_add(1, std::memory_order_relaxed);
    if (committer.add({std::move(call), std::move(done), std::move(print)}, now)) parts_->writers.submit(committer);
}

Counters Engine::counters() const {
    const auto& figures = parts_->writers.figures();
    const auto& refusals = parts_->refusals;
    return {.calls = parts_->acted,
            .reads = parts_->read_in,
            .refused = {.overload = refusals.of(Verdict::overload),
                        .campaign = refusals.of(Verdict::campaign),
                        .tenant = refusals.of(Verdict::tenant),
                        .late = refusals.of(Verdict::late)},
            .batches = figures.batches,
            .retried_batches = figures.retried,
            .undeclared_loads = figures.undeclared_loads,
            .faults = figures.faults,
            .skipped_listeners = figures.skipped_listeners,
            .waiting = parts_->actions.waiting(),
            .waiting_reads = parts_->reads.waiting(),
            .limit = parts_->actions.bound(),
            .replicas = {.answered = parts_->replica_reads.answered, .behind = parts_->replica_reads.behind}};
}

}  // namespace fairground::engine
