#include "engine/unit_of_work.hpp"

#include <spdlog/spdlog.h>

namespace fairground::engine {
namespace {

constexpr std::size_t max_document = 16 * 1024;

template <typename T>
T* find_index(std::vector<std::pair<std::size_t, T>>& changes, std::size_t index) {
    for (auto& [at, change] : changes)
        if (at == index) return &change;
    return nullptr;
}

void require_object(std::string_view what, std::string_view json) {
    if (json.size() > max_document) throw plugin::ServiceMisused(std::string(what) + " is larger than 16 KiB");
    if (json.empty() || json.front() != '{' || !nlohmann::json::accept(json))
        throw plugin::ServiceMisused(std::string(what) + " is not a JSON object");
}

}  // namespace

UnitOfWork::UnitOfWork(const CallFrame& frame, Snapshot& snapshot, std::optional<std::size_t> player,
                       const Chance& chance)
    : frame_(frame),
      snapshot_(snapshot),
      player_(player),
      chance_(chance),
      day_(frame.revision.local_time.day(frame.now)),
      version_(player ? snapshot.player(*player).row.version : 0) {}

void UnitOfWork::require_action(std::string_view what) {
    if (!frame_.may_change)
        throw plugin::ServiceMisused(std::string(what) + " is a change, and a view must not change anything");
    changed_ = true;
}

std::int64_t UnitOfWork::next_version() {
    return ++version_;
}

// ---- who, when, chance

std::string_view UnitOfWork::player() const {
    return frame_.player ? frame_.player->id : std::string_view{};
}

std::string_view UnitOfWork::attribute(std::string_view name) const {
    if (!frame_.player) return {};
    const auto found = frame_.player->attributes.find(std::string(name));
    return found == frame_.player->attributes.end() ? std::string_view{} : found->second;
}

std::int64_t UnitOfWork::now() const {
    return frame_.now.time_since_epoch().count();
}
std::int32_t UnitOfWork::day() const {
    return day_;
}
std::int32_t UnitOfWork::utc_offset() const {
    return frame_.revision.local_time.utc_offset(frame_.now);
}

std::int64_t UnitOfWork::day_start(std::int32_t day) const {
    const auto start = frame_.revision.local_time.start(day);
    return start ? start->time_since_epoch().count() : -1;
}

std::uint32_t UnitOfWork::random_below(std::uint32_t bound) {
    const auto drawn = chance_(bound);
    if (!draws_.empty()) draws_ += ' ';
    draws_ += std::to_string(bound) + ':' + std::to_string(drawn);
    return drawn;
}

// ---- accounts

std::int64_t UnitOfWork::balance(std::string_view currency) {
    if (!player_) return 0;
    const auto index = reading([&] { return snapshot_.currency(currency); });
    if (const auto* changed = find_index(balances_, index)) return *changed;
    return snapshot_.player(*player_).balances[index].amount;
}

void UnitOfWork::credit(std::string_view currency, std::int64_t amount, std::string_view reason) {
    post(currency, amount, reason);
}

void UnitOfWork::debit(std::string_view currency, std::int64_t amount, std::string_view reason) {
    if (const auto has = balance(currency); has < amount)
        throw plugin::ServiceRefused("the balance of " + std::string(currency) + " is " + std::to_string(has) + ", " +
                                     std::to_string(amount) + " is needed");
    post(currency, -amount, reason);
}

void UnitOfWork::post(std::string_view currency, std::int64_t amount, std::string_view reason) {
    require_action("a posting");
    std::int64_t after = 0;
    if (__builtin_add_overflow(balance(currency), amount, &after))
        throw plugin::ServiceMisused("the balance of " + std::string(currency) + " would not fit 64 bits");
    const auto index = snapshot_.currency(currency);
    if (auto* changed = find_index(balances_, index))
        *changed = after;
    else
        balances_.emplace_back(index, after);
    entries_.push_back({snapshot_.player(*player_).row.id, std::string(currency), next_version(), amount, after,
                        std::string(reason), frame_.revision.campaign, frame_.route.name, now()});
}

// ---- states and values

std::string UnitOfWork::state(std::string_view machine) {
    const auto* declared = frame_.revision.rules->manifest().machine(machine);
    if (!declared) throw plugin::ServiceMisused("no state machine '" + std::string(machine) + "' is declared");
    if (!player_) return declared->initial;
    const auto index = reading([&] { return snapshot_.machine(machine); });
    if (const auto* changed = find_index(states_, index)) return *changed;
    const auto& stored = snapshot_.player(*player_).states[index].state;
    return stored.empty() ? declared->initial : stored;
}

void UnitOfWork::move_state(std::string_view machine, std::string_view to) {
    require_action("a transition");
    const auto from = state(machine);
    if (!frame_.revision.rules->manifest().machine(machine)->allows(from, to))
        throw plugin::ServiceRefused(std::string(machine) + " cannot go from " + from + " to " + std::string(to));
    const auto index = snapshot_.machine(machine);
    if (auto* changed = find_index(states_, index))
        *changed = to;
    else
        states_.emplace_back(index, to);
}

plugin::CallContext::Value UnitOfWork::value(std::string_view key) {
    if (!player_) return {};
    const auto index = reading([&] { return snapshot_.value(key); });
    const auto& stored = snapshot_.player(*player_).values[index];
    if (const auto* changed = find_index(values_, index))
        return {*changed, static_cast<std::uint64_t>(stored.version) + 1};
    return {stored.body, static_cast<std::uint64_t>(stored.version)};
}

void UnitOfWork::put_value(std::string_view key, std::string_view body) {
    require_action("putting a value");
    if (body.size() > max_document || !nlohmann::json::accept(body))
        throw plugin::ServiceMisused("the value '" + std::string(key) + "' is not JSON of at most 16 KiB");
    const auto index = reading([&] { return snapshot_.value(key); });
    if (auto* changed = find_index(values_, index))
        *changed = body;
    else
        values_.emplace_back(index, body);
}

// ---- the campaign's sums and codes

std::int64_t UnitOfWork::tally(std::string_view name) {
    const auto index = reading([&] { return snapshot_.tally(name); });
    const auto* added = find_index(tallies_, index);
    return snapshot_.tally_at(index).sum + (added ? *added : 0);
}

void UnitOfWork::add_tally(std::string_view name, std::int64_t amount) {
    require_action("adding to a tally");
    const auto index = reading([&] { return snapshot_.tally(name); });
    if (auto* added = find_index(tallies_, index))
        *added += amount;
    else
        tallies_.emplace_back(index, amount);
}

std::int64_t UnitOfWork::coupons_left(std::string_view pool) {
    return reading([&] {
        if (const auto left = snapshot_.source().coupons_left(snapshot_.campaign(), pool)) return *left;
        const auto index = snapshot_.coupons(pool);
        const auto& known = snapshot_.coupons_at(index);
        const auto* taken = find_index(coupons_, index);
        return static_cast<std::int64_t>(known.free.size() - known.used - (taken ? *taken : 0));
    });
}

std::string UnitOfWork::take_coupon(std::string_view pool) {
    require_action("taking a coupon");
    const auto index = reading([&] { return snapshot_.coupons(pool); });
    const auto& known = snapshot_.coupons_at(index);
    auto* taken = find_index(coupons_, index);
    if (!taken) taken = &coupons_.emplace_back(index, 0).second;
    if (known.used + *taken >= known.free.size())
        throw plugin::ServiceRefused("no code is left in the pool '" + std::string(pool) + "'");
    return known.free[known.used + (*taken)++].code;
}

// ---- telling others

void UnitOfWork::emit(std::string_view topic, std::string_view payload) {
    require_action("an event");
    const auto& declared = frame_.revision.rules->manifest().emits;
    if (std::find(declared.begin(), declared.end(), topic) == declared.end())
        throw plugin::ServiceMisused("the event '" + std::string(topic) + "' is not declared in the manifest");
    require_object("the payload of an event", payload);
    events_.push_back({snapshot_.player(*player_).row.id, frame_.revision.campaign, next_version(), std::string(topic),
                       std::string(payload), now()});
}

void UnitOfWork::log(std::int32_t level, std::string_view text) {
    const auto as = level <= 0   ? spdlog::level::debug
                    : level == 1 ? spdlog::level::info
                    : level == 2 ? spdlog::level::warn
                                 : spdlog::level::err;
    spdlog::log(as, "campaign {} ({}), {}: {}", frame_.revision.id(), frame_.revision.plugin_label(), frame_.route.name,
                text.substr(0, 1000));
}

// ---- becoming part of the batch

void UnitOfWork::absorb() {
    if (!changed_) return;
    auto& player = snapshot_.player(*player_);
    const bool has_lines = version_ != player.row.version;
    player.row.version = has_lines ? version_ : version_ + 1;
    player.changed = true;
    for (const auto& [index, amount] : balances_) player.balances[index] = {amount, true};
    for (auto& [index, body] : values_) {
        auto& stored = player.values[index];
        stored = {std::move(body), stored.version + 1, true};
    }
    for (auto& [index, state] : states_) player.states[index] = {std::move(state), true};
    for (const auto& change : stock_) {
        auto& stock = snapshot_.stock(change.item);
        stock.taken += change.taken;
        stock.new_taken += change.taken;
        stock.taken_today += change.taken_today;
        stock.new_taken_today += change.taken_today;
        stock.cap = change.cap;
        stock.daily_cap = change.daily_cap;
    }
    for (const auto& [index, added] : tallies_) {
        auto& tally = snapshot_.tally_at(index);
        tally.sum += added;
        tally.added += added;
    }
    for (const auto& [index, count] : coupons_) {
        auto& pool = snapshot_.coupons_at(index);
        for (std::size_t i = 0; i < count; ++i) pool.taken.push_back({pool.free[pool.used++].id, player.row.id, now()});
    }
    const auto move_to = [](auto& from, auto& to) {
        to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
    };
    move_to(records_, player.new_records);
    move_to(entries_, snapshot_.lines.entries);
    move_to(events_, snapshot_.lines.events);
}

void UnitOfWork::credit_until(std::string_view, std::int64_t, std::string_view, std::int64_t) {
    throw plugin::ServiceUnavailable("balances that expire are not served yet");
}
std::string UnitOfWork::lots(std::string_view) {
    throw plugin::ServiceUnavailable("balances that expire are not served yet");
}
std::string UnitOfWork::ledger_entries(std::string_view, std::string_view, std::uint32_t) {
    throw plugin::ServiceUnavailable("the ledger is not served yet");
}
void UnitOfWork::board_set(std::string_view, std::int64_t) {
    throw plugin::ServiceUnavailable("boards are not served yet");
}
std::int64_t UnitOfWork::board_score(std::string_view) {
    throw plugin::ServiceUnavailable("boards are not served yet");
}
std::string UnitOfWork::board_top(std::string_view, std::uint32_t) {
    throw plugin::ServiceUnavailable("boards are not served yet");
}
std::int64_t UnitOfWork::board_rank(std::string_view) {
    throw plugin::ServiceUnavailable("boards are not served yet");
}

}  // namespace fairground::engine
