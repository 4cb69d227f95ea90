// Revisions and rollout, for admins: what rollout::Releases does, over HTTP.
#pragma once
#include <functional>
#include <map>
#include <string>

#include "admin/routes.hpp"
#include "rollout/conductor.hpp"
#include "rollout/releases.hpp"

namespace fairground::admin {

struct RolloutApi {
    rollout::Releases& releases;
    // How the guards of a campaign's plan stand.
    std::function<std::vector<rollout::Finding>(const rollout::StandingView&, std::int64_t campaign)> findings;
    // The report of a simulation of the revision; players, turns: 0: the usual. Takes its time.
    std::function<nlohmann::json(const config::CampaignFile&, std::uint32_t players, std::uint32_t turns)> simulate;
    std::size_t json_depth = 32;
};

// GET  campaigns/{id}/revisions, …/revisions/{n}, …/revisions/{n}/simulation, …/diff, …/rollout; schema
// POST check, revisions, campaigns/{id}/revisions/{n}/approve, …/reject, …/simulate, campaigns/{id}/rollback, …/kill,
//      …/unkill
// PUT  campaigns/{id}/rollout
// api must outlive the router.
void add_rollout_routes(Routes& routes, const RolloutApi& api);

// Adds to a list of campaigns, as they are shown, "killed", "rollout" and "waiting": how many revisions wait for
// approval.
void add_rollouts(rollout::Releases& releases, nlohmann::json& campaigns);

// As they are answered.
nlohmann::json to_json(const rollout::RevisionView& revision);
nlohmann::json to_json(const rollout::StandingView& standing);
nlohmann::json to_json(const config::Problem& problem);

}  // namespace fairground::admin
