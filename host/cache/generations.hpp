// Numbers that stand for "everything cached of this campaign", "of this tenant", "of this environment": a reply counts
// only while the numbers are those it was made under, so one new number ends all of them. Safe from any thread.
#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cache/names.hpp"

namespace fairground::cache {

struct Generation {
    std::int64_t tenant = 0;
    std::int64_t campaign = 0;
    bool known() const { return tenant != 0 && campaign != 0; }
    bool operator==(const Generation&) const = default;
};

// Of one campaign. Lives as long as somebody holds it.
class Scope {
public:
    Generation now() const {
        return {tenant_->load(std::memory_order_acquire), campaign_->load(std::memory_order_acquire)};
    }

private:
    friend class Generations;
    using Number = std::shared_ptr<std::atomic<std::int64_t>>;
    Scope(Number tenant, Number campaign) : tenant_(std::move(tenant)), campaign_(std::move(campaign)) {}
    Number tenant_;
    Number campaign_;
};

class Generations {
public:
    // first: of what nobody has numbered yet; 0: not known, it has to be read somewhere.
    explicit Generations(std::int64_t first) : first_(first), environment_(first) {}

    // Made on first use; ids and names as admins write them.
    std::shared_ptr<const Scope> scope(std::string_view tenant, std::string_view campaign);
    std::int64_t environment() const { return environment_.load(std::memory_order_acquire); }

    enum class Kind { environment, tenant, campaign };
    // As keys and messages have it.
    static std::string_view word_of(Kind kind);
    static std::optional<Kind> kind_of(std::string_view word);
    struct Named {
        Kind kind = Kind::environment;
        std::string name;  // empty for the environment
        std::int64_t number = 0;
    };
    // Never back: a lower number than the known one is not taken over. False: nothing changed.
    bool raise(Kind kind, std::string_view name, std::int64_t number);
    // One more than now. Returns it.
    std::int64_t next(Kind kind, std::string_view name);
    // All there are, the environment first.
    std::vector<Named> all() const;
    // Is there one whose number has to be read? Asking makes it no.
    bool take_incomplete() { return incomplete_.exchange(false, std::memory_order_acq_rel); }

private:
    using Number = Scope::Number;
    using Numbers = std::unordered_map<std::string, Number, TextHash, std::equal_to<>>;
    Number number(Kind kind, std::string_view name);  // null: no such thing here
    Number made(Numbers& numbers, std::string_view name);

    const std::int64_t first_;
    std::atomic<std::int64_t> environment_;
    std::atomic<bool> incomplete_{false};
    mutable std::shared_mutex mutex_;
    Numbers tenants_;
    Numbers campaigns_;
    std::unordered_map<std::string, std::shared_ptr<const Scope>, TextHash, std::equal_to<>> scopes_;  // by campaign
};

}  // namespace fairground::cache
