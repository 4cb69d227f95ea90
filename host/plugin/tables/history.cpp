// fg.records/1, fg.states/1, fg.values/1, fg.events/1: a player's history and place in a campaign.
#include "plugin/tables/serve.hpp"

namespace fairground::plugin {

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
        [](fg_call* call, fg_str kind, fg_str from, std::uint32_t limit, fg_sink page) {
            return serve(
                call, [&](CallContext& c) { write(page, c.last_records(name(kind), cursor(from), page_size(limit))); });
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

const fg_events_1 events_table = {
    .size = sizeof(fg_events_1),
    .emit = [](fg_call* call, fg_str topic,
               fg_str payload) { return serve(call, [&](CallContext& c) { c.emit(name(topic), object(payload)); }); },
};

}  // namespace fairground::plugin
