#include "admin/host_api.hpp"

#include "http/problem.hpp"

namespace fairground::admin {
namespace {

using http::Problem;
using http::Request;
using http::Respond;
using http::Response;
using nlohmann::json;

Response to_response(const Outcome& outcome, const char* code, const std::string& trace_id) {
    if (outcome.done) return json_answer(outcome.body);
    Response response = http::to_response(Problem(409, code, outcome.reason), trace_id);
    json body = json::parse(response.body);
    body["step"] = outcome.step;
    response.body = body.dump(-1, ' ', false, json::error_handler_t::replace);
    return response;
}

// What a command is called in the trail, and its refusal in answers.
struct Named {
    std::string action;
    std::string target;
    const char* refusal = "reload_refused";
};

// Answers when the work is done, and leaves a line of it.
Done answering(Access& access, Named named, const Caller& caller, Request& request, const Respond& respond) {
    return [&access, named = std::move(named), caller, trace_id = request.trace_id(), respond](const Outcome& outcome) {
        AuditEntry entry{.who = caller, .action = named.action, .target = named.target, .trace_id = trace_id};
        if (!outcome.done) {
            entry.outcome = named.refusal;
            entry.detail = {{"step", outcome.step}, {"reason", outcome.reason}};
        } else {
            entry.after = outcome.body;
        }
        access.audit(entry);
        respond(to_response(outcome, named.refusal, trace_id));
    };
}

void add_end_cached(Routes& routes, const HostApi& api, const std::string& pattern, const std::string& summary,
                    Cached::Kind kind) {
    routes.add_later(
        "POST", "cache/" + pattern + "/invalidate", summary, Role::operating,
        [&api, kind, &access = routes.access()](Request& request, const Caller& caller, const Respond& respond) {
            Cached cached{kind, {}, {}};
            if (kind != Cached::Kind::campaign) cached.tenant = request.param("tenant");
            if (kind != Cached::Kind::tenant) cached.name = request.param("name");
            api.end_cached(cached, answering(access, {"cache invalidate", to_text(cached), "not_invalidated"}, caller,
                                             request, respond));
        },
        whole_host);
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

void add_host_routes(Routes& routes, const HostApi& api) {
    const auto reload = [&](const std::string& path, const std::string& action, const std::string& summary,
                            std::function<void(Done)> HostApi::*command) {
        routes.add_later(
            "POST", path, summary, Role::operating,
            [&api, command, action, &access = routes.access()](Request& request, const Caller& caller,
                                                               const Respond& respond) {
                (api.*command)(answering(access, {action, "all"}, caller, request, respond));
            },
            whole_host);
    };
    reload("plugins/reload", "plugin reload", "Loads the present files of all plugins in use",
           &HostApi::reload_plugins);
    reload("campaigns/reload", "campaigns reload", "Reads the campaign files again", &HostApi::reload_campaigns);
    reload("database/reload", "database reload", "Reads again which database servers there are",
           &HostApi::reload_database);
    reload("config/reload", "config reload", "Reads certificates and database servers again", &HostApi::reload_config);
    routes.add_later(
        "POST", "plugins/{name}/reload", "Loads the present file of a plugin", Role::operating,
        [&api, &access = routes.access()](Request& request, const Caller& caller, const Respond& respond) {
            const std::string name = request.param("name");
            api.reload_plugin(name, answering(access, {"plugin reload", name}, caller, request, respond));
        },
        whole_host);
    add_end_cached(routes, api, "campaigns/{name}", "Ends everything cached of a campaign, on all hosts",
                   Cached::Kind::campaign);
    add_end_cached(routes, api, "tenants/{tenant}", "Ends everything cached of a tenant, on all hosts",
                   Cached::Kind::tenant);
    add_end_cached(routes, api, "players/{tenant}/{name}", "Ends everything cached of a player, on all hosts",
                   Cached::Kind::player);
}

}  // namespace fairground::admin
