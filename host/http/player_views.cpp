#include "http/etag.hpp"
#include "http/player_routes.hpp"

namespace fairground::http {
namespace {

using engine::Answer;
using plugin::Route;

const Route& view_of(const campaign::Revision& revision, const Request& request) {
    const Route* route = revision.rules->manifest().view(request.param("view"));
    if (route == nullptr || route->role == Route::Role::partner || route->role == Route::Role::admin)
        throw Problem(404, "no_such_view", "the campaign has no view of this name");
    return *route;
}

// What the plugin gets to see; consistency is ours.
std::string query_of(const Request& request) {
    nlohmann::json query = nlohmann::json::object();
    for (const auto& [name, value] : request.target.query)
        if (name != "consistency") query[name] = value;
    return query.dump();
}

Response with_etag(Response response, const Request& request) {
    const std::string etag = etag_of(response.body);
    response.add("ETag", etag).add("Cache-Control", "private, no-cache");
    if (is_known(etag, request)) {
        response.status = 304;
        response.body.clear();
    }
    return response;
}

void view(const PlayerApi& api, Request& request, const Respond& respond) {
    const auto campaign = campaign_of(api, request);
    engine::ViewCall call;
    call.revision = campaign->revision();
    call.route = &view_of(*call.revision, request);
    call.player = call.route->role == Route::Role::none ? player_of(api, request) : require_player(api, request);
    if (call.player) require_tenant(*call.player, *call.revision);
    api.gate.campaign(*call.revision);
    call.query = query_of(request);
    call.fresh = fresh_of(request);
    call.now = api.now();
    if (campaign->status(call.now) == campaign::Status::quarantined)
        throw Problem(503, quarantined.code, quarantined.detail, quarantine_retry_s);
    const auto computed_by = call.revision;
    api.engine.view(std::move(call), [computed_by, &request, respond](Answer&& answer) {
        Response response = to_response(std::move(answer), *computed_by, request);
        respond(response.status == 200 ? with_etag(std::move(response), request) : std::move(response));
    });
}

}  // namespace

void add_view_routes(Router& router, const PlayerApi& api) {
    router.add("GET", "/api/v1/campaigns/{id}/views/{view}", "",
               [&api](Request& request, const Respond& respond) { view(api, request, respond); });
}

}  // namespace fairground::http
