#include "admin/rollout_api.hpp"

#include <charconv>
#include <cmath>

#include "http/json_body.hpp"
#include "http/problem.hpp"
#include "rollout/diff.hpp"

namespace fairground::admin {
namespace {

using http::Problem;
using http::Request;
using http::Response;
using nlohmann::json;
using rollout::Refused;
using Clock = std::chrono::steady_clock;

constexpr std::uint32_t page = 50;
constexpr std::size_t longest_history = 50;

int status_of(Refused::Kind kind) {
    switch (kind) {
        case Refused::Kind::unknown:
            return 404;
        case Refused::Kind::conflict:
            return 409;
        case Refused::Kind::forbidden:
            return 403;
        case Refused::Kind::invalid:
            break;
    }
    return 422;
}

json problems_of(const std::vector<config::Problem>& problems) {
    json list = json::array();
    for (const auto& problem : problems) list.push_back(to_json(problem));
    return list;
}

Response to_response(const Refused& refused, Request& request) {
    Response response =
        http::to_response(Problem(status_of(refused.kind), refused.code, refused.what()), request.trace_id());
    if (refused.problems.empty()) return response;
    json body = json::parse(response.body);
    body["problems"] = problems_of(refused.problems);
    response.body = body.dump(-1, ' ', false, json::error_handler_t::replace);
    return response;
}

std::int32_t number_of(std::string_view text, const char* what) {
    std::int32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 1)
        throw Problem(400, "bad_number",
                      std::string(what) + ": expected the number of a revision, found " +
                          json(std::string(text.substr(0, 20))).dump(-1, ' ', true, json::error_handler_t::replace));
    return number;
}

template <typename T>
T member(const json& body, const char* name, const char* expected, T unless) {
    if (!body.contains(name) || body[name].is_null()) return unless;
    try {
        return body[name].get<T>();
    } catch (const json::exception&) {
        throw Problem(400, "bad_body",
                      std::string(name) + ": expected " + expected + ", found " +
                          body[name].dump(-1, ' ', true, json::error_handler_t::replace).substr(0, 60));
    }
}
std::string text(const json& body, const char* name) {
    return member<std::string>(body, name, "a text", "");
}
std::string required_text(const json& body, const char* name) {
    auto value = text(body, name);
    if (value.empty()) throw Problem(400, "bad_body", std::string(name) + ": expected a text, found none");
    return value;
}

rollout::Target target_of(const json& body) {
    using Names = std::vector<std::string>;
    rollout::Target target;
    const json plan = body.value("plan", json());
    target.plan = plan;
    if (!body.contains("share") && plan.is_null())
        throw Problem(400, "bad_share", "share: expected a number from 0 to 1, or a plan, found none");
    const double share = member<double>(body, "share", "a number from 0 to 1", 0);
    if (!(share >= 0 && share <= 1))
        throw Problem(400, "bad_share", "share: expected a number from 0 to 1, found " + body["share"].dump());
    const double steps = share * campaign::everybody;
    constexpr double close = 1e-6;
    if (std::abs(steps - std::round(steps)) > close)
        throw Problem(400, "bad_share", "share: expected steps of 0.0001, found " + body["share"].dump());
    target.share.share = static_cast<std::int32_t>(std::lround(steps));
    target.share.tenants = member<Names>(body, "tenants", "a list of tenants", {});
    target.share.regions = member<Names>(body, "regions", "a list of regions", {});
    target.share.allow = member<Names>(body, "allow", "a list of players' ids", {});
    return target;
}

class Api {
public:
    Api(const RolloutApi& api, Access& access) : api_(api), access_(access) {}

    void require_seen(const Caller& caller, const std::string& tenant) const {
        if (!caller.sees(tenant))
            throw Problem(403, "other_tenant", "your role is limited to the tenant " + *caller.tenant);
    }
    // The campaign of the path, as it stands; it must be the caller's to see.
    rollout::StandingView standing(Request& request, const Caller& caller) const {
        auto view = api_.releases.standing(request.param("id"));
        require_seen(caller, view.tenant);
        return view;
    }
    json body(const Request& request) const { return http::parse_object(request.body, api_.json_depth); }

    rollout::By by(const Caller& caller, const json& body) const {
        const bool emergency = member<bool>(body, "emergency", "true or false", false);
        if (emergency && caller.role < Role::approver)
            throw Problem(403, "role_needed",
                          "without a second person: expected the role approver or owner, you have " +
                              std::string(to_text(caller.role)));
        return {caller.name, emergency};
    }

    void audit(const Caller& caller, Request& request, const std::string& action, const std::string& campaign,
               const std::string& tenant, const std::string& outcome, json detail, json before = nullptr,
               json after = nullptr) const {
        AuditEntry entry{.who = caller, .action = action, .target = campaign};
        entry.campaign = campaign;
        if (!tenant.empty()) entry.tenant = tenant;
        entry.outcome = outcome;
        entry.detail = std::move(detail);
        entry.before = std::move(before);
        entry.after = std::move(after);
        entry.trace_id = request.trace_id();
        access_.audit(entry);
    }

    // A change of what is served, in the trail with before and after, or with the refusal.
    template <typename Work>
    Response change(Request& request, Caller caller, const std::string& action, const json& detail, Work work) const {
        const auto began = Clock::now();
        const auto before = standing(request, caller);
        caller.emergency = detail.value("emergency", false);
        try {
            const rollout::Changed changed = work();
            json body = to_json(changed.after);
            audit(caller, request, caller.emergency ? "emergency " + action : action, before.campaign, before.tenant,
                  "done", detail, to_json(changed.before), body);
            body["took_ms"] = std::chrono::ceil<std::chrono::milliseconds>(Clock::now() - began).count();
            return json_answer(body);
        } catch (const Refused& refused) {
            audit(caller, request, action, before.campaign, before.tenant, refused.code, detail);
            throw;
        }
    }

    Response rollout_of(Request& request, const Caller& caller) const {
        const auto view = standing(request, caller);
        if (!view.rollout) return json_answer(nullptr);
        json body = to_json(view).at("rollout");
        body["guards"] = json::array();
        const auto running = api_.releases.catalogue().find(view.campaign);
        if (running)
            for (const auto& finding : api_.findings(view, running->revision()->campaign))
                body["guards"].push_back({{"name", finding.name},
                                          {"value", finding.value ? json(*finding.value) : json()},
                                          {"limit", finding.limit},
                                          {"verdict", rollout::to_text(finding.verdict)},
                                          {"text", finding.text}});
        body["history"] = history(view.campaign);
        return json_answer(body);
    }

    json history(const std::string& campaign) const {
        json list = json::array();
        for (const auto& one : api_.releases.history(campaign, longest_history)) {
            static const campaign::LocalTime utc("UTC");
            json line{{"change", one.change}, {"at", utc.rfc3339(campaign::Time(std::chrono::milliseconds(one.at)))},
                      {"admin", one.admin},   {"action", one.action},
                      {"reason", one.reason}, {"live", one.live ? json(*one.live) : json()},
                      {"killed", one.killed}};
            if (!one.rollout.empty()) {
                const auto rollout = campaign::read_stored(one.rollout);
                line["revision"] = rollout.revision;
                line["share"] = static_cast<double>(rollout.share.share) / campaign::everybody;
                line["state"] = campaign::to_text(rollout.state);
            }
            list.push_back(std::move(line));
        }
        return list;
    }

    Response publish(Request& request, Caller caller) const {
        const auto began = Clock::now();
        const json asked = body(request);
        const auto by = this->by(caller, asked);
        rollout::ToPublish to;
        to.yaml = required_text(asked, "yaml");
        if (asked.contains("file")) to.file = text(asked, "file");
        to.note = text(asked, "note");
        if (const auto source = text(asked, "source"); !source.empty()) {
            if (source != "apply" && source != "console")
                throw Problem(400, "bad_body", "source: expected apply or console, found " + json(source).dump());
            to.source = source;
        }
        const json publish = asked.value("publish", json("none"));
        if (publish.is_object())
            to.target = target_of(publish);
        else if (publish == "all")
            to.target = rollout::Target{{.share = campaign::everybody, .tenants = {}, .regions = {}, .allow = {}}, {}};
        else if (publish != "none")
            throw Problem(400, "bad_body",
                          "publish: expected \"all\", \"none\" or {share: …}, found " + publish.dump());
        const auto tenant = api_.releases.tenant_of(to.yaml, to.file);
        require_seen(caller, tenant);
        caller.emergency = by.emergency;
        const json detail{{"note", to.note}, {"source", to.source}, {"publish", publish}, {"emergency", by.emergency}};
        try {
            const auto outcome = api_.releases.publish(to, by);
            json answer = to_json(outcome.revision);
            answer["campaign"] = outcome.revision.campaign;
            answer["is_new"] = outcome.is_new;
            audit(caller, request, by.emergency ? "emergency publish" : "publish", outcome.revision.campaign, tenant,
                  "done", detail, nullptr, {{"revision", outcome.revision.row.number}, {"state", answer["state"]}});
            answer["took_ms"] = std::chrono::ceil<std::chrono::milliseconds>(Clock::now() - began).count();
            return json_answer(answer, 201);
        } catch (const Refused& refused) {
            audit(caller, request, "publish", api_.releases.id_in(to.yaml, to.file), tenant, refused.code, detail);
            throw;
        }
    }

    Response decide(Request& request, const Caller& caller, bool approve) const {
        const auto view = standing(request, caller);
        const json asked = body(request);
        const auto number = number_of(request.param("n"), "revision");
        const json detail{{"revision", number}, {"note", text(asked, "note")}};
        const char* action = approve ? "approve" : "reject";
        try {
            const auto revision =
                api_.releases.decide(view.campaign, number, approve, text(asked, "note"), {caller.name, false});
            audit(caller, request, action, view.campaign, view.tenant, "done", detail);
            return json_answer(to_json(revision));
        } catch (const Refused& refused) {
            audit(caller, request, action, view.campaign, view.tenant, refused.code, detail);
            throw;
        }
    }

    Response simulate(Request& request, const Caller& caller) const {
        const auto view = standing(request, caller);
        const json asked = body(request);
        const auto revision = api_.releases.revision(view.campaign, number_of(request.param("n"), "revision"));
        const auto file = config::parse_campaign(revision.row.config, "revision " + request.param("n"));
        const json report = api_.simulate(file, member<std::uint32_t>(asked, "players", "a number", 0),
                                          member<std::uint32_t>(asked, "turns", "a number", 0));
        api_.releases.store().keep_simulation(revision.row.campaign, revision.row.number,
                                              campaign::now().time_since_epoch().count(), caller.name, report.dump());
        audit(caller, request, "simulate", view.campaign, view.tenant, "done", {{"revision", revision.row.number}});
        return json_answer(report);
    }

    Response diff(Request& request, const Caller& caller) const {
        const auto view = standing(request, caller);
        const auto side = [&](const char* name) {
            const auto asked = request.target.parameter(name);
            if (!asked) throw Problem(400, "bad_number", std::string(name) + ": expected the number of a revision");
            return api_.releases.revision(view.campaign, number_of(*asked, name)).row;
        };
        const auto from = side("from"), to = side("to");
        const auto whole = [](const store::RevisionRow& row) {
            json config = json::parse(row.config);
            config["plugin_version"] = row.plugin_version;
            return config;
        };
        json changes = json::array();
        for (const auto& one : rollout::differences(whole(from), whole(to)))
            changes.push_back({{"path", one.path}, {"before", one.before}, {"after", one.after}});
        return json_answer({{"from", from.number}, {"to", to.number}, {"changes", changes}});
    }

    Response revisions(Request& request, const Caller& caller) const {
        const auto view = standing(request, caller);
        const auto asked = request.target.parameter("limit");
        const auto limit =
            std::min<std::uint32_t>(asked ? static_cast<std::uint32_t>(number_of(*asked, "limit")) : page, 4 * page);
        const auto before = request.target.parameter("before");
        const auto list = api_.releases.revisions(view.campaign, before ? number_of(*before, "before") : 0, limit + 1);
        json body{{"revisions", json::array()}, {"next", nullptr}};
        for (std::size_t i = 0; i < list.size() && i < limit; ++i) body["revisions"].push_back(to_json(list[i]));
        if (list.size() > limit) body["next"] = list[limit - 1].row.number;
        return json_answer(body);
    }

    Response revision(Request& request, const Caller& caller) const {
        const auto view = standing(request, caller);
        const auto one = api_.releases.revision(view.campaign, number_of(request.param("n"), "revision"));
        json body = to_json(one);
        body["config"] = json::parse(one.row.config);
        // JSON is YAML: of a file of the host's folder the text is not kept, only what it said.
        body["yaml"] = one.row.yaml.empty() ? body["config"].dump(2) + "\n" : one.row.yaml;
        return json_answer(body);
    }

    Response simulation(Request& request, const Caller& caller) const {
        const auto view = standing(request, caller);
        const auto one = api_.releases.revision(view.campaign, number_of(request.param("n"), "revision"));
        if (one.row.simulation.empty())
            throw Problem(404, "no_simulation", "this revision was not simulated yet; POST …/simulate does it");
        return json_answer(json::parse(one.row.simulation));
    }

    Response check(Request& request) const {
        const json asked = body(request);
        const std::string file = text(asked, "file");
        return json_answer({{"problems", problems_of(api_.releases.check(required_text(asked, "yaml"),
                                                                         file.empty() ? "campaign.yaml" : file))}});
    }

    Response schema(Request& request) const {
        const auto plugin = request.target.parameter("plugin");
        std::map<std::string, json> settings;
        for (const auto& entry : api_.releases.shelf().list())
            if (entry.manifest && (!plugin || entry.manifest->id == *plugin))
                settings[entry.manifest->id] = entry.manifest->settings_schema;
        if (plugin && settings.empty())
            throw Problem(404, "no_such_plugin", "there is no plugin of this name in the plugin folder");
        return json_answer(config::campaign_schema(settings));
    }

    Response put_rollout(Request& request, const Caller& caller) const {
        const json asked = body(request);
        const auto number = member<std::int32_t>(asked, "revision", "the number of a revision", 0);
        const auto target = target_of(asked);
        const auto by = this->by(caller, asked);
        return change(request, caller, "rollout", asked,
                      [&] { return api_.releases.roll_out(request.param("id"), number, target, by); });
    }
    Response roll_back(Request& request, const Caller& caller) const {
        const json asked = body(request);
        const auto to = member<std::int32_t>(asked, "to", "the number of a revision", 0);
        return change(request, caller, "rollback", asked, [&] {
            return api_.releases.roll_back(request.param("id"), to > 0 ? std::optional(to) : std::nullopt,
                                           text(asked, "reason"), {caller.name, false});
        });
    }
    Response kill(Request& request, const Caller& caller, bool killed) const {
        const json asked = body(request);
        return change(request, caller, killed ? "kill" : "unkill", asked, [&] {
            return api_.releases.kill(request.param("id"), killed, text(asked, "reason"), {caller.name, false});
        });
    }

private:
    const RolloutApi& api_;
    Access& access_;
};

// A refusal of the rollout's rules is an answer like any other.
template <typename Answer>
Routes::Answer answering(Answer answer) {
    return [answer = std::move(answer)](Request& request, const Caller& caller) {
        try {
            return answer(request, caller);
        } catch (const Refused& refused) {
            return to_response(refused, request);
        }
    };
}

}  // namespace

void add_rollout_routes(Routes& routes, const RolloutApi& rollout_api) {
    const Api api(rollout_api, routes.access());
    const auto add = [&](const char* method, const std::string& path, const char* summary, Role least, auto answer) {
        routes.add(method, path, summary, least, answering([api, answer](Request& request, const Caller& caller) {
                       return answer(api, request, caller);
                   }));
    };
    add("GET", "campaigns/{id}/revisions", "Revisions of a campaign, newest first", Role::viewer,
        [](const Api& a, Request& r, const Caller& c) { return a.revisions(r, c); });
    add("GET", "campaigns/{id}/revisions/{n}", "One revision, with its text", Role::viewer,
        [](const Api& a, Request& r, const Caller& c) { return a.revision(r, c); });
    add("GET", "campaigns/{id}/revisions/{n}/simulation", "The kept report of its simulation", Role::viewer,
        [](const Api& a, Request& r, const Caller& c) { return a.simulation(r, c); });
    add("GET", "campaigns/{id}/diff", "What differs between two revisions", Role::viewer,
        [](const Api& a, Request& r, const Caller& c) { return a.diff(r, c); });
    add("GET", "campaigns/{id}/rollout", "The rollout, its guards and its history; null: none", Role::viewer,
        [](const Api& a, Request& r, const Caller& c) { return a.rollout_of(r, c); });
    add("GET", "schema", "The JSON Schema of a campaign file", Role::viewer,
        [](const Api& a, Request& r, const Caller&) { return a.schema(r); });
    add("POST", "check", "What is wrong with a campaign file", Role::viewer,
        [](const Api& a, Request& r, const Caller&) { return a.check(r); });
    add("POST", "revisions", "Publishes a revision", Role::operating,
        [](const Api& a, Request& r, const Caller& c) { return a.publish(r, c); });
    add("POST", "campaigns/{id}/revisions/{n}/approve", "Approves a revision", Role::approver,
        [](const Api& a, Request& r, const Caller& c) { return a.decide(r, c, true); });
    add("POST", "campaigns/{id}/revisions/{n}/reject", "Rejects a revision", Role::approver,
        [](const Api& a, Request& r, const Caller& c) { return a.decide(r, c, false); });
    add("POST", "campaigns/{id}/revisions/{n}/simulate", "Simulates a revision and keeps the report", Role::operating,
        [](const Api& a, Request& r, const Caller& c) { return a.simulate(r, c); });
    add("PUT", "campaigns/{id}/rollout", "Who gets a revision", Role::operating,
        [](const Api& a, Request& r, const Caller& c) { return a.put_rollout(r, c); });
    add("POST", "campaigns/{id}/rollback", "Back, for everybody, at once", Role::operating,
        [](const Api& a, Request& r, const Caller& c) { return a.roll_back(r, c); });
    add("POST", "campaigns/{id}/kill", "Nobody takes part any more, at once", Role::operating,
        [](const Api& a, Request& r, const Caller& c) { return a.kill(r, c, true); });
    add("POST", "campaigns/{id}/unkill", "Ends that", Role::operating,
        [](const Api& a, Request& r, const Caller& c) { return a.kill(r, c, false); });
}

}  // namespace fairground::admin
