#include "admin/gatekeeper.hpp"

#include <sodium.h>

#include "admin/cookie.hpp"
#include "admin/trail.hpp"
#include "auth/api_keys.hpp"
#include "http/problem.hpp"
#include "http/text.hpp"
#include "ops/log.hpp"

namespace fairground::admin {
namespace {

using http::Problem;
using http::Request;

constexpr std::string_view bearer = "Bearer ";
constexpr const char* how =
    "expected the header Authorization: Bearer TOKEN with a token of `fairground token create --role` or that of "
    "admin.token in the host's data_dir, or the cookie of a console login";

// In a time that tells nothing of where they differ.
bool same_secret(std::string_view one, std::string_view other) {
    return one.size() == other.size() && sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

// Empty: it is none.
std::string_view bearer_of(const Request& request) {
    const auto header = request.header("Authorization");
    if (request.count("Authorization") != 1 || header.size() <= bearer.size() ||
        !http::same_without_case(header.substr(0, bearer.size()), bearer))
        return {};
    return http::trimmed(header.substr(bearer.size()));
}

[[noreturn]] void turn_away(Request& request, const char* code, const std::string& detail) {
    ops::log_warning(
        "audit",
        {{"action", "admin command"}, {"outcome", code}, {"from", request.address}, {"trace_id", request.trace_id()}});
    throw Problem(401, code, detail);
}

bool changes_nothing(const Request& request) {
    return request.method == "GET" || request.method == "HEAD";
}

}  // namespace

Gatekeeper::Gatekeeper(std::string host_token, store::Store& store, Logins& logins)
    : host_token_(std::move(host_token)), tokens_(store.tokens()), audit_(store.audit()), logins_(logins) {}

Caller Gatekeeper::of_token(Request& request) const {
    const auto token = bearer_of(request);
    if (!token.empty() && same_secret(token, host_token_))
        return {.name = "host", .role = Role::owner, .tenant = {}, .from = std::string(request.address)};
    if (!token.starts_with(auth::admin_mark)) turn_away(request, "bad_admin", how);
    const auto row = tokens_->find(auth::hash_of_api_key(token));
    if (!row || !row->role || row->revoked) turn_away(request, "bad_admin", how);
    const auto now = logins_.options().now().time_since_epoch().count();
    if (row->expires && *row->expires <= now) turn_away(request, "session_expired", "the token has expired");
    const auto role = role_of(*row->role);
    if (!role) throw std::runtime_error("token " + std::to_string(row->id) + " has an unknown role: " + *row->role);
    return {.name = "token/" + row->partner,
            .role = *role,
            .tenant = row->tenant.empty() ? std::nullopt : std::optional(row->tenant),
            .from = std::string(request.address)};
}

Caller Gatekeeper::of_session(Request& request, const std::string& secret) {
    const auto session = logins_.session(secret, request.address, !polls(request));
    if (!session) turn_away(request, "session_expired", "the console login has ended; sign in again");
    require_csrf(request, secret, session->caller);
    return session->caller;
}

// A browser sends the cookie whoever made it ask; only our own pages know the other half.
void Gatekeeper::require_csrf(Request& request, const std::string& secret, const Caller& caller) {
    if (changes_nothing(request)) return;
    if (request.count("Fairground-CSRF") == 1 && same_secret(request.header("Fairground-CSRF"), csrf_of(secret)))
        return;
    refuse(request, caller,
           {403, "bad_csrf", "expected the header Fairground-CSRF with the \"csrf\" of GET /api/v1/admin/session"});
}

void Gatekeeper::refuse(Request& request, const Caller& caller, const Problem& problem) {
    audit(refusal_entry(request, caller, problem));
    throw problem;
}

Caller Gatekeeper::require(Request& request, Role least, std::string_view tenant) {
    const auto secret = request.count("Authorization") > 0 ? std::string() : session_secret_of(request);
    if (request.count("Authorization") == 0 && secret.empty()) turn_away(request, "no_admin", how);
    auto caller = secret.empty() ? of_token(request) : of_session(request, secret);
    if (caller.role < least)
        refuse(request, caller,
               {403, "role_needed",
                "this needs the role " + std::string(to_text(least)) + "; " + caller.name + " is " +
                    std::string(to_text(caller.role))});
    if (!tenant.empty() && !caller.sees(tenant))
        refuse(request, caller,
               {403, "other_tenant", caller.name + " is an admin of the tenant " + *caller.tenant + " only"});
    return caller;
}

void Gatekeeper::audit(const AuditEntry& entry) noexcept {
    keep(*audit_, entry);
}

}  // namespace fairground::admin
