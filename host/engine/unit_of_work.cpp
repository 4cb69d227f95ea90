#include "engine/unit_of_work.hpp"

#include <spdlog/spdlog.h>

namespace fairground::engine {
namespace {

// Time zones change their offset at one of these.
using Quarter = std::chrono::duration<std::int64_t, std::ratio<15 * 60>>;

std::int32_t day_after(std::int32_t day) {
    namespace c = std::chrono;
    const c::year_month_day date{c::year{day / 10'000}, c::month(static_cast<unsigned>(day / 100 % 100)),
                                 c::day(static_cast<unsigned>(day % 100))};
    const c::year_month_day next{c::sys_days(date) + c::days(1)};
    return static_cast<int>(next.year()) * 10'000 + static_cast<std::int32_t>(unsigned(next.month())) * 100 +
           static_cast<std::int32_t>(unsigned(next.day()));
}

}  // namespace

UnitOfWork::UnitOfWork(const CallFrame& frame, Snapshot& snapshot, std::optional<std::size_t> player,
                       const Chance& chance)
    : frame_(frame),
      snapshot_(snapshot),
      share_(snapshot.share(frame.revision.campaign)),
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

void UnitOfWork::touch_player() const {
    if (frame_.touched) frame_.touched->player = true;
}

void UnitOfWork::touch_others() const {
    if (frame_.touched) frame_.touched->others = true;
}

// ---- who, when, chance

std::string_view UnitOfWork::player() const {
    touch_player();
    return frame_.player ? frame_.player->id : std::string_view{};
}

std::string_view UnitOfWork::attribute(std::string_view name) const {
    touch_player();
    if (!frame_.player) return {};
    const auto found = frame_.player->attributes.find(std::string(name));
    return found == frame_.player->attributes.end() ? std::string_view{} : found->second;
}

std::int64_t UnitOfWork::moment() const {
    return frame_.now.time_since_epoch().count();
}

std::int64_t UnitOfWork::now() const {
    if (frame_.touched) frame_.touched->clock = true;
    return moment();
}

std::int32_t UnitOfWork::day() const {
    if (frame_.touched) {
        const auto midnight = frame_.revision.local_time.start(day_after(day_));
        frame_.touched->until_then(midnight.value_or(std::chrono::floor<Quarter>(frame_.now) + Quarter(1)));
    }
    return day_;
}

std::int32_t UnitOfWork::utc_offset() const {
    if (frame_.touched) frame_.touched->until_then(std::chrono::floor<Quarter>(frame_.now) + Quarter(1));
    return frame_.revision.local_time.utc_offset(frame_.now);
}

std::int64_t UnitOfWork::day_start(std::int32_t day) const {
    const auto start = frame_.revision.local_time.start(day);
    return start ? start->time_since_epoch().count() : -1;
}

std::uint32_t UnitOfWork::random_below(std::uint32_t bound) {
    touch_others();
    const auto drawn = chance_(bound);
    if (!draws_.empty()) draws_ += ' ';
    draws_ += std::to_string(bound) + ':' + std::to_string(drawn);
    return drawn;
}

// ---- states and values

std::string UnitOfWork::state(std::string_view machine) {
    touch_player();
    const auto* declared = frame_.revision.rules->manifest().machine(machine);
    if (!declared) throw plugin::ServiceMisused("no state machine '" + std::string(machine) + "' is declared");
    if (!player_) return declared->initial;
    const auto index = reading([&] { return share_.machine(machine); });
    if (const auto* changed = find_index(states_, index)) return *changed;
    const auto& stored = share_.player(*player_).states[index].state;
    return stored.empty() ? declared->initial : stored;
}

void UnitOfWork::move_state(std::string_view machine, std::string_view to) {
    require_action("a transition");
    const auto from = state(machine);
    if (!frame_.revision.rules->manifest().machine(machine)->allows(from, to))
        throw plugin::ServiceRefused(std::string(machine) + " cannot go from " + from + " to " + std::string(to));
    const auto index = share_.machine(machine);
    if (auto* changed = find_index(states_, index))
        *changed = to;
    else
        states_.emplace_back(index, to);
}

plugin::CallContext::Value UnitOfWork::value(std::string_view key) {
    touch_player();
    if (!player_) return {};
    const auto index = reading([&] { return share_.value(key); });
    const auto& stored = share_.player(*player_).values[index];
    if (const auto* changed = find_index(values_, index))
        return {*changed, static_cast<std::uint64_t>(stored.version) + 1};
    return {stored.body, static_cast<std::uint64_t>(stored.version)};
}

void UnitOfWork::put_value(std::string_view key, std::string_view body) {
    require_action("putting a value");
    const auto index = reading([&] { return share_.value(key); });
    if (auto* changed = find_index(values_, index))
        *changed = body;
    else
        values_.emplace_back(index, body);
}

// ---- the campaign's sums and codes

std::int64_t UnitOfWork::tally(std::string_view name) {
    touch_others();
    const auto index = reading([&] { return share_.tally(name); });
    const auto* added = find_index(tallies_, index);
    return share_.tally_at(index).sum + (added ? *added : 0);
}

void UnitOfWork::add_tally(std::string_view name, std::int64_t amount) {
    require_action("adding to a tally");
    const auto index = reading([&] { return share_.tally(name); });
    if (auto* added = find_index(tallies_, index))
        *added += amount;
    else
        tallies_.emplace_back(index, amount);
}

std::int64_t UnitOfWork::coupons_left(std::string_view pool) {
    touch_others();
    return reading([&] {
        if (const auto left = share_.source().coupons_left(share_.campaign(), pool)) return *left;
        const auto index = share_.coupons(pool);
        const auto& known = share_.coupons_at(index);
        const auto* taken = find_index(coupons_, index);
        return static_cast<std::int64_t>(known.free.size() - known.used - (taken ? *taken : 0));
    });
}

std::string UnitOfWork::take_coupon(std::string_view pool) {
    require_action("taking a coupon");
    const auto index = reading([&] { return share_.coupons(pool); });
    const auto& known = share_.coupons_at(index);
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
    events_.push_back({snapshot_.player(*player_).row.id, frame_.revision.campaign, next_version(), std::string(topic),
                       std::string(payload), moment()});
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

double UnitOfWork::cost() const {
    const auto& costs = frame_.revision.config.costs;
    if (costs.empty()) return 0;
    double sum = 0;
    const auto add = [&sum](const std::map<std::string, double>& list, const std::string& name, auto count) {
        if (const auto found = list.find(name); found != list.end()) sum += found->second * static_cast<double>(count);
    };
    for (const auto& change : stock_) add(costs.prizes, share_.name_of_item(change.item), change.taken);
    for (const auto& [index, count] : coupons_) add(costs.coupons, share_.name_of_pool(index), count);
    for (const auto& entry : entries_)
        if (entry.amount > 0) add(costs.currencies, entry.currency, entry.amount);
    return sum;
}

void UnitOfWork::absorb() {
    if (!changed_) return;
    auto& player = snapshot_.player(*player_);
    auto& in_campaign = share_.player(*player_);
    const bool has_lines = version_ != player.row.version;
    player.row.version = has_lines ? version_ : version_ + 1;
    player.changed = true;
    for (auto& [index, account] : accounts_) {
        player.accounts[index].now = std::move(account);
        player.accounts[index].changed = true;
    }
    for (auto& [index, body] : values_) {
        auto& stored = in_campaign.values[index];
        stored = {std::move(body), stored.version + 1, true};
    }
    for (auto& [index, state] : states_) in_campaign.states[index] = {std::move(state), true};
    for (const auto& [index, score] : scores_) {
        auto& known = in_campaign.scores[index];
        if (known.score != score) known = {score, moment(), true};
    }
    for (const auto& change : stock_) {
        auto& stock = share_.stock(change.item);
        stock.taken += change.taken;
        stock.new_taken += change.taken;
        stock.taken_today += change.taken_today;
        stock.new_taken_today += change.taken_today;
        stock.note_caps(change.cap, change.daily_cap);
    }
    for (const auto& [index, added] : tallies_) {
        auto& tally = share_.tally_at(index);
        tally.sum += added;
        tally.added += added;
    }
    for (const auto& [index, count] : coupons_) {
        auto& pool = share_.coupons_at(index);
        for (std::size_t i = 0; i < count; ++i)
            pool.taken.push_back({pool.free[pool.used++].id, player.row.id, moment()});
    }
    const auto move_to = [](auto& from, auto& to) {
        to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
    };
    move_to(records_, in_campaign.new_records);
    move_to(entries_, snapshot_.lines.entries);
    move_to(events_, snapshot_.lines.events);
}

}  // namespace fairground::engine
