#include "admin/caller.hpp"

#include <array>

#include "http/problem.hpp"

namespace fairground::admin {
namespace {

constexpr std::array<std::string_view, 4> names{"viewer", "operator", "approver", "owner"};

}  // namespace

std::string_view to_text(Role role) {
    return names.at(static_cast<std::size_t>(role));
}

std::optional<Role> role_of(std::string_view text) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names.at(i) == text) return static_cast<Role>(i);
    return std::nullopt;
}

AuditEntry refusal_entry(http::Request& request, const Caller& caller, const http::Problem& problem) {
    AuditEntry entry{.who = caller,
                     .action = std::string(request.method),
                     .tenant = caller.tenant,
                     .outcome = problem.code,
                     .detail = {{"detail", problem.what()}},
                     .trace_id = request.trace_id()};
    for (const auto& [name, value] : request.params)
        if (name == "id") entry.campaign = value;
    for (const auto& segment : request.target.segments) entry.target += "/" + segment;
    constexpr std::string_view base = "/api/v1/admin/";
    if (entry.target.starts_with(base)) entry.target.erase(0, base.size());
    return entry;
}

}  // namespace fairground::admin
