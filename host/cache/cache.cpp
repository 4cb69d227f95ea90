#include "cache/cache.hpp"

#include <algorithm>
#include <condition_variable>
#include <limits>
#include <mutex>

#include "cache/flight.hpp"

namespace fairground::cache {
namespace {

// Without Redis: how long after a commit of unknown outcome it may still take effect.
constexpr std::chrono::seconds doubt{30};

using Clock = Levels::Clock;

// How often one looks for who waits too long.
Clock::duration look_after(std::chrono::milliseconds patience) {
    return std::clamp<Clock::duration>(patience / 8, std::chrono::milliseconds(5), std::chrono::milliseconds(50));
}

}  // namespace

Levels::Levels(const Options& options)
    : local(options.bytes),
      generations(options.redis ? 0 : 1),
      patience(options.patience),
      alone(options.alone),
      alone_from((Clock::now() + options.company).time_since_epoch().count()) {
    watch = std::jthread([this](const std::stop_token& stop) {
        std::mutex mutex;
        std::condition_variable_any woken;
        std::unique_lock lock(mutex);
        while (!woken.wait_for(lock, stop, look_after(patience), [&] { return stop.stop_requested(); }))
            look_for_overdue();
    });
    if (!options.redis) return;
    const redis::Environment environment(options.environment);
    redis = std::make_unique<redis::Redis>(*options.redis);
    shared = std::make_unique<Shared>(*redis, environment);
    link = std::make_unique<Link>(*redis, *options.redis, environment, generations,
                                  [this](std::string_view tenant, std::string_view player, std::int64_t version) {
                                      local.changed(who_is(tenant, player), version);
                                  });
}

Levels::~Levels() {
    stop_looking();
    link.reset();
    if (shared) shared->close();
}

Stand Levels::stand() const {
    if (link) return link->stand();
    return {alone && Clock::now().time_since_epoch().count() >= alone_from.load(std::memory_order_relaxed),
            lone_epoch.load(std::memory_order_acquire)};
}

void Levels::be_in_company(Clock::duration time) {
    const auto until = time == Clock::duration::max() ? Clock::time_point::max() : Clock::now() + time;
    alone_from = until.time_since_epoch().count();
    ++lone_epoch;
}

// A player's fetch is only joined where every change would be known: else one that began before his last change would
// be given to him after it.
void Levels::fetch(Waiter waiter) {
    const bool common = audiences.of(waiter.question.family) != Audience::players;
    Flight::Sharing sharing;
    if (common || waiter.question.player.empty() || stand().trusted) {
        const auto number = flights.join(common ? waiter.question.common : waiter.question.own, waiter);
        if (!number) {
            joined.fetch_add(1, std::memory_order_relaxed);
            return;
        }
        sharing = {.number = *number, .with_all = true};
    }
    std::make_shared<Flight>(*this, std::move(waiter), common, sharing)->begin();
}

// What one of them fetches for himself is read anew, on another connection: where only the first one hangs all are
// helped, and where the database does there are two who wait for it, not a thousand.
void Levels::look_for_overdue() {
    const auto now = Clock::now();
    for (const auto& waiter : flights.give_up(now - 2 * patience)) {
        given_up.fetch_add(1, std::memory_order_relaxed);
        waiter.done(waiter.question.too_late);
    }
    for (auto& [name, waiter] : flights.relieve(now - patience)) {
        relieved.fetch_add(1, std::memory_order_relaxed);
        const bool common = name == waiter.question.common;
        std::make_shared<Flight>(*this, std::move(waiter), common, Flight::Sharing{.with_all = true})->begin();
    }
}

void Levels::stop_looking() {
    if (!watch.joinable()) return;
    watch.request_stop();
    watch.join();
}

Cache::Cache(const Options& options) : levels_(std::make_unique<Levels>(options)) {}
Cache::~Cache() = default;

void Cache::committed(std::span<const Changed> changes) {
    for (const auto& change : changes) levels_->local.changed(who_is(change.tenant, change.player), change.version);
    if (levels_->link) levels_->link->announce(changes);
}

void Cache::doubtful(std::span<const Changed> changes) {
    for (const auto& change : changes) levels_->local.forget(who_is(change.tenant, change.player));
    levels_->link ? levels_->link->doubt() : levels_->be_in_company(doubt);
}

std::shared_ptr<const Scope> Cache::scope(std::string_view tenant, std::string_view campaign) {
    return levels_->generations.scope(tenant, campaign);
}

Cache::Look Cache::look(std::string_view who, std::string_view own, std::string_view common, const Scope& scope,
                        Moment now, std::int64_t at_least) {
    const Stand stand = levels_->stand();
    const Stamp stamp{stand.epoch, scope.now()};
    auto found = levels_->local.find(who, own, stamp, at_least, now);
    if (!who.empty() && !(found.certain && stand.trusted)) found.reply.reset();
    if (!found.reply) found = levels_->local.find({}, common, stamp, 0, now);
    if (!found.reply) return {};
    levels_->local_hits.fetch_add(1, std::memory_order_relaxed);
    const bool stale = found.reply->fresh_until <= now;
    return {std::move(found.reply), stale && !levels_->flights.under_way(own) && !levels_->flights.under_way(common)};
}

void Cache::fetch(Question question, Compute compute, Done done) {
    levels_->fetch({std::move(question), std::move(compute), std::move(done)});
}

void Cache::refresh(Question question, Compute compute) {
    fetch(std::move(question), std::move(compute), [](const ReplyPtr&) {});
}

bool Cache::invalidate_campaign(const std::string& campaign) {
    using Kind = Generations::Kind;
    if (levels_->link) return levels_->link->invalidate(Kind::campaign, campaign);
    levels_->generations.next(Kind::campaign, campaign);
    return true;
}

bool Cache::invalidate_tenant(const std::string& tenant) {
    using Kind = Generations::Kind;
    if (levels_->link) return levels_->link->invalidate(Kind::tenant, tenant);
    levels_->generations.next(Kind::tenant, tenant);
    return true;
}

// Numbers that are higher than those in Redis reach it, and the other hosts, when the link catches up.
void Cache::forget_everything() {
    for (const auto& generation : levels_->generations.all())
        if (generation.kind == Generations::Kind::tenant) levels_->generations.next(generation.kind, generation.name);
    levels_->link ? levels_->link->doubt() : levels_->be_in_company(doubt);
}

void Cache::no_longer_alone() {
    levels_->be_in_company(Levels::Clock::duration::max());
}

bool Cache::linked() const {
    return levels_->link != nullptr;
}

bool Cache::owing() const {
    return levels_->link && levels_->link->owing();
}

void Cache::others_owe(bool others) {
    if (levels_->link) levels_->link->others_owe(others);
}

bool Cache::linked_within(std::chrono::milliseconds patience) const {
    return !levels_->link || levels_->link->trusted_within(patience);
}

void Cache::close() {
    levels_->stop_looking();
    if (levels_->shared) levels_->shared->close();
}

Figures Cache::figures() const {
    const auto& levels = *levels_;
    Figures figures{.local_hits = levels.local_hits,
                    .redis_hits = levels.redis_hits,
                    .computed = levels.computed,
                    .confirmed = levels.confirmed,
                    .joined = levels.joined,
                    .relieved = levels.relieved,
                    .given_up = levels.given_up,
                    .fenced = levels.fenced,
                    .evicted = levels.local.evicted(),
                    .bytes = levels.local.bytes(),
                    .replies = levels.local.replies(),
                    .trusted = levels.stand().trusted};
    if (!levels.link) return figures;
    figures.fills_refused = levels.shared->refused();
    figures.filled = levels.shared->filled();
    figures.redis_failures = levels.shared->failed();
    const auto link = levels.link->figures();
    figures.lag = link.lag;
    figures.hosts = link.hosts;
    figures.announced = link.announced;
    figures.owed = link.owed;
    figures.epochs = link.epochs;
    figures.gaps = link.gaps;
    return figures;
}

}  // namespace fairground::cache
