// SPDX-License-Identifier: MIT
//
// The test kit's host behind the C tables of abi.h.
#pragma once
#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include "fairground/abi.h"
#include "fairground/testkit/call.hpp"

namespace fairground::testkit {

inline fg_str borrow(std::string_view text) noexcept {
    return {text.data(), text.size()};
}
inline std::string_view view(fg_str text) noexcept {
    return text.size == 0 ? std::string_view() : std::string_view(text.data, text.size);
}
inline void write(fg_sink sink, std::string_view text) {
    sink.write(sink.ctx, text.data(), text.size());
}
inline fg_call* handle(Call& call) noexcept {
    return reinterpret_cast<fg_call*>(&call);
}
inline fg_plan* plan_handle(Call& call) noexcept {
    return reinterpret_cast<fg_plan*>(&call);
}

// Lines logged without a call land here while the kit runs a function of the plugin.
inline thread_local std::vector<LogLine>* log_without_call = nullptr;

template <typename Service>
fg_status serve(fg_call* handle, std::string_view service, Service&& work) noexcept {
    Call& call = *reinterpret_cast<Call*>(handle);
    try {
        call.enter(service);
        std::forward<Service>(work)(call);
        return FG_OK;
    } catch (const ServiceError& error) {
        return error.status;
    } catch (const std::exception& error) {
        call.warn(std::string(service) + ": " + error.what());
        return FG_FAULT;
    }
}

inline void positive(Call& call, std::int64_t amount) {
    if (amount <= 0) call.misuse("an amount is above zero, not " + std::to_string(amount));
}

template <typename Add>
void note(fg_plan* handle, std::string_view sort, fg_str text, Add&& add) noexcept {
    Call& call = *reinterpret_cast<Call*>(handle);
    try {
        call.name(sort, view(text));
        std::forward<Add>(add)(call.planned);
    } catch (const ServiceError&) {
        // misuse() has written the warning; plan() itself has no way to fail
    }
}

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
    [](fg_call* call) { return static_cast<std::int32_t>(reinterpret_cast<Call*>(call)->clock().utc_offset.count()); },
    [](fg_call* call, std::uint32_t bound) { return reinterpret_cast<Call*>(call)->random_below(bound); },
};

inline const fg_accounts_1 accounts_table = {
    sizeof(fg_accounts_1),
    [](fg_call* call, fg_str currency, std::int64_t* balance) {
        return serve(call, "fg.accounts/1", [&](Call& c) { *balance = c.balance(view(currency)); });
    },
    [](fg_call* call, fg_str currency, std::int64_t amount, fg_str reason) {
        return serve(call, "fg.accounts/1", [&](Call& c) {
            positive(c, amount);
            c.post(view(currency), amount, view(reason));
        });
    },
    [](fg_call* call, fg_str currency, std::int64_t amount, fg_str reason) {
        return serve(call, "fg.accounts/1", [&](Call& c) {
            positive(c, amount);
            c.post(view(currency), -amount, view(reason));
        });
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
        {"fg.events/1", &events_table}, {"fg.log/1", &log_table},
    };
    for (const auto& [name, found] : tables)
        if (name == service) return found;
    return nullptr;
}

}  // namespace fairground::testkit
