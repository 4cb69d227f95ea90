// What there is to look at: the host, its campaigns with what they answer, plugins, jobs, readiness, preflight.
#pragma once
#include <vector>

#include "admin/session_api.hpp"
#include "ops/readiness.hpp"
#include "ops/traffic.hpp"
#include "plugin/plugin.hpp"

namespace fairground::admin {

// References must outlive the routes.
struct Looks {
    const campaign::Catalogue& catalogue;
    store::Store& store;
    plugin::Shelf& shelf;
    const ops::Traffic& traffic;
    const ops::Readiness& readiness;
    HostFacts host;
    std::function<std::vector<store::Check>()> preflight;
    // Adds to a list of campaigns, as they are shown, what others know of them (rollouts); empty: nothing.
    std::function<void(nlohmann::json& campaigns)> more;
    std::function<campaign::Time()> now = campaign::now;
    campaign::Time started = campaign::now();
};

// GET overview, campaigns, campaigns/{id}, plugins, jobs, readiness and, of the whole host, preflight. Figures of
// traffic are those of this host.
void add_look_routes(Routes& routes, const Looks& looks);

// The campaign named by {id}, if the caller sees its tenant. Throws 404 no_such_campaign.
std::shared_ptr<campaign::Campaign> campaign_for(const campaign::Catalogue& catalogue, const http::Request& request,
                                                 const Caller& caller);

}  // namespace fairground::admin
