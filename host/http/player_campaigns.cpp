#include "http/player_routes.hpp"

namespace fairground::http {
namespace {

using nlohmann::json;

json time_or_null(const std::optional<campaign::Time>& time, const campaign::LocalTime& local) {
    return time ? json(local.rfc3339(*time)) : json();
}

json to_json(const PlayerApi& api, const campaign::Campaign& campaign) {
    const auto revision = campaign.revision();
    const auto& manifest = revision->rules->manifest();
    json body{{"id", revision->id()},
              {"plugin", manifest.id},
              {"title", revision->config.title},
              {"status", campaign::to_text(campaign.status(api.now()))},
              {"starts_at", time_or_null(revision->config.from, revision->local_time)},
              {"ends_at", time_or_null(revision->config.to, revision->local_time)},
              {"page", manifest.page.empty() ? json() : json(api.public_url + "/play/" + revision->id() + "/")}};
    if (!revision->odds.is_null()) body["odds"] = revision->odds;
    return body;
}

void list(const PlayerApi& api, const Respond& respond) {
    json campaigns = json::array();
    for (const auto& campaign : api.catalogue.all()) campaigns.push_back(to_json(api, *campaign));
    respond(json_response({{"campaigns", std::move(campaigns)}}));
}

}  // namespace

void add_campaign_routes(Router& router, const PlayerApi& api) {
    router.add("GET", "/api/v1/campaigns", "All campaigns",
               [&api](Request&, const Respond& respond) { list(api, respond); });
    router.add("GET", "/api/v1/campaigns/{id}", "One campaign", [&api](Request& request, const Respond& respond) {
        respond(json_response(to_json(api, *campaign_of(api, request))));
    });
}

}  // namespace fairground::http
