// What admins change: each change, and each that was refused, is a line of the trail.
#include <cmath>

#include "admin/rollout_answers.hpp"

namespace fairground::admin {
namespace {

using http::Problem;
using http::Request;
using http::Response;
using nlohmann::json;
using rollout::Refused;
using Clock = std::chrono::steady_clock;

rollout::Target target_of(const json& body) {
    using Names = std::vector<std::string>;
    rollout::Target target;
    target.plan = body.value("plan", json());
    if (!body.contains("share") && target.plan.is_null())
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

std::optional<rollout::Target> published_for(const json& publish) {
    if (publish.is_object()) return target_of(publish);
    if (publish == "all")
        return rollout::Target{{.share = campaign::everybody, .tenants = {}, .regions = {}, .allow = {}}, {}};
    if (publish == "none") return std::nullopt;
    throw Problem(400, "bad_body",
                  "publish: expected \"all\", \"none\" or {share: …}, found " +
                      publish.dump(-1, ' ', true, json::error_handler_t::replace));
}

rollout::ToPublish to_publish(const json& asked) {
    rollout::ToPublish to;
    to.yaml = required_text(asked, "yaml");
    if (asked.contains("file")) to.file = text(asked, "file");
    to.note = text(asked, "note");
    if (const auto source = text(asked, "source"); !source.empty()) {
        if (source != "apply" && source != "console")
            throw Problem(400, "bad_body", "source: expected apply or console, found " + json(source).dump());
        to.source = source;
    }
    to.target = published_for(asked.value("publish", json("none")));
    return to;
}

std::int64_t ms_since(Clock::time_point began) {
    return std::chrono::ceil<std::chrono::milliseconds>(Clock::now() - began).count();
}

}  // namespace

rollout::By RolloutAnswers::by(const Caller& caller, const json& body) const {
    const bool emergency = member<bool>(body, "emergency", "true or false", false);
    if (emergency && caller.role < Role::approver)
        throw Problem(403, "role_needed",
                      "without a second person: expected the role approver or owner, you have " +
                          std::string(to_text(caller.role)));
    return {caller.name, emergency};
}

AuditEntry RolloutAnswers::entry(const Caller& caller, Request& request, const std::string& action,
                                 const std::string& campaign, const std::string& tenant, json detail) const {
    AuditEntry entry{.who = caller, .action = action, .target = campaign};
    entry.campaign = campaign;
    if (!tenant.empty()) entry.tenant = tenant;
    entry.detail = std::move(detail);
    entry.trace_id = request.trace_id();
    return entry;
}

Response RolloutAnswers::change(Request& request, Caller caller, const std::string& action, const json& detail,
                                const std::function<rollout::Changed()>& work) const {
    const auto began = Clock::now();
    const auto before = standing(request, caller);
    caller.emergency = member<bool>(detail, "emergency", "true or false", false);
    auto line = entry(caller, request, caller.emergency ? "emergency " + action : action, before.campaign,
                      before.tenant, detail);
    try {
        const rollout::Changed changed = work();
        json body = to_json(changed.after);
        line.before = to_json(changed.before);
        line.after = body;
        access_.audit(line);
        body["took_ms"] = ms_since(began);
        return json_answer(body);
    } catch (const Refused& refused) {
        line.outcome = refused.code;
        access_.audit(line);
        throw;
    }
}

Response RolloutAnswers::publish(Request& request, Caller caller) const {
    const auto began = Clock::now();
    const json asked = body(request);
    const auto by = this->by(caller, asked);
    const auto to = to_publish(asked);
    const auto tenant = api_.releases.tenant_of(to.yaml, to.file);
    require_seen(caller, tenant);
    caller.emergency = by.emergency;
    auto line =
        entry(caller, request, by.emergency ? "emergency publish" : "publish", api_.releases.id_in(to.yaml, to.file),
              tenant, {{"note", to.note}, {"source", to.source}, {"publish", asked.value("publish", json("none"))}});
    try {
        const auto outcome = api_.releases.publish(to, by);
        json answer = to_json(outcome.revision);
        line.after = {{"revision", outcome.revision.row.number}, {"state", answer["state"]}};
        access_.audit(line);
        answer["campaign"] = outcome.revision.campaign;
        answer["is_new"] = outcome.is_new;
        answer["took_ms"] = ms_since(began);
        return json_answer(answer, 201);
    } catch (const Refused& refused) {
        line.outcome = refused.code;
        access_.audit(line);
        throw;
    }
}

Response RolloutAnswers::decide(Request& request, const Caller& caller, bool approve) const {
    const auto began = Clock::now();
    const auto view = standing(request, caller);
    const json asked = body(request);
    const auto number = number_of(request.param("n"), "revision");
    auto line = entry(caller, request, approve ? "approve" : "reject", view.campaign, view.tenant,
                      {{"revision", number}, {"note", text(asked, "note")}});
    try {
        const auto revision =
            api_.releases.decide(view.campaign, number, approve, text(asked, "note"), {caller.name, false});
        access_.audit(line);
        json answer = to_json(revision);
        answer["took_ms"] = ms_since(began);
        return json_answer(answer);
    } catch (const Refused& refused) {
        line.outcome = refused.code;
        access_.audit(line);
        throw;
    }
}

Response RolloutAnswers::simulate(Request& request, const Caller& caller) const {
    const auto view = standing(request, caller);
    const json asked = body(request);
    const auto row = api_.releases.revision(view.campaign, number_of(request.param("n"), "revision")).row;
    const auto file = config::parse_campaign(row.config, "revision " + request.param("n"));
    const json report = api_.simulate(file, member<std::uint32_t>(asked, "players", "a number", 0),
                                      member<std::uint32_t>(asked, "turns", "a number", 0));
    api_.releases.store().keep_simulation(row.campaign, row.number, campaign::now().time_since_epoch().count(),
                                          caller.name, report.dump());
    access_.audit(entry(caller, request, "simulate", view.campaign, view.tenant, {{"revision", row.number}}));
    return json_answer(report);
}

Response RolloutAnswers::put_rollout(Request& request, const Caller& caller) const {
    const json asked = body(request);
    const auto number = member<std::int32_t>(asked, "revision", "the number of a revision", 0);
    const auto target = target_of(asked);
    const auto by = this->by(caller, asked);
    return change(request, caller, "rollout", asked,
                  [&] { return api_.releases.roll_out(request.param("id"), number, target, by); });
}

Response RolloutAnswers::roll_back(Request& request, const Caller& caller) const {
    const json asked = body(request);
    const auto to = member<std::int32_t>(asked, "to", "the number of a revision", 0);
    return change(request, caller, "rollback", asked, [&] {
        return api_.releases.roll_back(request.param("id"), to > 0 ? std::optional(to) : std::nullopt,
                                       text(asked, "reason"), {caller.name, false});
    });
}

Response RolloutAnswers::kill(Request& request, const Caller& caller, bool killed) const {
    const json asked = body(request);
    return change(request, caller, killed ? "kill" : "unkill", asked, [&] {
        return api_.releases.kill(request.param("id"), killed, text(asked, "reason"), {caller.name, false});
    });
}

}  // namespace fairground::admin
