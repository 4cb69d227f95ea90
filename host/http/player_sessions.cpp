#include "http/json_body.hpp"
#include "http/player_routes.hpp"

namespace fairground::http {
namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

auth::Player signed_in(const PlayerApi& api, const nlohmann::json& body) try {
    const auto provider = body.find("provider");
    const bool known =
        provider != body.end() && provider->is_string() &&
        std::find(api.providers.begin(), api.providers.end(), provider->get<std::string>()) != api.providers.end();
    if (!known) throw Problem(422, "unknown_provider", "provider: this host takes " + joined(api.providers));
    if (*provider == "dev") return auth::dev_login(body);
    throw Problem(422, "unknown_provider", "provider: this host has no adapter for it");
} catch (const auth::LoginRefused& refused) {
    throw Problem(422, "login_refused", refused.what());
}

void sign_in(const PlayerApi& api, const Request& request, const Respond& respond) {
    const auto player = signed_in(api, parse_object(object_of(api, request), api.limits.json_depth));
    const auto issued = api.sessions.issue(player, std::chrono::floor<std::chrono::seconds>(api.now()));
    respond(json_response({{"token", issued.token},
                           {"expires_at", utc_text(issued.expires_at)},
                           {"player", {{"id", player.id}, {"name", player.name}}}},
                          201));
}

}  // namespace

void add_session_routes(Router& router, const PlayerApi& api) {
    router.add("POST", "/api/v1/sessions", "Sign in",
               [&api](Request& request, const Respond& respond) { sign_in(api, request, respond); });
}

}  // namespace fairground::http
