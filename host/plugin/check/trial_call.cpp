#include "plugin/check/trial_call.hpp"

#include <algorithm>
#include <limits>

namespace fairground::plugin {
namespace {

constexpr std::int64_t rich = 1'000'000;
constexpr std::int64_t day_ms = 24 * 3600 * 1000;

}  // namespace

void TrialCall::step(bool can_refuse) {
    if (used_++ != failing_) return;
    if (how_ == Service::unavailable) throw ServiceUnavailable("made unavailable by the check");
    if (how_ == Service::refuses && can_refuse) throw ServiceRefused("refused by the check");
}

void TrialCall::read(std::string_view what, std::string_view name) {
    trace_.append(what).append(" ").append(name).append("\n");
    step(false);
}

void TrialCall::change(std::string_view what, std::string_view name, std::string_view amount, bool can_refuse) {
    trace_.append(what).append(" ").append(name).append(" ").append(amount).append("\n");
    if (!is_action_) throw ServiceMisused("a view must change nothing: " + std::string(what));
    step(can_refuse);
}

std::int64_t& TrialCall::of(Sums& sums, std::string_view name, std::int64_t at_first) {
    return sums.try_emplace(std::string(name), at_first).first->second;
}

std::int64_t TrialCall::day_start(std::int32_t day) const {
    const std::chrono::year_month_day date(std::chrono::year(day / 10'000),
                                           std::chrono::month(static_cast<unsigned>(day / 100 % 100)),
                                           std::chrono::day(static_cast<unsigned>(day % 100)));
    return date.ok() ? std::chrono::sys_days(date).time_since_epoch().count() * day_ms : -1;
}

std::uint32_t TrialCall::random_below(std::uint32_t bound) {
    chance_ ^= chance_ << 13;
    chance_ ^= chance_ >> 7;
    chance_ ^= chance_ << 17;
    trace_ += "random below " + std::to_string(bound) + "\n";
    return bound == 0 ? 0 : static_cast<std::uint32_t>(chance_ % bound);
}

std::int64_t TrialCall::balance(std::string_view currency) {
    read("balance", currency);
    return of(balances_, currency, rich);
}
void TrialCall::credit(std::string_view currency, std::int64_t amount, std::string_view) {
    change("credit", currency, std::to_string(amount));
    of(balances_, currency, rich) += amount;
}
void TrialCall::credit_until(std::string_view currency, std::int64_t amount, std::string_view reason, std::int64_t) {
    credit(currency, amount, reason);
}
void TrialCall::debit(std::string_view currency, std::int64_t amount, std::string_view) {
    change("debit", currency, std::to_string(amount), true);
    auto& balance = of(balances_, currency, rich);
    if (balance < amount) throw ServiceRefused("too little");
    balance -= amount;
}
std::string TrialCall::lots(std::string_view currency) {
    read("lots", currency);
    return R"({"lots":[]})";
}
std::string TrialCall::ledger_entries(std::string_view currency, std::string_view, std::uint32_t) {
    read("entries", currency);
    return R"({"entries":[]})";
}

void TrialCall::board_set(std::string_view board, std::int64_t score) {
    change("board", board, std::to_string(score));
    of(boards_, board, 0) = score;
}
std::int64_t TrialCall::board_score(std::string_view board) {
    read("score", board);
    return of(boards_, board, 0);
}
std::string TrialCall::board_top(std::string_view board, std::uint32_t) {
    read("top", board);
    return R"({"places":[]})";
}
std::int64_t TrialCall::board_rank(std::string_view board) {
    read("rank", board);
    return 0;
}

std::int64_t TrialCall::stock_left(std::string_view item) {
    read("stock", item);
    std::int64_t total = std::numeric_limits<std::int64_t>::max();
    for (const auto& known : instance_.stock())
        if (known.item == item) total = std::min(known.total.value_or(total), known.per_day.value_or(total));
    return of(stock_, item, total);
}
void TrialCall::stock_take(std::string_view item, std::int64_t count) {
    change("take", item, std::to_string(count), true);
    --used_;  // the look at what is left is no call of the plugin's
    if (stock_left(item) < count) throw ServiceRefused("not that many left");
    of(stock_, item, 0) -= count;
}
void TrialCall::stock_give_back(std::string_view item, std::int64_t count) {
    change("give back", item, std::to_string(count));
}

void TrialCall::append_record(std::string_view kind, std::string_view payload) {
    change("record", kind, payload);
    ++of(records_, kind, 0);
}
std::int64_t TrialCall::count_records(std::string_view kind, std::int32_t from_day, std::int32_t to_day) {
    read("count", kind);
    return from_day <= day() && day() <= to_day ? of(records_, kind, 0) : 0;
}
std::string TrialCall::last_records(std::string_view kind, std::string_view, std::uint32_t) {
    read("records", kind);
    return R"({"records":[]})";
}

std::string TrialCall::state(std::string_view machine) {
    read("state", machine);
    const Machine* known = instance_.manifest().machine(machine);
    if (known == nullptr) throw ServiceMisused("the manifest declares no such machine");
    return states_.try_emplace(std::string(machine), known->initial).first->second;
}
void TrialCall::move_state(std::string_view machine, std::string_view to) {
    change("move", machine, to, true);
    --used_;
    const std::string from = state(machine);
    if (!instance_.manifest().machine(machine)->allows(from, to)) throw ServiceRefused("no such transition");
    states_.find(machine)->second = to;
}

CallContext::Value TrialCall::value(std::string_view key) {
    read("value", key);
    const auto found = values_.find(key);
    return found == values_.end() ? Value{} : found->second;
}
void TrialCall::put_value(std::string_view key, std::string_view body) {
    change("put", key, body);
    auto& value = values_[std::string(key)];
    value = {std::string(body), value.version + 1};
}

std::int64_t TrialCall::tally(std::string_view name) {
    read("tally", name);
    return of(tallies_, name, 0);
}
void TrialCall::add_tally(std::string_view name, std::int64_t amount) {
    change("tally", name, std::to_string(amount));
    of(tallies_, name, 0) += amount;
}

std::int64_t TrialCall::coupons_left(std::string_view pool) {
    read("coupons", pool);
    return rich;
}
std::string TrialCall::take_coupon(std::string_view pool) {
    change("coupon", pool, "", true);
    return "CODE-" + std::to_string(++coupons_);
}

void TrialCall::emit(std::string_view topic, std::string_view payload) {
    change("emit", topic, payload);
    const auto& emits = instance_.manifest().emits;
    if (std::find(emits.begin(), emits.end(), topic) == emits.end())
        throw ServiceMisused("the manifest declares no event " + std::string(topic));
}

}  // namespace fairground::plugin
