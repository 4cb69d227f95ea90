// What admins read of revisions and rollouts.
#include <chrono>
#include <map>

#include "admin/rollout_api.hpp"

namespace fairground::admin {
namespace {

using nlohmann::json;

json time_of(std::int64_t ms) {
    static const campaign::LocalTime utc("UTC");
    return utc.rfc3339(campaign::Time(std::chrono::milliseconds(ms)));
}

// What a list tells of a report, which may be long.
json in_short(const store::Simulation& simulation) {
    const json report = json::parse(simulation.report);
    const json& cost = report.at("cost");
    return {{"at", time_of(simulation.at)},
            {"by", simulation.admin},
            {"players", report.at("players")},
            {"days", report.at("days")},
            {"runs", report.at("runs")},
            {"faults", report.at("answers").at("faults")},
            {"odds_kept", report.at("odds_kept")},
            {"cost", cost.is_null() ? json() : json{{"unit", cost.at("unit")}, {"mean", cost.at("all").at("mean")}}}};
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
            {"simulation", row.simulation ? in_short(*row.simulation) : json()}};
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

// Only of those that have one is the store asked.
void add_rollouts(rollout::Releases& releases, json& campaigns) {
    std::map<std::int64_t, std::int64_t> waiting;
    for (const auto& one : releases.store().waiting()) waiting[one.campaign] = one.revisions;
    for (json& body : campaigns) {
        const auto id = body.at("id").get<std::string>();
        const auto campaign = releases.catalogue().find(id);
        if (!campaign) continue;
        const auto serving = campaign->serving();
        body["waiting"] = waiting[serving->live->campaign];
        if (serving->next) body["rollout"] = to_json(releases.standing(id)).at("rollout");
    }
}

}  // namespace fairground::admin
