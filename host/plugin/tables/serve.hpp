// What all tables share: a service runs for a plugin, its arguments are checked, its failures become statuses.
#pragma once
#include <algorithm>
#include <utility>

#include "plugin/json_text.hpp"
#include "plugin/names.hpp"
#include "plugin/reply.hpp"
#include "plugin/tables.hpp"

namespace fairground::plugin {

constexpr std::size_t max_payload_bytes = 16 * 1024;
constexpr std::uint32_t max_page = 200;

inline CallHandle& of(fg_call* call) noexcept {
    return *reinterpret_cast<CallHandle*>(call);
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

inline std::string_view view(fg_str text) {
    if (text.size == 0) return {};
    if (text.data == nullptr) throw ServiceMisused("a text of a size, but without data");
    return {text.data, text.size};
}

inline std::string_view name(fg_str text) {
    if (text.size > 48 || !is_name(view(text))) throw ServiceMisused(std::string("not a name: ") + name_rule);
    return view(text);
}

inline std::int64_t positive(std::int64_t amount) {
    if (amount <= 0) throw ServiceMisused("an amount must be above zero");
    return amount;
}

inline std::string_view object(fg_str payload) {
    if (payload.size > max_payload_bytes) throw ServiceMisused("a payload of more than 16 KiB");
    if (!is_json_object(view(payload))) throw ServiceMisused("a payload that is no JSON object");
    return view(payload);
}

inline std::string_view document(fg_str value) {
    if (value.size > max_payload_bytes) throw ServiceMisused("a value of more than 16 KiB");
    if (const std::string defect = json_defect(view(value)); !defect.empty()) throw ServiceMisused(defect);
    return view(value);
}

template <typename Out>
Out& out(Out* pointer) {
    if (pointer == nullptr) throw ServiceMisused("no place for the answer");
    return *pointer;
}

inline void write(fg_sink sink, std::string_view text) {
    if (sink.write == nullptr) throw ServiceMisused("no sink for the answer");
    sink.write(sink.ctx, text.data(), text.size());
}

// Where a page goes on.
inline std::string_view cursor(fg_str text) {
    if (text.size > 256) throw ServiceMisused("a cursor that no page came with");
    return view(text);
}

inline std::uint32_t page_size(std::uint32_t limit, std::uint32_t most = max_page) {
    if (limit < 1 || limit > most) throw ServiceMisused("a page has 1 to " + std::to_string(most) + " lines");
    return limit;
}

extern const fg_plan_1 plan_table;
extern const fg_call_1 call_table;
extern const fg_log_1 log_table;
extern const fg_accounts_1 accounts_table;
extern const fg_ledger_1 ledger_table;
extern const fg_boards_1 boards_table;
extern const fg_stock_1 stock_table;
extern const fg_tallies_1 tallies_table;
extern const fg_coupons_1 coupons_table;
extern const fg_records_1 records_table;
extern const fg_states_1 states_table;
extern const fg_values_1 values_table;
extern const fg_events_1 events_table;

}  // namespace fairground::plugin
