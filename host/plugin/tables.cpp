#include "plugin/tables.hpp"

#include <algorithm>
#include <utility>

#include <spdlog/spdlog.h>

#include "plugin/json_text.hpp"
#include "plugin/names.hpp"
#include "plugin/reply.hpp"

namespace fairground::plugin {
namespace {

constexpr std::size_t max_payload_bytes = 16 * 1024;
constexpr std::size_t max_log_bytes = 4 * 1024;
constexpr std::uint32_t max_page = 200;
constexpr std::uint32_t max_coupons = 1000;

CallHandle& of(fg_call* call) noexcept {
    return *reinterpret_cast<CallHandle*>(call);
}
PlanHandle& of(fg_plan* plan) noexcept {
    return *reinterpret_cast<PlanHandle*>(plan);
}

// Runs a service for a plugin: no exception may cross, and each has its status.
template <typename Service>
fg_status serve(fg_call* call, Service&& service) noexcept try {
    try {
        service(of(call).context);
        return FG_OK;
    } catch (const ServiceRefused&) {
        return FG_REFUSED;
    } catch (const ServiceMisused&) {
        return FG_INVALID;
    } catch (const ServiceUnavailable& error) {
        of(call).unavailable = error.what();
        return FG_UNAVAILABLE;
    } catch (const std::exception& error) {
        of(call).fault = error.what();
        return FG_FAULT;
    }
} catch (...) {
    of(call).fault = "unknown";
    return FG_FAULT;
}

// The same for what has no status to tell: `otherwise` is answered, and the call fails at its end.
template <typename Service, typename Answer>
Answer ask(fg_call* call, Answer otherwise, Service&& service) noexcept {
    const fg_status status = serve(call, [&](CallContext& context) { otherwise = service(context); });
    if (status == FG_INVALID || status == FG_REFUSED) of(call).fault = "fg.call/1 was misused";
    return otherwise;
}

std::string_view view(fg_str text) {
    if (text.size == 0) return {};
    if (text.data == nullptr) throw ServiceMisused("a text of a size, but without data");
    return {text.data, text.size};
}

std::string_view name(fg_str text) {
    if (text.size > 48 || !is_name(view(text))) throw ServiceMisused(std::string("not a name: ") + name_rule);
    return view(text);
}

std::int64_t positive(std::int64_t amount) {
    if (amount <= 0) throw ServiceMisused("an amount must be above zero");
    return amount;
}

std::string_view object(fg_str payload) {
    if (payload.size > max_payload_bytes) throw ServiceMisused("a payload of more than 16 KiB");
    if (!is_json_object(view(payload))) throw ServiceMisused("a payload that is no JSON object");
    return view(payload);
}

std::string_view document(fg_str value) {
    if (value.size > max_payload_bytes) throw ServiceMisused("a value of more than 16 KiB");
    if (const std::string defect = json_defect(view(value)); !defect.empty()) throw ServiceMisused(defect);
    return view(value);
}

template <typename Out>
Out& out(Out* pointer) {
    if (pointer == nullptr) throw ServiceMisused("no place for the answer");
    return *pointer;
}

void write(fg_sink sink, std::string_view text) {
    if (sink.write == nullptr) throw ServiceMisused("no sink for the answer");
    sink.write(sink.ctx, text.data(), text.size());
}

// A name that is none is left out: call() meets the same one and gets its answer there.
template <typename Note>
void note(fg_plan* plan, fg_str text, Note&& note) noexcept try {
    try {
        note(of(plan).context, name(text));
    } catch (const ServiceMisused&) {
    } catch (const ServiceUnavailable& error) {
        of(plan).unavailable = error.what();
    } catch (const std::exception& error) {
        of(plan).fault = error.what();
    }
} catch (...) {
    of(plan).fault = "unknown";
}

const fg_plan_1 plan_table = {
    .size = sizeof(fg_plan_1),
    .account =
        [](fg_plan* plan, fg_str currency) {
            note(plan, currency, [](PlanContext& needs, std::string_view name) { needs.account(name); });
        },
    .stock =
        [](fg_plan* plan, fg_str item) {
            if (item.size == 0)
                return note(plan, borrow("all"), [](PlanContext& needs, std::string_view) { needs.stock(""); });
            note(plan, item, [](PlanContext& needs, std::string_view name) { needs.stock(name); });
        },
    .record_count =
        [](fg_plan* plan, fg_str kind, std::int32_t from, std::int32_t to) {
            note(plan, kind, [=](PlanContext& needs, std::string_view name) { needs.record_count(name, from, to); });
        },
    .records =
        [](fg_plan* plan, fg_str kind, std::uint32_t limit) {
            const std::uint32_t page = std::clamp(limit, 1U, max_page);
            note(plan, kind, [=](PlanContext& needs, std::string_view name) { needs.records(name, page); });
        },
    .state =
        [](fg_plan* plan, fg_str machine) {
            note(plan, machine, [](PlanContext& needs, std::string_view name) { needs.state(name); });
        },
    .value = [](fg_plan* plan,
                fg_str key) { note(plan, key, [](PlanContext& needs, std::string_view name) { needs.value(name); }); },
    .tally =
        [](fg_plan* plan, fg_str tally) {
            note(plan, tally, [](PlanContext& needs, std::string_view name) { needs.tally(name); });
        },
    .coupons =
        [](fg_plan* plan, fg_str pool, std::uint32_t count) {
            const std::uint32_t codes = std::min(count, max_coupons);
            note(plan, pool, [=](PlanContext& needs, std::string_view name) { needs.coupons(name, codes); });
        },
};

const fg_call_1 call_table = {
    .size = sizeof(fg_call_1),
    .player = [](fg_call* call) { return ask(call, fg_str{}, [](CallContext& c) { return borrow(c.player()); }); },
    .attribute =
        [](fg_call* call, fg_str name) {
            return ask(call, fg_str{}, [&](CallContext& c) { return borrow(c.attribute(view(name))); });
        },
    .now = [](fg_call* call) { return ask(call, std::int64_t{0}, [](CallContext& c) { return c.now(); }); },
    .day = [](fg_call* call) { return ask(call, std::int32_t{0}, [](CallContext& c) { return c.day(); }); },
    .utc_offset =
        [](fg_call* call) { return ask(call, std::int32_t{0}, [](CallContext& c) { return c.utc_offset(); }); },
    .random_below =
        [](fg_call* call, std::uint32_t bound) {
            return ask(call, std::uint32_t{0}, [&](CallContext& c) {
                if (bound == 0) throw ServiceMisused("a random number below 0");
                return c.random_below(bound);
            });
        },
};

const fg_accounts_1 accounts_table = {
    .size = sizeof(fg_accounts_1),
    .balance =
        [](fg_call* call, fg_str currency, std::int64_t* balance) {
            return serve(call, [&](CallContext& c) { out(balance) = c.balance(name(currency)); });
        },
    .credit =
        [](fg_call* call, fg_str currency, std::int64_t amount, fg_str reason) {
            return serve(call, [&](CallContext& c) { c.credit(name(currency), positive(amount), name(reason)); });
        },
    .debit =
        [](fg_call* call, fg_str currency, std::int64_t amount, fg_str reason) {
            return serve(call, [&](CallContext& c) { c.debit(name(currency), positive(amount), name(reason)); });
        },
};

const fg_stock_1 stock_table = {
    .size = sizeof(fg_stock_1),
    .left =
        [](fg_call* call, fg_str item, std::int64_t* left) {
            return serve(call, [&](CallContext& c) { out(left) = c.stock_left(name(item)); });
        },
    .take =
        [](fg_call* call, fg_str item, std::int64_t count) {
            return serve(call, [&](CallContext& c) { c.stock_take(name(item), positive(count)); });
        },
    .give_back =
        [](fg_call* call, fg_str item, std::int64_t count) {
            return serve(call, [&](CallContext& c) { c.stock_give_back(name(item), positive(count)); });
        },
};

const fg_records_1 records_table = {
    .size = sizeof(fg_records_1),
    .append =
        [](fg_call* call, fg_str kind, fg_str payload) {
            return serve(call, [&](CallContext& c) { c.append_record(name(kind), object(payload)); });
        },
    .count =
        [](fg_call* call, fg_str kind, std::int32_t from, std::int32_t to, std::int64_t* count) {
            return serve(call, [&](CallContext& c) { out(count) = c.count_records(name(kind), from, to); });
        },
    .last =
        [](fg_call* call, fg_str kind, fg_str cursor, std::uint32_t limit, fg_sink page) {
            return serve(call, [&](CallContext& c) {
                if (limit < 1 || limit > max_page) throw ServiceMisused("a page has 1 to 200 records");
                if (cursor.size > 256) throw ServiceMisused("a cursor that no page came with");
                write(page, c.last_records(name(kind), view(cursor), limit));
            });
        },
};

const fg_states_1 states_table = {
    .size = sizeof(fg_states_1),
    .current = [](fg_call* call, fg_str machine,
                  fg_sink state) { return serve(call, [&](CallContext& c) { write(state, c.state(name(machine))); }); },
    .move = [](fg_call* call, fg_str machine,
               fg_str to) { return serve(call, [&](CallContext& c) { c.move_state(name(machine), name(to)); }); },
};

const fg_values_1 values_table = {
    .size = sizeof(fg_values_1),
    .get =
        [](fg_call* call, fg_str key, fg_sink value, std::uint64_t* version) {
            return serve(call, [&](CallContext& c) {
                const CallContext::Value found = c.value(name(key));
                out(version) = found.version;
                if (found.version != 0) write(value, found.body);
            });
        },
    .put = [](fg_call* call, fg_str key,
              fg_str value) { return serve(call, [&](CallContext& c) { c.put_value(name(key), document(value)); }); },
};

const fg_tallies_1 tallies_table = {
    .size = sizeof(fg_tallies_1),
    .read = [](fg_call* call, fg_str tally,
               std::int64_t* sum) { return serve(call, [&](CallContext& c) { out(sum) = c.tally(name(tally)); }); },
    .add = [](fg_call* call, fg_str tally,
              std::int64_t amount) { return serve(call, [&](CallContext& c) { c.add_tally(name(tally), amount); }); },
};

const fg_coupons_1 coupons_table = {
    .size = sizeof(fg_coupons_1),
    .left =
        [](fg_call* call, fg_str pool, std::int64_t* left) {
            return serve(call, [&](CallContext& c) { out(left) = c.coupons_left(name(pool)); });
        },
    .take = [](fg_call* call, fg_str pool,
               fg_sink code) { return serve(call, [&](CallContext& c) { write(code, c.take_coupon(name(pool))); }); },
};

const fg_events_1 events_table = {
    .size = sizeof(fg_events_1),
    .emit = [](fg_call* call, fg_str topic,
               fg_str payload) { return serve(call, [&](CallContext& c) { c.emit(name(topic), object(payload)); }); },
};

spdlog::level::level_enum spdlog_level(std::int32_t level) {
    if (level <= FG_LOG_DEBUG) return spdlog::level::debug;
    if (level == FG_LOG_INFO) return spdlog::level::info;
    return level == FG_LOG_WARN ? spdlog::level::warn : spdlog::level::err;
}

const fg_log_1 log_table = {
    .size = sizeof(fg_log_1),
    .write =
        [](fg_call* call, std::int32_t level, fg_str text) {
            if (text.data == nullptr) return;
            const std::string_view line(text.data, std::min(text.size, max_log_bytes));
            if (call != nullptr)
                serve(call, [&](CallContext& c) { c.log(level, line); });
            else
                spdlog::log(spdlog_level(level), "plugin: {}", line);
        },
};

}  // namespace

const fg_host& host_table() {
    static const fg_host host = {
        .size = sizeof(fg_host),
        .ctx = nullptr,
        .service = [](void*, fg_str name) -> const void* {
            static constexpr std::pair<std::string_view, const void*> tables[] = {
                {"fg.plan/1", &plan_table},     {"fg.call/1", &call_table},       {"fg.accounts/1", &accounts_table},
                {"fg.stock/1", &stock_table},   {"fg.records/1", &records_table}, {"fg.states/1", &states_table},
                {"fg.values/1", &values_table}, {"fg.tallies/1", &tallies_table}, {"fg.coupons/1", &coupons_table},
                {"fg.events/1", &events_table}, {"fg.log/1", &log_table},
            };
            if (name.data == nullptr) return nullptr;
            for (const auto& [known, table] : tables)
                if (known == std::string_view(name.data, name.size)) return table;
            return nullptr;
        },
    };
    return host;
}

}  // namespace fairground::plugin
