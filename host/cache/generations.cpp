#include "cache/generations.hpp"

#include <mutex>

namespace fairground::cache {

std::string_view Generations::word_of(Kind kind) {
    switch (kind) {
        case Kind::environment:
            return "environment";
        case Kind::tenant:
            return "tenant";
        case Kind::campaign:
            break;
    }
    return "campaign";
}

std::optional<Generations::Kind> Generations::kind_of(std::string_view word) {
    for (const auto kind : {Kind::environment, Kind::tenant, Kind::campaign})
        if (word == word_of(kind)) return kind;
    return std::nullopt;
}

namespace {

bool raise_to(std::atomic<std::int64_t>& number, std::int64_t to) {
    auto known = number.load(std::memory_order_relaxed);
    while (known < to)
        if (number.compare_exchange_weak(known, to, std::memory_order_acq_rel)) return true;
    return false;
}

}  // namespace

Generations::Number Generations::made(Numbers& numbers, std::string_view name) {
    const auto found = numbers.find(name);
    if (found != numbers.end()) return found->second;
    if (first_ == 0) incomplete_.store(true, std::memory_order_release);
    return numbers.emplace(std::string(name), std::make_shared<std::atomic<std::int64_t>>(first_)).first->second;
}

std::shared_ptr<const Scope> Generations::scope(std::string_view tenant, std::string_view campaign) {
    {
        const std::shared_lock lock(mutex_);
        if (const auto found = scopes_.find(campaign); found != scopes_.end()) return found->second;
    }
    const std::lock_guard lock(mutex_);
    auto& scope = scopes_[std::string(campaign)];
    if (!scope) scope.reset(new Scope(made(tenants_, tenant), made(campaigns_, campaign)));
    return scope;
}

Generations::Number Generations::number(Kind kind, std::string_view name) {
    const std::shared_lock lock(mutex_);
    const auto& numbers = kind == Kind::tenant ? tenants_ : campaigns_;
    const auto found = numbers.find(name);
    return found == numbers.end() ? nullptr : found->second;
}

bool Generations::raise(Kind kind, std::string_view name, std::int64_t to) {
    if (kind == Kind::environment) return raise_to(environment_, to);
    const auto known = number(kind, name);
    return known && raise_to(*known, to);
}

std::int64_t Generations::next(Kind kind, std::string_view name) {
    if (kind == Kind::environment) return ++environment_;
    const auto known = number(kind, name);
    return known ? ++*known : 0;
}

std::vector<Generations::Named> Generations::all() const {
    std::vector<Named> all{{Kind::environment, "", environment()}};
    const std::shared_lock lock(mutex_);
    for (const auto& [name, number] : tenants_) all.push_back({Kind::tenant, name, number->load()});
    for (const auto& [name, number] : campaigns_) all.push_back({Kind::campaign, name, number->load()});
    return all;
}

}  // namespace fairground::cache
