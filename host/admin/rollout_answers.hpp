// The answers of the rollout's routes. Private to the room.
#pragma once
#include "admin/rollout_api.hpp"
#include "http/problem.hpp"

namespace fairground::admin {

// Each throws http::Problem and rollout::Refused.
class RolloutAnswers {
public:
    RolloutAnswers(const RolloutApi& api, Access& access) : api_(api), access_(access) {}

    // ---- what there is (rollout_looks.cpp)
    http::Response revisions(http::Request& request, const Caller& caller) const;
    http::Response revision(http::Request& request, const Caller& caller) const;
    http::Response simulation(http::Request& request, const Caller& caller) const;
    http::Response diff(http::Request& request, const Caller& caller) const;
    http::Response rollout(http::Request& request, const Caller& caller) const;
    http::Response schema(http::Request& request) const;
    http::Response check(http::Request& request) const;

    // ---- what is changed (rollout_changes.cpp)
    http::Response publish(http::Request& request, Caller caller) const;
    http::Response decide(http::Request& request, const Caller& caller, bool approve) const;
    http::Response simulate(http::Request& request, const Caller& caller) const;
    http::Response put_rollout(http::Request& request, const Caller& caller) const;
    http::Response roll_back(http::Request& request, const Caller& caller) const;
    http::Response kill(http::Request& request, const Caller& caller, bool killed) const;

private:
    void require_seen(const Caller& caller, const std::string& tenant) const;
    // The campaign of the path, as it stands; it must be the caller's to see.
    rollout::StandingView standing(http::Request& request, const Caller& caller) const;
    nlohmann::json body(const http::Request& request) const;
    rollout::By by(const Caller& caller, const nlohmann::json& body) const;
    nlohmann::json history(const std::string& campaign) const;
    // A line of the trail about a campaign.
    AuditEntry entry(const Caller& caller, http::Request& request, const std::string& action,
                     const std::string& campaign, const std::string& tenant, nlohmann::json detail) const;
    // A change of what is served, in the trail with before and after, or with the refusal.
    http::Response change(http::Request& request, Caller caller, const std::string& action,
                          const nlohmann::json& detail, const std::function<rollout::Changed()>& work) const;

    const RolloutApi& api_;
    Access& access_;
};

nlohmann::json problems_of(const std::vector<config::Problem>& problems);
// The number of a revision. Throws 400 bad_number.
std::int32_t number_of(std::string_view text, const char* what);

// A member of a body, or what is meant without it. Throws 400 bad_body.
template <typename T>
T member(const nlohmann::json& body, const char* name, const char* expected, T unless) {
    if (!body.contains(name) || body[name].is_null()) return unless;
    try {
        return body[name].get<T>();
    } catch (const nlohmann::json::exception&) {
        constexpr std::size_t enough = 60;
        throw http::Problem(
            400, "bad_body",
            std::string(name) + ": expected " + expected + ", found " +
                body[name].dump(-1, ' ', true, nlohmann::json::error_handler_t::replace).substr(0, enough));
    }
}
inline std::string text(const nlohmann::json& body, const char* name) {
    return member<std::string>(body, name, "a text", "");
}
inline std::string required_text(const nlohmann::json& body, const char* name) {
    auto value = text(body, name);
    if (value.empty()) throw http::Problem(400, "bad_body", std::string(name) + ": expected a text, found none");
    return value;
}

}  // namespace fairground::admin
