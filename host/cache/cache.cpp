#include "cache/cache.hpp"

#include <limits>

#include "cache/flight.hpp"

namespace fairground::cache {
namespace {

// Without Redis: how long after a commit of unknown outcome it may still take effect.
constexpr std::chrono::seconds doubt{30};

}  // namespace

Levels::Levels(const Options& options)
    : local(options.bytes),
      generations(options.redis ? 0 : 1),
      alone(options.alone),
      alone_from((Clock::now() + options.company).time_since_epoch().count()) {
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
    const Audience audience = audiences.of(waiter.question.family);
    const bool own = audience == Audience::players;
    const bool open = !own || waiter.question.player.empty() || stand().trusted;
    if (open && !flights.join(own ? waiter.question.own : waiter.question.common, waiter)) {
        joined.fetch_add(1, std::memory_order_relaxed);
        return;
    }
    const auto flight = std::make_shared<Flight>(*this, waiter.question, waiter.compute, !own, open);
    std::vector<Waiter> alone_on_board;
    if (!open) alone_on_board.push_back(std::move(waiter));
    flight->begin(std::move(alone_on_board));
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
    if (levels_->shared) levels_->shared->close();
}

Figures Cache::figures() const {
    const auto& levels = *levels_;
    Figures figures{.local_hits = levels.local_hits,
                    .redis_hits = levels.redis_hits,
                    .computed = levels.computed,
                    .confirmed = levels.confirmed,
                    .joined = levels.joined,
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
