#include "admin/rollout_api.hpp"

#include "admin/rollout_answers.hpp"

namespace fairground::admin {
namespace {

using http::Request;
using http::Response;
using nlohmann::json;
using rollout::Refused;

int status_of(Refused::Kind kind) {
    switch (kind) {
        case Refused::Kind::unknown:
            return 404;
        case Refused::Kind::conflict:
            return 409;
        case Refused::Kind::forbidden:
            return 403;
        case Refused::Kind::invalid:
            break;
    }
    return 422;
}

Response to_response(const Refused& refused, Request& request) {
    Response response =
        http::to_response(http::Problem(status_of(refused.kind), refused.code, refused.what()), request.trace_id());
    if (refused.problems.empty()) return response;
    json body = json::parse(response.body);
    body["problems"] = problems_of(refused.problems);
    response.body = body.dump(-1, ' ', false, json::error_handler_t::replace);
    return response;
}

}  // namespace

// A refusal of the rollout's rules is an answer like any other.
void add_rollout_routes(Routes& routes, const RolloutApi& api) {
    using A = RolloutAnswers;
    const A answers(api, routes.access());
    const auto add = [&](const char* method, const std::string& path, const char* summary, Role least, auto answer) {
        routes.add(method, path, summary, least, [answers, answer](Request& request, const Caller& caller) {
            try {
                return answer(answers, request, caller);
            } catch (const Refused& refused) {
                return to_response(refused, request);
            }
        });
    };
    const std::string campaign = "campaigns/{id}/", revision = campaign + "revisions/{n}";
    add("GET", campaign + "revisions", "Revisions of a campaign, newest first", Role::viewer,
        [](const A& a, Request& r, const Caller& c) { return a.revisions(r, c); });
    add("GET", revision, "One revision, with its text", Role::viewer,
        [](const A& a, Request& r, const Caller& c) { return a.revision(r, c); });
    add("GET", revision + "/simulation", "The kept report of its simulation", Role::viewer,
        [](const A& a, Request& r, const Caller& c) { return a.simulation(r, c); });
    add("GET", campaign + "diff", "What differs between two revisions", Role::viewer,
        [](const A& a, Request& r, const Caller& c) { return a.diff(r, c); });
    add("GET", campaign + "rollout", "The rollout, its guards and its history; null: none", Role::viewer,
        [](const A& a, Request& r, const Caller& c) { return a.rollout(r, c); });
    add("GET", "schema", "The JSON Schema of a campaign file", Role::viewer,
        [](const A& a, Request& r, const Caller&) { return a.schema(r); });
    add("POST", "check", "What is wrong with a campaign file", Role::viewer,
        [](const A& a, Request& r, const Caller&) { return a.check(r); });
    add("POST", "revisions", "Publishes a revision", Role::operating,
        [](const A& a, Request& r, const Caller& c) { return a.publish(r, c); });
    add("POST", revision + "/approve", "Approves a revision", Role::approver,
        [](const A& a, Request& r, const Caller& c) { return a.decide(r, c, true); });
    add("POST", revision + "/reject", "Rejects a revision", Role::approver,
        [](const A& a, Request& r, const Caller& c) { return a.decide(r, c, false); });
    add("POST", revision + "/simulate", "Simulates a revision and keeps the report", Role::operating,
        [](const A& a, Request& r, const Caller& c) { return a.simulate(r, c); });
    add("PUT", campaign + "rollout", "Who gets a revision", Role::operating,
        [](const A& a, Request& r, const Caller& c) { return a.put_rollout(r, c); });
    add("POST", campaign + "rollback", "Back, for everybody, at once", Role::operating,
        [](const A& a, Request& r, const Caller& c) { return a.roll_back(r, c); });
    add("POST", campaign + "kill", "Nobody takes part any more, at once", Role::operating,
        [](const A& a, Request& r, const Caller& c) { return a.kill(r, c, true); });
    add("POST", campaign + "unkill", "Ends that", Role::operating,
        [](const A& a, Request& r, const Caller& c) { return a.kill(r, c, false); });
}

}  // namespace fairground::admin
