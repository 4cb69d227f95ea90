// A host in memory that a plugin is tried against: one rich player, frozen time, scripted chance, and services that can
// be made to fail. Private to the room.
#pragma once
#include <map>
#include <set>

#include "plugin/call_context.hpp"
#include "plugin/plugin.hpp"

namespace fairground::plugin {

class TrialCall final : public CallContext {
public:
    enum class Service { works, unavailable, refuses };
    explicit TrialCall(const Instance& instance, bool is_action) : instance_(instance), is_action_(is_action) {}

    // From now on: the call with this number, counted from 0, of a service that can fail does.
    void fail(std::size_t number, Service how) {
        failing_ = number;
        how_ = how;
    }
    // Of services that can fail, so far.
    std::size_t used() const { return used_; }
    // Everything the plugin changed and asked, in order.
    const std::string& trace() const { return trace_; }
    // The next call of the same player.
    void next(bool is_action) {
        is_action_ = is_action;
        used_ = 0;
    }

    std::string_view player() const override { return "ann"; }
    std::string_view attribute(std::string_view) const override { return ""; }
    std::int64_t now() const override { return 1'772'500'000'000; }  // 2026-03-03T01:06:40Z
    std::int32_t day() const override { return 20260303; }
    std::int32_t utc_offset() const override { return 0; }
    std::int64_t day_start(std::int32_t day) const override;
    std::uint32_t random_below(std::uint32_t bound) override;

    std::int64_t balance(std::string_view currency) override;
    void credit(std::string_view currency, std::int64_t amount, std::string_view reason) override;
    void debit(std::string_view currency, std::int64_t amount, std::string_view reason) override;
    void credit_until(std::string_view currency, std::int64_t amount, std::string_view reason,
                      std::int64_t expires_at) override;
    std::string lots(std::string_view currency) override;
    std::string ledger_entries(std::string_view currency, std::string_view cursor, std::uint32_t limit) override;
    void board_set(std::string_view board, std::int64_t score) override;
    std::int64_t board_score(std::string_view board) override;
    std::string board_top(std::string_view board, std::uint32_t limit) override;
    std::int64_t board_rank(std::string_view board) override;
    std::int64_t stock_left(std::string_view item) override;
    void stock_take(std::string_view item, std::int64_t count) override;
    void stock_give_back(std::string_view item, std::int64_t count) override;
    void append_record(std::string_view kind, std::string_view payload) override;
    std::int64_t count_records(std::string_view kind, std::int32_t from_day, std::int32_t to_day) override;
    std::string last_records(std::string_view kind, std::string_view cursor, std::uint32_t limit) override;
    std::string state(std::string_view machine) override;
    void move_state(std::string_view machine, std::string_view to) override;
    Value value(std::string_view key) override;
    void put_value(std::string_view key, std::string_view body) override;
    std::int64_t tally(std::string_view name) override;
    void add_tally(std::string_view name, std::int64_t amount) override;
    std::int64_t coupons_left(std::string_view pool) override;
    std::string take_coupon(std::string_view pool) override;
    void emit(std::string_view topic, std::string_view payload) override;
    void log(std::int32_t, std::string_view) override {}

private:
    using Sums = std::map<std::string, std::int64_t, std::less<>>;
    void read(std::string_view what, std::string_view name);
    void change(std::string_view what, std::string_view name, std::string_view amount, bool can_refuse = false);
    void step(bool can_refuse);
    static std::int64_t& of(Sums& sums, std::string_view name, std::int64_t at_first);

    const Instance& instance_;
    bool is_action_;
    std::size_t used_ = 0;
    std::size_t failing_ = SIZE_MAX;
    Service how_ = Service::works;
    std::string trace_;
    std::uint64_t chance_ = 88172645463325252ull;

    Sums balances_, stock_, tallies_, records_, boards_;
    std::map<std::string, Value, std::less<>> values_;
    std::map<std::string, std::string, std::less<>> states_;
    int coupons_ = 0;
};

// Takes down what a plan names: "account points", "records spin 20".
class TrialPlan final : public PlanContext {
public:
    std::set<std::string> needs;

    void account(std::string_view currency) override { add("account", currency); }
    void stock(std::string_view item) override { add("stock", item); }
    void record_count(std::string_view kind, std::int32_t, std::int32_t) override { add("record count", kind); }
    void records(std::string_view kind, std::uint32_t limit) override {
        add("records", std::string(kind) + " " + std::to_string(limit));
    }
    void state(std::string_view machine) override { add("state", machine); }
    void value(std::string_view key) override { add("value", key); }
    void tally(std::string_view name) override { add("tally", name); }
    void coupons(std::string_view pool, std::uint32_t) override { add("coupons", pool); }

private:
    void add(const std::string& what, std::string_view name) {
        needs.insert(what + (name.empty() ? "" : " ") + std::string(name));
    }
};

}  // namespace fairground::plugin
