// What admins read of revisions and rollouts.
#include <chrono>

#include "admin/rollout_api.hpp"

namespace fairground::admin {
namespace {

using nlohmann::json;

json time_of(std::int64_t ms) {
    static const campaign::LocalTime utc("UTC");
    return utc.rfc3339(campaign::Time(std::chrono::milliseconds(ms)));
}

}  // namespace

json to_json(const config::Problem& problem) {
    return {{"file", problem.file}, {"line", problem.line},       {"column", problem.column},
            {"key", problem.key},   {"message", problem.message}, {"severity", problem.warning ? "warning" : "error"}};
}

json to_json(const rollout::RevisionView& revision) {
    const auto& row = revision.row;
    json approval;
    if (row.approval)
        approval = {{"by", row.approval->admin},
                    {"at", time_of(row.approval->at)},
                    {"note", row.approval->note},
                    {"approved", row.approval->approved}};
    return {{"number", row.number},
            {"state", rollout::to_text(revision.state)},
            {"author", row.author},
            {"source", row.source},
            {"created_at", time_of(row.published)},
            {"note", row.note},
            {"plugin", row.plugin},
            {"plugin_version", row.plugin_version},
            {"hash", row.hash},
            {"approval", approval},
            {"simulation", row.simulation.empty() ? json() : json::parse(row.simulation, nullptr, false)}};
}

json to_json(const rollout::StandingView& standing) {
    json body{
        {"campaign", standing.campaign}, {"live", standing.live},     {"source", standing.of_file ? "file" : "store"},
        {"killed", standing.killed},     {"change", standing.change}, {"rollout", nullptr}};
    if (!standing.rollout) return body;
    const auto& rollout = *standing.rollout;
    body["rollout"] = {{"revision", rollout.revision},
                       {"base", rollout.base},
                       {"share", static_cast<double>(rollout.share.share) / campaign::everybody},
                       {"tenants", rollout.share.tenants},
                       {"regions", rollout.share.regions},
                       {"allow", rollout.share.allow},
                       {"plan", rollout.plan},
                       {"stage", rollout.plan.is_null() ? json() : json(rollout.stage)},
                       {"state", campaign::to_text(rollout.state)},
                       {"since", time_of(rollout.since)},
                       {"rehearsed", rollout.rehearsed}};
    return body;
}

void add_standing(rollout::Releases& releases, const campaign::Campaign& campaign, json& shown) {
    const auto revision = campaign.revision();
    shown["rollout"] = to_json(releases.standing(revision->id())).at("rollout");
    shown["killed"] = campaign.killed();
    for (const auto& waiting : releases.store().waiting())
        if (waiting.campaign == revision->campaign) shown["waiting"] = waiting.revisions;
}

}  // namespace fairground::admin
