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

// Ours, and nothing that the plugin gets to see.
constexpr std::string_view consistency = "consistency";

Response response_of(const PlayerApi& api, const cache::ReplyPtr& reply, const campaign::Revision& revision,
                     Request& request) {
    const auto kind = engine::Views::kind_of(*reply);
    count(api, revision, request, ops::CampaignTraffic::Kind::view, kind, reply->code);
    if (kind != Answer::Kind::done)
        return to_response(
            Answer{.kind = kind, .code = reply->code, .detail = reply->detail, .player_version = reply->version},
            revision, request);
    Response response;
    response.headers = reply->headers;
    if (is_known(reply->etag, request))
        response.status = 304;
    else
        response.shared = std::shared_ptr<const std::string>(reply, &reply->body);
    return response;
}

void view(const PlayerApi& api, Request& request, const Respond& respond) {
    const auto campaign = campaign_of(api, request);
    engine::Views::Ask ask{.revision = campaign->revision()};
    const campaign::Revision& revision = *ask.revision;
    ask.route = &view_of(revision, request);
    ask.player = ask.route->role == Route::Role::none ? player_of(api, request) : require_player(api, request);
    if (ask.player) require_tenant(*ask.player, revision);
    api.gate.campaign(revision);
    ask.now = api.now();
    if (campaign->status(ask.now) == campaign::Status::quarantined)
        throw Problem(503, quarantined.code, quarantined.detail, quarantine_retry_s);
    ask.fresh = fresh_of(request);
    auto query = request.target.query;
    std::erase_if(query, [](const auto& pair) { return pair.first == consistency; });
    ask.query = query;
    if (const auto reply = api.views.look(ask)) return respond(response_of(api, reply, revision, request));
    api.views.view(ask, [&api, asked = ask.revision, &request, respond](const cache::ReplyPtr& reply) {
        respond(response_of(api, reply, *asked, request));
    });
}

}  // namespace

void make_ready(cache::Reply& reply, const campaign::Revision& revision) {
    if (engine::Views::kind_of(reply) != Answer::Kind::done) return;
    Response response;
    reply.etag = etag_of(reply.body);
    response.add("Fairground-Campaign-Revision", std::to_string(revision.number))
        .add("Fairground-Plugin", revision.plugin_label());
    if (reply.version > 0) response.add("Fairground-Player-Version", std::to_string(reply.version));
    response.add("ETag", reply.etag).add("Cache-Control", "private, no-cache");
    reply.headers = std::move(response.headers);
}

void add_view_routes(Router& router, const PlayerApi& api) {
    router.add("GET", "/api/v1/campaigns/{id}/views/{view}", "",
               [&api](Request& request, const Respond& respond) { view(api, request, respond); });
}

}  // namespace fairground::http
