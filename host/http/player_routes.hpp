// Private to the player API: its routes by resource, and what they share.
#pragma once
#include <optional>

#include "http/player_api.hpp"
#include "http/problem.hpp"
#include "http/times.hpp"

namespace fairground::http {

void add_session_routes(Router& router, const PlayerApi& api);
void add_campaign_routes(Router& router, const PlayerApi& api);
void add_action_routes(Router& router, const PlayerApi& api);
void add_view_routes(Router& router, const PlayerApi& api);
void add_me_routes(Router& router, const PlayerApi& api);
void add_page_routes(Router& router, const PlayerApi& api);

// The campaign named by {id}. Throws 404 no_such_campaign.
std::shared_ptr<campaign::Campaign> campaign_of(const PlayerApi& api, const Request& request);

// Who asks; empty without an Authorization header. Throws 401 with code bad_session or session_expired, and 429 for a
// player who asks too often.
std::optional<auth::Player> player_of(const PlayerApi& api, const Request& request);
// Throws also 401 no_session.
auth::Player require_player(const PlayerApi& api, const Request& request);
// Throws 403 other_tenant: the player belongs to another business than the campaign.
void require_tenant(const auth::Player& player, const campaign::Revision& revision);

// What the answer has to show at least: ?consistency=strong, and the player's version of the header
// Fairground-Min-Version. Throws 400 bad_consistency or bad_min_version.
engine::Fresh fresh_of(const Request& request);

// What a campaign in quarantine answers, and when it makes sense to ask again: when an admin has looked at it.
extern const engine::Closed quarantined;
inline constexpr int quarantine_retry_s = 60;

// The body, checked; {} if there is none. Throws 400 (see json_body.hpp) or 415 not_json.
std::string object_of(const PlayerApi& api, const Request& request);

struct Called {
    const campaign::Revision& revision;
    const plugin::Route* route;  // null: it was refused before anybody looked
    ops::CampaignTraffic::Kind kind;
};
// One more call: for those who look at the campaign's traffic, and for the guards of the revision's rollout.
void count(const PlayerApi& api, const Called& called, const Request& request, engine::Answer::Kind came,
           std::string_view code);

// What the engine answered, with the headers that every answer of a campaign carries.
Response to_response(engine::Answer&& answer, const campaign::Revision& revision, Request& request);

Response json_response(const nlohmann::json& body, int status = 200);

}  // namespace fairground::http
