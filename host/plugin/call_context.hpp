// What the C tables call: one call of one player, as the engine carries it out. Plugins see it as fg_call.
#pragma once
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "fairground/abi.h"

namespace fairground::plugin {

// Thrown by a CallContext; the tables turn each into the fg_status of its name.
struct ServiceRefused : std::runtime_error {
    using std::runtime_error::runtime_error;
};
struct ServiceMisused : std::runtime_error {
    using std::runtime_error::runtime_error;
};
struct ServiceUnavailable : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Threads: used by one thread at a time, only while the plugin's function runs.
// Failure: throws one of the above; any other exception is logged and becomes FG_FAULT.
class CallContext {
public:
    virtual ~CallContext() = default;

    virtual std::string_view player() const = 0;
    virtual std::string_view attribute(std::string_view name) const = 0;
    virtual std::int64_t now() const = 0;
    virtual std::int32_t day() const = 0;
    virtual std::int32_t utc_offset() const = 0;
    virtual std::int64_t day_start(std::int32_t day) const = 0;  // ms; -1: no such day
    virtual std::uint32_t random_below(std::uint32_t bound) = 0;

    virtual std::int64_t balance(std::string_view currency) = 0;
    virtual void credit(std::string_view currency, std::int64_t amount, std::string_view reason) = 0;
    virtual void debit(std::string_view currency, std::int64_t amount, std::string_view reason) = 0;
    virtual void credit_until(std::string_view currency, std::int64_t amount, std::string_view reason,
                              std::int64_t expires_at) = 0;
    // JSON, see fg_accounts_1::lots.
    virtual std::string lots(std::string_view currency) = 0;

    // The page as JSON, see fg_ledger_1::entries.
    virtual std::string ledger_entries(std::string_view currency, std::string_view cursor, std::uint32_t limit) = 0;

    virtual void board_set(std::string_view board, std::int64_t score) = 0;
    virtual std::int64_t board_score(std::string_view board) = 0;
    // JSON, see fg_boards_1::top.
    virtual std::string board_top(std::string_view board, std::uint32_t limit) = 0;
    virtual std::int64_t board_rank(std::string_view board) = 0;

    virtual std::int64_t stock_left(std::string_view item) = 0;
    virtual void stock_take(std::string_view item, std::int64_t count) = 0;
    virtual void stock_give_back(std::string_view item, std::int64_t count) = 0;

    // Payloads and bodies are JSON of bounded size and depth (payloads: objects): the tables have looked at them.
    virtual void append_record(std::string_view kind, std::string_view payload) = 0;
    virtual std::int64_t count_records(std::string_view kind, std::int32_t from_day, std::int32_t to_day) = 0;
    // The page as JSON, see fg_records_1::last.
    virtual std::string last_records(std::string_view kind, std::string_view cursor, std::uint32_t limit) = 0;

    virtual std::string state(std::string_view machine) = 0;
    virtual void move_state(std::string_view machine, std::string_view to) = 0;

    struct Value {
        std::string body;           // JSON
        std::uint64_t version = 0;  // 0: not there
    };
    virtual Value value(std::string_view key) = 0;
    virtual void put_value(std::string_view key, std::string_view body) = 0;

    virtual std::int64_t tally(std::string_view name) = 0;
    virtual void add_tally(std::string_view name, std::int64_t amount) = 0;

    virtual std::int64_t coupons_left(std::string_view pool) = 0;
    virtual std::string take_coupon(std::string_view pool) = 0;

    virtual void emit(std::string_view topic, std::string_view payload) = 0;

    virtual void log(std::int32_t level, std::string_view text) = 0;
};

// What a plan names; fg_plan for plugins.
class PlanContext {
public:
    virtual ~PlanContext() = default;
    virtual void account(std::string_view currency) = 0;
    virtual void stock(std::string_view item) = 0;  // empty: all
    virtual void record_count(std::string_view kind, std::int32_t from_day, std::int32_t to_day) = 0;
    virtual void records(std::string_view kind, std::uint32_t limit) = 0;
    virtual void state(std::string_view machine) = 0;
    virtual void value(std::string_view key) = 0;
    virtual void tally(std::string_view name) = 0;
    virtual void coupons(std::string_view pool, std::uint32_t count) = 0;
};

}  // namespace fairground::plugin
