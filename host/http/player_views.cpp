#include "http/etag.hpp"
#include "http/player_routes.hpp"

namespace fairground::http {
namespace {

using engine::Answer;
using plugin::Route;

const Route* view_of(const campaign::Revision& revision, const Request& request) {
    const Route* route = revision.rules->manifest().view(request.param("view"));
    const bool ours = route && route->role != Route::Role::partner && route->role != Route::Role::admin;
    return ours ? route : nullptr;
}
[[noreturn]] void no_such_view() {
    throw Problem(404, "no_such_view", "the campaign has no view of this name");
}

// A visitor gets what is live. A view that needs a session in either of two revisions needs one until it is known whose
// call it is.
struct Chosen {
    std::shared_ptr<const campaign::Revision> revision;
    const Route* route = nullptr;
    std::optional<auth::Player> player;
};
Chosen choose(const PlayerApi& api, const campaign::Serving& serving, const Request& request) {
    const Route* live = view_of(*serving.live, request);
    const Route* next = serving.next ? view_of(*serving.next, request) : nullptr;
    if (!live && !next) no_such_view();
    Chosen chosen{serving.live, live, std::nullopt};
    const bool open = live && live->role == Route::Role::none;
    chosen.player = open ? player_of(api, request) : require_player(api, request);
    if (chosen.player) {
        require_tenant(*chosen.player, *serving.live);
        chosen.revision = serving.of(*chosen.player);
        chosen.route = chosen.revision == serving.live ? live : next;
    }
    if (chosen.route == nullptr) no_such_view();
    return chosen;
}

// Ours, and nothing that the plugin gets to see.
constexpr std::string_view consistency = "consistency";

Response response_of(const PlayerApi& api, const cache::ReplyPtr& reply, const campaign::Revision& revision,
                     const plugin::Route& route, Request& request) {
    const auto kind = engine::Views::kind_of(*reply);
    count(api, {revision, &route, ops::CampaignTraffic::Kind::view}, request, kind, reply->code);
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
    auto chosen = choose(api, *campaign->serving(), request);
    engine::Views::Ask ask{.revision = chosen.revision, .route = chosen.route, .player = std::move(chosen.player)};
    const campaign::Revision& revision = *ask.revision;
    api.gate.campaign(revision);
    ask.now = api.now();
    if (campaign->status(ask.now) == campaign::Status::quarantined)
        throw Problem(503, quarantined.code, quarantined.detail, quarantine_retry_s);
    ask.fresh = fresh_of(request);
    auto query = request.target.query;
    std::erase_if(query, [](const auto& pair) { return pair.first == consistency; });
    ask.query = query;
    const auto* route = ask.route;
    if (const auto reply = api.views.look(ask)) return respond(response_of(api, reply, revision, *route, request));
    api.views.view(ask, [&api, asked = ask.revision, route, &request, respond](const cache::ReplyPtr& reply) {
        respond(response_of(api, reply, *asked, *route, request));
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
