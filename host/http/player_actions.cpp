#include "http/player_routes.hpp"

namespace fairground::http {
namespace {

using engine::Answer;
using plugin::Route;

constexpr std::size_t max_key = 64;

std::optional<std::string> idempotency_key(const Request& request) {
    const auto count = request.count("Idempotency-Key");
    if (count == 0) return std::nullopt;
    const auto key = request.header("Idempotency-Key");
    const bool printable = std::all_of(key.begin(), key.end(), [](char c) { return c >= '!' && c <= '~'; });
    if (count > 1 || key.empty() || key.size() > max_key || !printable)
        throw Problem(400, "bad_idempotency_key", "expected one Idempotency-Key of 1 to 64 visible ASCII characters");
    return std::string(key);
}

// What partners and admins may do does not exist on this address.
const Route* action_of(const campaign::Revision& revision, const Request& request) {
    const Route* route = revision.rules->manifest().action(request.param("action"));
    const bool ours = route && route->role != Route::Role::partner && route->role != Route::Role::admin;
    return ours ? route : nullptr;
}
[[noreturn]] void no_such_action() {
    throw Problem(404, "no_such_action", "the campaign has no action of this name");
}

// Why nobody, or not this player, may take part now.
std::optional<engine::Closed> closed(const campaign::Campaign& campaign, const campaign::Revision& revision,
                                     const auth::Player& player, campaign::Time now) {
    const auto& config = revision.config;
    const auto at = [&](const auto& time) {
        return time ? " at " + revision.local_time.rfc3339(*time) : std::string();
    };
    const auto status = campaign.status(now, revision);
    std::string code(campaign::to_text(status));
    switch (status) {
        case campaign::Status::open:
            break;
        case campaign::Status::not_started:
            return engine::Closed{std::move(code), "the campaign has not opened yet; it opens" + at(config.from)};
        case campaign::Status::ended:
            return engine::Closed{std::move(code), "the campaign ended" + at(config.to)};
        case campaign::Status::paused:
            return engine::Closed{std::move(code), "the campaign is paused; try again later"};
        case campaign::Status::quarantined:
            return quarantined;
    }
    code = campaign::audience_refusal(config.audience, player);
    if (code.empty()) return std::nullopt;
    return engine::Closed{std::move(code), "the campaign is not open to this player"};
}

Answer refused(const engine::Closed& closed) {
    return {.kind = closed.kind, .code = closed.code, .detail = closed.detail};
}

// route: null: refused before it was looked at whose it is.
Response counted(const PlayerApi& api, Answer&& answer, const campaign::Revision& revision, const plugin::Route* route,
                 Request& request) {
    count(api, {revision, route, ops::CampaignTraffic::Kind::action}, request, answer.kind, answer.code);
    return to_response(std::move(answer), revision, request);
}

void act(const PlayerApi& api, Request& request, const Respond& respond) {
    const auto campaign = campaign_of(api, request);
    const auto serving = campaign->serving();
    if (!action_of(*serving->live, request) && !(serving->next && action_of(*serving->next, request))) no_such_action();
    engine::ActionCall call;
    call.deadline = engine::Clock::now() + api.limits.action_time;
    // Before anything that costs: a wave of twenty times what can be done is mostly this.
    if (auto busy = api.engine.refusal(*serving->live, call.deadline))
        return respond(counted(api, std::move(*busy), *serving->live, nullptr, request));
    call.player = require_player(api, request);
    require_tenant(call.player, *serving->live);
    call.revision = serving->of(call.player);
    const campaign::Revision& revision = *call.revision;
    call.route = action_of(revision, request);
    if (call.route == nullptr) no_such_action();
    api.gate.campaign(revision);
    call.key = idempotency_key(request);
    call.body = object_of(api, request);
    call.now = api.now();
    call.closed = closed(*campaign, revision, call.player, call.now);
    if (call.closed && !call.key) return respond(counted(api, refused(*call.closed), revision, call.route, request));
    const auto decided_by = call.revision;
    const auto* route = call.route;
    api.engine.act(std::move(call), [&api, decided_by, route, &request, respond](Answer&& answer) {
        Response response = counted(api, std::move(answer), *decided_by, route, request);
        if (response.status == 200) response.add("Cache-Control", "no-store");
        respond(std::move(response));
    });
}

}  // namespace

void add_action_routes(Router& router, const PlayerApi& api) {
    router.add("POST", "/api/v1/campaigns/{id}/actions/{action}", "",
               [&api](Request& request, const Respond& respond) { act(api, request, respond); });
}

}  // namespace fairground::http
