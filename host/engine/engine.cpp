#include "engine/engine.hpp"

#include <array>
#include <condition_variable>
#include <shared_mutex>
#include <thread>
#include <unordered_map>

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <sodium.h>
#include <spdlog/spdlog.h>

#include "engine/bulk.hpp"
#include "engine/committer.hpp"
#include "engine/fresh_read.hpp"
#include "engine/view.hpp"

namespace fairground::engine {
namespace {

using Intake = admission::Intake;
using Verdict = Intake::Verdict;

constexpr auto overdue_look = std::chrono::milliseconds(50);
// Reads are quick, and many come at once when a page opens.
constexpr int patience_of_reads = 5;  // times that of actions
constexpr std::size_t reads_at_once = 256;
// Events that are given places in one transaction, and transactions for one call.
constexpr std::uint32_t feed_turn = 500;
constexpr int feed_turns = 4;

Answer too_much() {
    return {.kind = Answer::Kind::unavailable, .code = std::string(overloaded), .detail = "too many calls are waiting"};
}

Intake::Clock::time_point no_deadline() {
    return Intake::Clock::time_point::max();
}

class Refusals {
public:
    void count(Verdict verdict) { by_verdict_.at(static_cast<std::size_t>(verdict)).fetch_add(1, relaxed); }
    std::uint64_t of(Verdict verdict) const { return by_verdict_.at(static_cast<std::size_t>(verdict)).load(relaxed); }

private:
    static constexpr auto relaxed = std::memory_order_relaxed;
    std::array<std::atomic<std::uint64_t>, static_cast<std::size_t>(Verdict::late) + 1> by_verdict_{};
};

}  // namespace

struct Engine::Parts {
    Parts(store::Store& store, const Options& options)
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

    // Committers live as long as the engine; campaigns are few and found by their internal id.
    Committer& committer(const campaign::Revision& revision) {
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
    // REQUIRES: committers_mutex is held.
    Tenant& tenant(const std::string& name) {
        auto& place = tenants[name];
        if (!place) place = std::make_unique<Tenant>();
        return *place;
    }
    Intake::Campaign& bulk_of(const std::string& tenant_name) {
        const std::lock_guard lock(committers_mutex);
        return tenant(tenant_name).bulk;
    }

    std::vector<Answer> compute(const Looked& looked);
    template <typename Work>
    bool read(Intake::Campaign& reading, Work work);  // false: too many wait
    void look_for_overdue(const std::stop_token& stop);
    void look_after(Committer& committer);

    store::Store& store;
    const Options options;
    const Chance chance;
    const std::size_t writer_count;
    std::atomic<std::uint64_t> acted{0};
    std::atomic<std::uint64_t> read_in{0};
    ReplicaReads replica_reads;
    Refusals refusals;
    Intake actions;
    Intake reads;
    Tenant nobody;
    Intake::Campaign nobodys{nobody.reading};  // reads that are of no campaign
    std::shared_mutex committers_mutex;
    std::unordered_map<std::string, std::unique_ptr<Tenant>> tenants;
    std::unordered_map<std::int64_t, std::unique_ptr<Committer>> committers;
    boost::asio::thread_pool readers;
    Writers writers;     // ends while the committers still live
    std::jthread watch;  // last: ends first
};

template <typename Work>
bool Engine::Parts::read(Intake::Campaign& reading, Work work) {
    const auto came = Clock::now();
    if (const auto verdict = reads.enter(reading, came, no_deadline()); verdict != Verdict::admitted) {
        refusals.count(verdict);
        return false;
    }
    read_in.fetch_add(1, std::memory_order_relaxed);
    boost::asio::post(readers, [this, &reading, came, work = std::move(work)] {
        const auto now = Clock::now();
        reads.leave(reading, 1);
        reads.taken(1, now - came, now);
        work();
    });
    return true;
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

void Engine::view(ViewCall call, Done done) {
    auto& reading = parts_->committer(*call.revision).reading;
    const bool taken_in = parts_->read(reading, [this, call = std::move(call), done] {
        Answer answer;
        try {
            const FreshRead read{"view " + call.revision->id() + "/" + call.route->name, call.revision->config.tenant,
                                 call.player ? &*call.player : nullptr, call.fresh};
            read_fresh(parts_->store, read, parts_->replica_reads,
                       [&](store::Reader& reader, const std::optional<store::PlayerRow>& player) {
                           answer = compute_view(call, reader, player, parts_->chance);
                       });
        } catch (const store::Unavailable& failure) {
            spdlog::warn("campaign {}: the view {} could not be read: {}", call.revision->id(), call.route->name,
                         failure.what());
            answer = {.kind = Answer::Kind::unavailable, .detail = "the database cannot be reached"};
        } catch (const std::exception& failure) {
            answer = {.kind = Answer::Kind::fault, .detail = failure.what()};
        }
        if (answer.kind == Answer::Kind::fault)
            spdlog::error("campaign {} ({}): the view {} failed: {}", call.revision->id(), call.revision->maker(),
                          call.route->name, answer.detail);
        done(std::move(answer));
    });
    if (!taken_in) done(too_much());
}

std::vector<Answer> Engine::Parts::compute(const Looked& looked) {
    const BulkCall& call = looked.rest();
    std::vector<Answer> answers;
    if (call.players.empty()) return answers;
    try {
        const FreshRead read{"a query of tenant " + call.tenant, call.tenant, nullptr, {.strong = call.strong}};
        read_fresh(store, read, replica_reads,
                   [&](store::Reader& reader, const auto&) { answers = compute_views(looked, reader, chance); });
    } catch (const store::Unavailable& failure) {
        spdlog::warn("a query of tenant {} could not be read: {}", call.tenant, failure.what());
        answers = answer_all(call, {.kind = Answer::Kind::unavailable, .detail = "the database cannot be reached"});
    } catch (const std::exception& failure) {
        spdlog::error("a query of tenant {} failed: {}", call.tenant, failure.what());
        answers = answer_all(call, {.kind = Answer::Kind::fault, .detail = failure.what()});
    }
    return answers;
}

void Engine::views(BulkCall call, BulkDone done) {
    auto& reading = parts_->bulk_of(call.tenant);
    const auto shared = std::make_shared<const BulkCall>(std::move(call));
    const bool taken_in = parts_->read(reading, [this, shared, done] {
        Looked looked(*shared);
        auto computed = parts_->compute(looked);
        done(std::move(looked).with(std::move(computed)));
    });
    if (!taken_in) done(answer_all(*shared, too_much()));
}

// Whoever asks gives places to what was committed meanwhile, of all tenants; a backlog is worked off over several
// calls.
void Engine::feed(FeedCall call, FeedDone done, std::function<void(std::exception_ptr)> failed) {
    auto& reading = parts_->bulk_of(call.tenant);
    const bool taken_in = parts_->read(reading, [this, call = std::move(call), done = std::move(done), failed] {
        std::vector<store::FeedEvent> events;
        try {
            const auto feed = parts_->store.feed();
            for (int turn = 0; turn < feed_turns && feed->give_places(feed_turn) == feed_turn; ++turn) {
            }
            events = feed->events(call.tenant, call.topic, call.after, call.limit);
        } catch (...) {
            return failed(std::current_exception());
        }
        done(std::move(events));
    });
    if (!taken_in) failed(std::make_exception_ptr(Busy()));
}

void Engine::read(auth::Player player, const Fresh& fresh, ReadWork work,
                  std::function<void(std::exception_ptr)> failed) {
    const bool taken_in =
        parts_->read(parts_->nobodys, [this, player = std::move(player), fresh, work = std::move(work), failed] {
            try {
                read_fresh(parts_->store, {"a player's accounts", player.tenant, &player, fresh}, parts_->replica_reads,
                           work);
            } catch (...) {
                failed(std::current_exception());
            }
        });
    if (!taken_in) failed(std::make_exception_ptr(Busy()));
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
