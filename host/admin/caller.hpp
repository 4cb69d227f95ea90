// Who asks something of the admin address, what he may do, and the trail of what he did. Public: everybody who adds
// routes for admins.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "http/message.hpp"

namespace fairground::http {
struct Problem;
}

namespace fairground::admin {

// Each may do what the ones before may.
enum class Role { viewer, operating, approver, owner };
std::string_view to_text(Role role);  // "viewer", "operator", "approver", "owner"
std::optional<Role> role_of(std::string_view text);

struct Caller {
    std::string name;  // of the admin; "host" for who has the host's own token
    Role role = Role::viewer;
    std::optional<std::string> tenant;  // he sees and touches only this one; empty: all
    std::string from;                   // the address he asks from
    bool emergency = false;             // he acts without the second pair of eyes that is usual

    bool sees(std::string_view of) const { return !tenant || *tenant == of; }
};

// One line of the trail.
struct AuditEntry {
    Caller who;
    std::string action;  // "campaign pause"
    std::string target;  // "wheel-spring"
    std::optional<std::string> campaign;
    std::optional<std::string> tenant;
    std::string outcome = "done";  // or the code of the refusal
    nlohmann::json detail;         // whatever helps to understand it; null: nothing
    nlohmann::json before;         // as it was, and as it is since; null: does not apply
    nlohmann::json after;
    std::string trace_id;
};

// What was asked and refused.
AuditEntry refusal_entry(http::Request& request, const Caller& caller, const http::Problem& problem);

// In place of a tenant: what concerns all of them.
inline constexpr std::string_view whole_host = "*";

// The way in. Owner: the host; outlives all routes. Threads: any, but both functions may wait for the database: call
// them on a thread of the Desk (see routes.hpp), never on one that does I/O.
class Access {
public:
    virtual ~Access() = default;

    // Who asks; he has at least that role, and may touch that tenant (empty: the caller checks it himself). Throws
    // http::Problem: 401 no_admin, bad_admin or session_expired; 403 bad_csrf, role_needed or other_tenant; 503
    // unavailable. What a known admin was refused is in the trail then.
    virtual Caller require(http::Request& request, Role least, std::string_view tenant = {}) = 0;

    // Writes the line into the trail and into the log. A trail that cannot be written is a line of level error in the
    // log with everything that should be in it; nothing is thrown, for what it tells of has happened.
    virtual void audit(const AuditEntry& entry) noexcept = 0;
};

}  // namespace fairground::admin
