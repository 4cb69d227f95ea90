#include "admin/gatekeeper.hpp"

#include <sodium.h>

#include "http/problem.hpp"
#include "http/text.hpp"
#include "ops/log.hpp"

namespace fairground::admin {
namespace {

using http::Problem;
using http::Request;

constexpr std::string_view bearer = "Bearer ";

// In a time that tells nothing of where they differ.
bool same_secret(std::string_view one, std::string_view other) {
    return one.size() == other.size() && sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

// Empty: there is none, or it is none of ours.
std::string_view bearer_of(const Request& request) {
    const auto header = request.header("Authorization");
    if (request.count("Authorization") != 1 || header.size() <= bearer.size() ||
        !http::same_without_case(header.substr(0, bearer.size()), bearer))
        return {};
    return http::trimmed(header.substr(bearer.size()));
}

std::string text_of(const nlohmann::json& json) {
    return json.is_null() ? std::string() : json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

Caller Gatekeeper::caller_of(Request& request) const {
    if (same_secret(bearer_of(request), host_token_))
        return {.name = "host", .role = Role::owner, .tenant = {}, .from = std::string(request.address)};
    const bool none = request.count("Authorization") == 0;
    ops::log_warning("audit", {{"action", "admin command"},
                               {"outcome", none ? "no token" : "wrong token"},
                               {"from", request.address},
                               {"trace_id", request.trace_id()}});
    throw Problem(401, none ? "no_admin" : "bad_admin",
                  "expected the header Authorization: Bearer TOKEN with the token from admin.token in the host's "
                  "data_dir");
}

Caller Gatekeeper::require(Request& request, Role least, std::string_view tenant) {
    auto caller = caller_of(request);
    if (caller.role < least)
        throw Problem(403, "role_needed",
                      "this needs the role " + std::string(to_text(least)) + "; " + caller.name + " is " +
                          std::string(to_text(caller.role)));
    if (!tenant.empty() && !caller.sees(tenant))
        throw Problem(403, "other_tenant", caller.name + " is an admin of the tenant " + *caller.tenant + " only");
    return caller;
}

void Gatekeeper::audit(const AuditEntry& entry) noexcept {
    ops::log_info("audit", {{"action", entry.action},
                            {"target", entry.target},
                            {"admin", entry.who.name},
                            {"role", to_text(entry.who.role)},
                            {"from", entry.who.from},
                            {"outcome", entry.outcome},
                            {"detail", text_of(entry.detail)},
                            {"trace_id", entry.trace_id}});
}

}  // namespace fairground::admin
