#include "http/admin_api.hpp"

#include <sodium.h>

#include "http/problem.hpp"
#include "http/text.hpp"
#include "ops/log.hpp"

namespace fairground::http {
namespace {

using nlohmann::json;

constexpr std::string_view bearer = "Bearer ";

// In a time that tells nothing of where they differ.
bool same_secret(std::string_view one, std::string_view other) {
    return one.size() == other.size() && sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

Response to_response(const AdminOutcome& outcome, const char* code, const std::string& trace_id) {
    Response response;
    if (outcome.done) {
        response.body = outcome.body.dump(-1, ' ', false, json::error_handler_t::replace);
    } else {
        response = to_response(Problem(409, code, outcome.reason), trace_id);
        json body = json::parse(response.body);
        body["step"] = outcome.step;
        response.body = body.dump(-1, ' ', false, json::error_handler_t::replace);
    }
    response.add("Cache-Control", "no-store");
    return response;
}

// Answers when the work is done, and leaves a line of it.
AdminDone answering(const std::string& action, const std::string& target, Request& request, const Respond& respond,
                    const char* refusal = "reload_refused") {
    return [action, target, refusal, from = std::string(request.address), trace_id = request.trace_id(),
            respond](const AdminOutcome& outcome) {
        ops::log_info("audit", {{"action", action},
                                {"target", target},
                                {"outcome", outcome.done ? "done" : "refused"},
                                {"step", outcome.step},
                                {"reason", outcome.reason},
                                {"from", from},
                                {"trace_id", trace_id}});
        respond(to_response(outcome, refusal, trace_id));
    };
}

}  // namespace

std::string to_text(const Cached& cached) {
    switch (cached.kind) {
        case Cached::Kind::campaign:
            return "campaign " + cached.name;
        case Cached::Kind::tenant:
            return "tenant " + cached.tenant;
        case Cached::Kind::player:
            break;
    }
    return "player " + cached.tenant + "/" + cached.name;
}

void require_admin(const std::string& token, Request& request) {
    const auto header = request.header("Authorization");
    if (request.count("Authorization") == 1 && header.size() > bearer.size() &&
        same_without_case(header.substr(0, bearer.size()), bearer) &&
        same_secret(trimmed(header.substr(bearer.size())), token))
        return;
    const bool none = request.count("Authorization") == 0;
    ops::log_warning("audit", {{"action", "admin command"},
                               {"outcome", none ? "no token" : "wrong token"},
                               {"from", request.address},
                               {"by_way_of", request.peer},
                               {"asked_host", request.asked_host},
                               {"tls", request.secure ? "yes" : "no"},
                               {"trace_id", request.trace_id()}});
    throw Problem(401, none ? "no_admin" : "bad_admin",
                  "expected the header Authorization: Bearer TOKEN with the token from admin.token in the host's "
                  "data_dir");
}

void add_admin_routes(Router& router, const AdminApi& api) {
    router.add("POST", "/api/v1/admin/plugins/reload", "Loads the present files of all plugins in use",
               [&api](Request& request, const Respond& respond) {
                   require_admin(api.token, request);
                   api.reload_plugins(answering("plugin reload", "all", request, respond));
               });
    router.add("POST", "/api/v1/admin/plugins/{name}/reload", "Loads the present file of a plugin",
               [&api](Request& request, const Respond& respond) {
                   require_admin(api.token, request);
                   const std::string name = request.param("name");
                   api.reload_plugin(name, answering("plugin reload", name, request, respond));
               });
    router.add("POST", "/api/v1/admin/campaigns/reload", "Reads the campaign files again",
               [&api](Request& request, const Respond& respond) {
                   require_admin(api.token, request);
                   api.reload_campaigns(answering("campaigns reload", "all", request, respond));
               });
    router.add("POST", "/api/v1/admin/database/reload", "Reads again which database servers there are",
               [&api](Request& request, const Respond& respond) {
                   require_admin(api.token, request);
                   api.reload_database(answering("database reload", "all", request, respond));
               });
    router.add("POST", "/api/v1/admin/config/reload", "Reads certificates and database servers again",
               [&api](Request& request, const Respond& respond) {
                   require_admin(api.token, request);
                   api.reload_config(answering("config reload", "all", request, respond));
               });
    const auto end_cached = [&](const std::string& pattern, const std::string& summary, Cached::Kind kind) {
        router.add("POST", "/api/v1/admin/cache/" + pattern + "/invalidate", summary,
                   [&api, kind](Request& request, const Respond& respond) {
                       require_admin(api.token, request);
                       Cached cached{kind};
                       if (kind != Cached::Kind::campaign) cached.tenant = request.param("tenant");
                       if (kind != Cached::Kind::tenant) cached.name = request.param("name");
                       api.end_cached(
                           cached, answering("cache invalidate", to_text(cached), request, respond, "not_invalidated"));
                   });
    };
    end_cached("campaigns/{name}", "Ends everything cached of a campaign, on all hosts", Cached::Kind::campaign);
    end_cached("tenants/{tenant}", "Ends everything cached of a tenant, on all hosts", Cached::Kind::tenant);
    end_cached("players/{tenant}/{name}", "Ends everything cached of a player, on all hosts", Cached::Kind::player);
}

}  // namespace fairground::http
