// SPDX-License-Identifier: MIT
#include "raw_plugin.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace fairground::testkit {
namespace {

using Json = nlohmann::json;

struct Services {
    explicit Services(const fg_host& host) {
        find(host, "fg.plan/1", plan);
        find(host, "fg.call/1", call);
        find(host, "fg.accounts/1", accounts);
        find(host, "fg.stock/1", stock);
        find(host, "fg.records/1", records);
        find(host, "fg.states/1", states);
        find(host, "fg.values/1", values);
        find(host, "fg.tallies/1", tallies);
        find(host, "fg.coupons/1", coupons);
        find(host, "fg.events/1", events);
        find(host, "fg.log/1", log);
    }
    template <typename Table>
    static void find(const fg_host& host, std::string_view name, const Table*& table) {
        table = static_cast<const Table*>(host.service(host.ctx, {name.data(), name.size()}));
    }

    const fg_plan_1* plan;
    const fg_call_1* call;
    const fg_accounts_1* accounts;
    const fg_stock_1* stock;
    const fg_records_1* records;
    const fg_states_1* states;
    const fg_values_1* values;
    const fg_tallies_1* tallies;
    const fg_coupons_1* coupons;
    const fg_events_1* events;
    const fg_log_1* log;
};

fg_str str(const std::string& text) {
    return {text.data(), text.size()};
}
void write(fg_sink sink, const std::string& text) {
    sink.write(sink.ctx, text.data(), text.size());
}
fg_sink into(std::string& text) {
    return {&text, [](void* to, const char* data, size_t size) { static_cast<std::string*>(to)->append(data, size); }};
}

// One step: what it is called with, and where its result goes.
struct Step {
    const Services& host;
    fg_call* call;
    const Json& json;
    Json result;

    std::string text(const char* field) const {
        const Json& value = json.value(field, Json(""));
        return value.is_string() ? value.get<std::string>() : value.dump();
    }
    std::string name() const { return text("name"); }
    std::int64_t amount() const { return json.value("amount", std::int64_t{1}); }
    std::int32_t day(const char* field) const { return json.value(field, 0); }

    fg_status number(const std::function<fg_status(std::int64_t*)>& read) {
        std::int64_t value = 0;
        const fg_status status = read(&value);
        result = value;
        return status;
    }
    fg_status bytes(const std::function<fg_status(fg_sink)>& read) {
        std::string value;
        const fg_status status = read(into(value));
        result = value;
        return status;
    }
};

using Run = fg_status (*)(Step&);
const std::map<std::string, Run> steps = {
    {"balance",
     [](Step& s) { return s.number([&](auto* n) { return s.host.accounts->balance(s.call, str(s.name()), n); }); }},
    {"credit",
     [](Step& s) { return s.host.accounts->credit(s.call, str(s.name()), s.amount(), str(s.text("reason"))); }},
    {"debit", [](Step& s) { return s.host.accounts->debit(s.call, str(s.name()), s.amount(), str(s.text("reason"))); }},
    {"left", [](Step& s) { return s.number([&](auto* n) { return s.host.stock->left(s.call, str(s.name()), n); }); }},
    {"take", [](Step& s) { return s.host.stock->take(s.call, str(s.name()), s.amount()); }},
    {"give_back", [](Step& s) { return s.host.stock->give_back(s.call, str(s.name()), s.amount()); }},
    {"append", [](Step& s) { return s.host.records->append(s.call, str(s.name()), str(s.text("payload"))); }},
    {"count",
     [](Step& s) {
         return s.number(
             [&](auto* n) { return s.host.records->count(s.call, str(s.name()), s.day("from"), s.day("to"), n); });
     }},
    {"last",
     [](Step& s) {
         return s.bytes([&](fg_sink page) {
             return s.host.records->last(s.call, str(s.name()), str(s.text("cursor")),
                                         static_cast<std::uint32_t>(s.amount()), page);
         });
     }},
    {"state",
     [](Step& s) { return s.bytes([&](fg_sink to) { return s.host.states->current(s.call, str(s.name()), to); }); }},
    {"move", [](Step& s) { return s.host.states->move(s.call, str(s.name()), str(s.text("to"))); }},
    {"get",
     [](Step& s) {
         std::uint64_t version = 0;
         const fg_status status =
             s.bytes([&](fg_sink value) { return s.host.values->get(s.call, str(s.name()), value, &version); });
         s.result = {{"value", s.result}, {"version", version}};
         return status;
     }},
    {"put", [](Step& s) { return s.host.values->put(s.call, str(s.name()), str(s.text("value"))); }},
    {"tally",
     [](Step& s) { return s.number([&](auto* n) { return s.host.tallies->read(s.call, str(s.name()), n); }); }},
    {"add", [](Step& s) { return s.host.tallies->add(s.call, str(s.name()), s.amount()); }},
    {"coupons_left",
     [](Step& s) { return s.number([&](auto* n) { return s.host.coupons->left(s.call, str(s.name()), n); }); }},
    {"coupon",
     [](Step& s) { return s.bytes([&](fg_sink code) { return s.host.coupons->take(s.call, str(s.name()), code); }); }},
    {"emit", [](Step& s) { return s.host.events->emit(s.call, str(s.name()), str(s.text("payload"))); }},
    {"log",
     [](Step& s) -> fg_status {
         s.host.log->write(s.call, FG_LOG_WARN, str(s.text("text")));
         return FG_OK;
     }},
    {"random",
     [](Step& s) -> fg_status {
         s.result = s.host.call->random_below(s.call, static_cast<std::uint32_t>(s.amount()));
         return FG_OK;
     }},
    {"who",
     [](Step& s) -> fg_status {
         const fg_str player = s.host.call->player(s.call);
         const fg_str segment = s.host.call->attribute(s.call, str("segment"));
         s.result = {{"player", std::string(player.data, player.size)},
                     {"segment", std::string(segment.data, segment.size)},
                     {"now", s.host.call->now(s.call)},
                     {"day", s.host.call->day(s.call)},
                     {"utc_offset", s.host.call->utc_offset(s.call)}};
         return FG_OK;
     }},
};

struct Rules {
    Services host;
};
Rules& rules(fg_instance* instance) {
    return *reinterpret_cast<Rules*>(instance);
}

Json script(fg_str input) {
    Json json = Json::parse(input.data, input.data + input.size);
    return json.contains("script") ? Json::parse(json["script"].get<std::string>()) : json;
}

fg_status describe(fg_sink manifest) {
    write(manifest, R"({"id":"raw","version":"1.0.0","settings_schema":{"type":"object"},
        "actions":[{"name":"do","number":0}],"views":[{"name":"look","number":1,"role":"none"}],
        "machines":[{"name":"parcel","initial":"unclaimed","moves":[["unclaimed","claimed"],["claimed","shipped"]]}],
        "emits":["prize.won"],"odds":true})");
    return FG_OK;
}

fg_status create(const fg_host* host, fg_str settings, fg_sink reply, fg_instance** out) {
    const Json json = Json::parse(settings.data, settings.data + settings.size);
    if (json.contains("problem")) {
        write(reply, R"({"problems":[{"at":"/problem","message":"there is one"}]})");
        return FG_INVALID;
    }
    auto* rules = new Rules{Services(*host)};
    const std::string text = "created";
    rules->host.log->write(nullptr, FG_LOG_INFO, str(text));
    write(reply, json.value("reply", Json::object()).dump());
    *out = reinterpret_cast<fg_instance*>(rules);
    return FG_OK;
}

void destroy(fg_instance* instance) {
    delete &rules(instance);
}

fg_status plan(fg_instance* instance, uint32_t, fg_plan* plan, fg_str input, fg_sink reply) {
    const fg_plan_1& table = *rules(instance).host.plan;
    const Json json = script(input);
    if (json.contains("bad_body")) {
        write(reply, R"({"code":"bad_body","detail":"says so"})");
        return FG_INVALID;
    }
    for (const auto& need : json.value("plan", Json::array())) {
        const std::string sort = need.at(0);
        const std::string name = need.at(1);
        if (sort == "account") table.account(plan, str(name));
        if (sort == "stock") table.stock(plan, str(name));
        if (sort == "count") table.record_count(plan, str(name), need.at(2), need.at(3));
        if (sort == "records") table.records(plan, str(name), need.at(2));
        if (sort == "state") table.state(plan, str(name));
        if (sort == "value") table.value(plan, str(name));
        if (sort == "tally") table.tally(plan, str(name));
        if (sort == "coupons") table.coupons(plan, str(name), need.at(2));
    }
    return FG_OK;
}

fg_status call(fg_instance* instance, uint32_t, fg_call* call, fg_str input, fg_sink reply) {
    const Json json = script(input);
    Json done = Json::array();
    for (const auto& step : json.value("steps", Json::array())) {
        Step running{rules(instance).host, call, step, nullptr};
        const fg_status status = steps.at(step.at("do"))(running);
        done.push_back({{"status", status}, {"result", running.result}});
    }
    const std::string end = json.value("end", "ok");
    const std::string pieces[] = {"{\"steps\":", done.dump(), "}"};
    if (end == "ok")
        for (const auto& piece : pieces) write(reply, piece);
    else
        write(reply, json.value("reply", R"({"code":"no_more","detail":"enough"})"));
    return end == "ok" ? FG_OK : end == "refused" ? FG_REFUSED : end == "unavailable" ? FG_UNAVAILABLE : 99;
}

fg_status odds(fg_instance*, fg_sink reply) {
    write(reply, R"({"prizes":[{"id":"phone","chance":1.0}]})");
    return FG_OK;
}

}  // namespace

const fg_plugin* raw_plugin() {
    static const fg_plugin plugin = {sizeof(fg_plugin), describe, create, destroy, plan, call, odds};
    return &plugin;
}

}  // namespace fairground::testkit
