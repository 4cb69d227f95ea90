#include "http/player_api.hpp"

#include <charconv>
#include <ctime>

#include "http/json_body.hpp"
#include "http/player_routes.hpp"
#include "http/text.hpp"
#include "ops/log.hpp"

namespace fairground::http {
namespace {

constexpr std::string_view bearer = "Bearer ";
constexpr std::string_view min_version = "Fairground-Min-Version";

Problem to_problem(const engine::Answer& answer) {
    using Kind = engine::Answer::Kind;
    switch (answer.kind) {
        case Kind::refused:
            return {409, answer.code, answer.detail};
        case Kind::invalid:
            return {422, answer.code.empty() ? "invalid" : answer.code, answer.detail};
        case Kind::key_conflict:
            return {422, "idempotency_key_reused",
                    "this Idempotency-Key was used with another action or body; take a new one"};
        case Kind::unavailable:
            if (answer.code == engine::overloaded)
                return {503, answer.code, "too much to do right now; ask again, with the same Idempotency-Key",
                        retry_after(std::chrono::seconds(1))};
            if (answer.code == quarantined.code) return {503, answer.code, answer.detail, quarantine_retry_s};
            return {503, "unavailable",
                    "something we need is not there right now; ask again, with the same Idempotency-Key"};
        case Kind::done:
        case Kind::fault:
            break;
    }
    return {500, "fault", "an error on our side; it was logged under this trace_id"};
}

}  // namespace

const engine::Closed quarantined{"quarantined",
                                 "the campaign is out of order and is being looked at; nothing is lost, ask again "
                                 "later with the same Idempotency-Key",
                                 engine::Answer::Kind::unavailable};

void add_player_routes(Router& router, const PlayerApi& api) {
    add_session_routes(router, api);
    add_campaign_routes(router, api);
    add_action_routes(router, api);
    add_view_routes(router, api);
    add_me_routes(router, api);
    add_page_routes(router, api);
}

std::shared_ptr<campaign::Campaign> campaign_of(const PlayerApi& api, const Request& request) {
    auto campaign = api.catalogue.find(request.param("id"));
    if (!campaign)
        throw Problem(404, "no_such_campaign", "there is no campaign of this name; /api/v1/campaigns lists all");
    return campaign;
}

std::optional<auth::Player> player_of(const PlayerApi& api, const Request& request) {
    if (request.count("Authorization") == 0) return std::nullopt;
    const auto header = request.header("Authorization");
    if (request.count("Authorization") > 1 || header.size() < bearer.size() ||
        !same_without_case(header.substr(0, bearer.size()), bearer))
        throw Problem(401, "bad_session", "expected one header Authorization: Bearer TOKEN");
    const auto now = std::chrono::floor<std::chrono::seconds>(api.now());
    auto checked = api.sessions.check(trimmed(header.substr(bearer.size())), now);
    if (checked.verdict == auth::Sessions::Verdict::expired)
        throw Problem(401, "session_expired", "the session has expired; sign in again");
    if (checked.verdict != auth::Sessions::Verdict::valid)
        throw Problem(401, "bad_session", "this is not a session token of ours; sign in again");
    api.gate.player(checked.player);
    return std::move(checked.player);
}

auth::Player require_player(const PlayerApi& api, const Request& request) {
    auto player = player_of(api, request);
    if (!player)
        throw Problem(401, "no_session", "sign in first: POST /api/v1/sessions, then send Authorization: Bearer TOKEN");
    return std::move(*player);
}

void require_tenant(const auth::Player& player, const campaign::Revision& revision) {
    if (player.tenant != revision.config.tenant)
        throw Problem(403, "other_tenant", "this session belongs to another tenant than the campaign");
}

engine::Fresh fresh_of(const Request& request) {
    engine::Fresh fresh;
    if (const auto consistency = request.target.parameter("consistency")) {
        if (*consistency != "strong") throw Problem(400, "bad_consistency", "consistency: the only value is strong");
        fresh.strong = true;
    }
    if (request.count(min_version) == 0) return fresh;
    const auto text = trimmed(request.header(min_version));
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), fresh.version);
    if (request.count(min_version) > 1 || error != std::errc() || end != text.data() + text.size() || fresh.version < 0)
        throw Problem(400, "bad_min_version",
                      "Fairground-Min-Version: expected the number of a header Fairground-Player-Version");
    return fresh;
}

std::string object_of(const PlayerApi& api, const Request& request) {
    if (request.body.empty()) return "{}";
    require_json_type(request);
    check_object(request.body, api.limits.json_depth);
    return std::string(request.body);
}

void count(const PlayerApi& api, const Called& called, const Request& request, engine::Answer::Kind came,
           std::string_view code) {
    using Came = ops::CampaignTraffic::Came;
    using Kind = engine::Answer::Kind;
    using Outcome = campaign::Figures::Outcome;
    auto as = Came::done;
    auto outcome = Outcome::done;
    if (came == Kind::refused) as = Came::refused, outcome = Outcome::refused;
    if (came == Kind::fault) as = Came::fault, outcome = Outcome::fault;
    if (came == Kind::unavailable) as = Came::unavailable, outcome = Outcome::unavailable;
    const auto now = ops::CampaignTraffic::Clock::now();
    const auto took = now - request.started;
    if (called.route != nullptr) called.revision.figures->count(outcome, took, called.route->number);
    if (api.traffic != nullptr) api.traffic->of(called.revision.id()).count(called.kind, as, code, took, now);
}

Response to_response(engine::Answer&& answer, const campaign::Revision& revision, Request& request) {
    Response response;
    if (answer.kind == engine::Answer::Kind::done) {
        response.body = std::move(answer.body);
    } else {
        response = to_response(to_problem(answer), request.trace_id());
    }
    if (answer.kind == engine::Answer::Kind::fault)
        ops::log_error("call failed", {{"campaign", revision.id()},
                                       {"plugin", revision.plugin_label()},
                                       {"generation", revision.rules->generation()},
                                       {"reason", answer.detail},
                                       {"trace_id", request.trace_id()}});
    response.add("Fairground-Campaign-Revision",
                 std::to_string(answer.revision != 0 ? answer.revision : revision.number));
    // A stored answer may be older than this revision; then its own number is all that is known of who made it.
    if (answer.revision == 0 || answer.revision == revision.number)
        response.add("Fairground-Plugin", revision.plugin_label());
    if (answer.player_version > 0) response.add("Fairground-Player-Version", std::to_string(answer.player_version));
    if (answer.replayed) response.add("Idempotency-Replayed", "true");
    return response;
}

Response json_response(const nlohmann::json& body, int status) {
    Response response;
    response.status = status;
    response.body = body.dump();
    response.add("Cache-Control", "no-store");
    return response;
}

}  // namespace fairground::http
