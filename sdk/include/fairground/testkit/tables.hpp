// SPDX-License-Identifier: MIT
//
// The test kit's host behind the C tables of abi.h.
#pragma once
#include <string>
#include <string_view>
#include <utility>

#include "fairground/testkit/serve.hpp"

namespace fairground::testkit {

inline const fg_plan_1 plan_table = {
    sizeof(fg_plan_1),
    [](fg_plan* plan, fg_str currency) {
        note(plan, "account", currency, [&](Planned& planned) { planned.add(Planned::of("account", view(currency))); });
    },
    [](fg_plan* plan, fg_str item) {
        if (item.size == 0) return reinterpret_cast<Call*>(plan)->planned.add(Planned::of("stock", ""));
        note(plan, "stock", item, [&](Planned& planned) { planned.add(Planned::of("stock", view(item))); });
    },
    [](fg_plan* plan, fg_str kind, std::int32_t from, std::int32_t to) {
        const std::int32_t today = reinterpret_cast<Call*>(plan)->clock().day();
        note(plan, "record kind", kind,
             [&](Planned& planned) { planned.add(Planned::count(view(kind), from ? from : today, to ? to : today)); });
    },
    [](fg_plan* plan, fg_str kind, std::uint32_t limit) {
        note(plan, "record kind", kind,
             [&](Planned& planned) { planned.add(Planned::of("records", view(kind)), limit); });
    },
    [](fg_plan* plan, fg_str machine) {
        note(plan, "state", machine, [&](Planned& planned) { planned.add(Planned::of("state", view(machine))); });
    },
    [](fg_plan* plan, fg_str key) {
        note(plan, "value", key, [&](Planned& planned) { planned.add(Planned::of("value", view(key))); });
    },
    [](fg_plan* plan, fg_str name) {
        note(plan, "tally", name, [&](Planned& planned) { planned.add(Planned::of("tally", view(name))); });
    },
    [](fg_plan* plan, fg_str pool, std::uint32_t count) {
        note(plan, "coupons", pool, [&](Planned& planned) { planned.add(Planned::of("coupons", view(pool)), count); });
    },
};

inline const fg_call_1 call_table = {
    sizeof(fg_call_1),
    [](fg_call* call) { return borrow(reinterpret_cast<Call*>(call)->player_name()); },
    [](fg_call* call, fg_str name) { return borrow(reinterpret_cast<Call*>(call)->attribute(view(name))); },
    [](fg_call* call) { return reinterpret_cast<Call*>(call)->clock().milliseconds(); },
    [](fg_call* call) { return reinterpret_cast<Call*>(call)->clock().day(); },
    [](fg_call* call) {
        return static_cast<std::int32_t>(reinterpret_cast<Call*>(call)->clock().utc_offset().count());
    },
    [](fg_call* call, std::uint32_t bound) { return reinterpret_cast<Call*>(call)->random_below(bound); },
    [](fg_call* call, std::int32_t day) {
        const auto start = reinterpret_cast<Call*>(call)->clock().start(day);
        return start ? std::int64_t{start->time_since_epoch().count()} : -1;
    },
};

inline const fg_accounts_1 accounts_table = {
    sizeof(fg_accounts_1),
    [](fg_call* call, fg_str currency, std::int64_t* balance) {
        return serve(call, "fg.accounts/1", [&](Call& c) { *balance = c.balance(view(currency)); });
    },
    [](fg_call* call, fg_str currency, std::int64_t amount, fg_str reason) {
        return serve(call, "fg.accounts/1", [&](Call& c) {
            positive(c, amount);
            c.credit(view(currency), amount, view(reason));
        });
    },
    [](fg_call* call, fg_str currency, std::int64_t amount, fg_str reason) {
        return serve(call, "fg.accounts/1", [&](Call& c) {
            positive(c, amount);
            c.debit(view(currency), amount, view(reason));
        });
    },
    [](fg_call* call, fg_str currency, std::int64_t amount, fg_str reason, std::int64_t expires_at) {
        return serve(call, "fg.accounts/1", [&](Call& c) {
            positive(c, amount);
            c.credit(view(currency), amount, view(reason), expires_at);
        });
    },
    [](fg_call* call, fg_str currency, fg_sink lots) {
        return serve(call, "fg.accounts/1", [&](Call& c) { write(lots, c.lots(view(currency))); });
    },
};

inline const fg_ledger_1 ledger_table = {
    sizeof(fg_ledger_1),
    [](fg_call* call, fg_str currency, fg_str cursor, std::uint32_t limit, fg_sink page) {
        return serve(call, "fg.ledger/1",
                     [&](Call& c) { write(page, c.entries(view(currency), view(cursor), limit)); });
    },
};

inline const fg_boards_1 boards_table = {
    sizeof(fg_boards_1),
    [](fg_call* call, fg_str board, std::int64_t score) {
        return serve(call, "fg.boards/1", [&](Call& c) { c.set_score(view(board), score); });
    },
    [](fg_call* call, fg_str board, std::int64_t* score) {
        return serve(call, "fg.boards/1", [&](Call& c) { *score = c.score(view(board)); });
    },
    [](fg_call* call, fg_str board, std::uint32_t limit, fg_sink places) {
        return serve(call, "fg.boards/1", [&](Call& c) { write(places, c.top(view(board), limit)); });
    },
    [](fg_call* call, fg_str board, std::int64_t* rank) {
        return serve(call, "fg.boards/1", [&](Call& c) { *rank = c.rank(view(board)); });
    },
};

inline const fg_stock_1 stock_table = {
    sizeof(fg_stock_1),
    [](fg_call* call, fg_str item, std::int64_t* left) {
        return serve(call, "fg.stock/1", [&](Call& c) { *left = c.stock_left(view(item)); });
    },
    [](fg_call* call, fg_str item, std::int64_t count) {
        return serve(call, "fg.stock/1", [&](Call& c) {
            positive(c, count);
            c.stock_take(view(item), count);
        });
    },
    [](fg_call* call, fg_str item, std::int64_t count) {
        return serve(call, "fg.stock/1", [&](Call& c) {
            positive(c, count);
            c.stock_give_back(view(item), count);
        });
    },
};

inline const fg_records_1 records_table = {
    sizeof(fg_records_1),
    [](fg_call* call, fg_str kind, fg_str payload) {
        return serve(call, "fg.records/1", [&](Call& c) { c.append_record(view(kind), view(payload)); });
    },
    [](fg_call* call, fg_str kind, std::int32_t from, std::int32_t to, std::int64_t* count) {
        return serve(call, "fg.records/1", [&](Call& c) { *count = c.count_records(view(kind), from, to); });
    },
    [](fg_call* call, fg_str kind, fg_str cursor, std::uint32_t limit, fg_sink page) {
        return serve(call, "fg.records/1",
                     [&](Call& c) { write(page, c.last_records(view(kind), view(cursor), limit)); });
    },
};

inline const fg_states_1 states_table = {
    sizeof(fg_states_1),
    [](fg_call* call, fg_str machine, fg_sink state) {
        return serve(call, "fg.states/1", [&](Call& c) { write(state, c.state(view(machine))); });
    },
    [](fg_call* call, fg_str machine, fg_str to) {
        return serve(call, "fg.states/1", [&](Call& c) { c.move_state(view(machine), view(to)); });
    },
};

inline const fg_values_1 values_table = {
    sizeof(fg_values_1),
    [](fg_call* call, fg_str key, fg_sink value, std::uint64_t* version) {
        return serve(call, "fg.values/1", [&](Call& c) {
            const Value found = c.value(view(key));
            *version = found.version;
            if (found.version != 0) write(value, found.body);
        });
    },
    [](fg_call* call, fg_str key, fg_str value) {
        return serve(call, "fg.values/1", [&](Call& c) { c.put_value(view(key), view(value)); });
    },
};

inline const fg_tallies_1 tallies_table = {
    sizeof(fg_tallies_1),
    [](fg_call* call, fg_str name, std::int64_t* sum) {
        return serve(call, "fg.tallies/1", [&](Call& c) { *sum = c.tally(view(name)); });
    },
    [](fg_call* call, fg_str name, std::int64_t amount) {
        return serve(call, "fg.tallies/1", [&](Call& c) { c.add_tally(view(name), amount); });
    },
};

inline const fg_coupons_1 coupons_table = {
    sizeof(fg_coupons_1),
    [](fg_call* call, fg_str pool, std::int64_t* left) {
        return serve(call, "fg.coupons/1", [&](Call& c) { *left = c.coupons_left(view(pool)); });
    },
    [](fg_call* call, fg_str pool, fg_sink code) {
        return serve(call, "fg.coupons/1", [&](Call& c) { write(code, c.take_coupon(view(pool))); });
    },
};

inline const fg_events_1 events_table = {
    sizeof(fg_events_1),
    [](fg_call* call, fg_str topic, fg_str payload) {
        return serve(call, "fg.events/1", [&](Call& c) { c.emit(view(topic), view(payload)); });
    },
};

inline const fg_log_1 log_table = {
    sizeof(fg_log_1),
    [](fg_call* call, std::int32_t level, fg_str text) {
        if (call != nullptr) return reinterpret_cast<Call*>(call)->log(level, view(text));
        if (log_without_call != nullptr) log_without_call->push_back({level, std::string(view(text))});
    },
};

// The table of a service, or null.
inline const void* table(std::string_view service) {
    static const std::pair<std::string_view, const void*> tables[] = {
        {"fg.plan/1", &plan_table},     {"fg.call/1", &call_table},       {"fg.accounts/1", &accounts_table},
        {"fg.stock/1", &stock_table},   {"fg.records/1", &records_table}, {"fg.states/1", &states_table},
        {"fg.values/1", &values_table}, {"fg.tallies/1", &tallies_table}, {"fg.coupons/1", &coupons_table},
        {"fg.events/1", &events_table}, {"fg.log/1", &log_table},         {"fg.ledger/1", &ledger_table},
        {"fg.boards/1", &boards_table},
    };
    for (const auto& [name, found] : tables)
        if (name == service) return found;
    return nullptr;
}

}  // namespace fairground::testkit
