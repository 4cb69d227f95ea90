// Access as a host grants it: to the host's own token, to tokens of admins, and to console logins. Private to admin
// and app.
#pragma once
#include "admin/logins.hpp"
#include "http/problem.hpp"

namespace fairground::admin {

// Threads: any.
class Gatekeeper final : public Access {
public:
    // host_token: whoever has it is the owner "host", also while there is no database. References must outlive it.
    Gatekeeper(std::string host_token, store::Store& store, Logins& logins);

    Caller require(http::Request& request, Role least, std::string_view tenant = {}) override;
    void audit(const AuditEntry& entry) noexcept override;

private:
    Caller of_token(http::Request& request) const;
    Caller of_session(http::Request& request, const std::string& secret);
    void require_csrf(http::Request& request, const std::string& secret, const Caller& caller);
    [[noreturn]] void refuse(http::Request& request, const Caller& caller, const http::Problem& problem);

    const std::string host_token_;
    const std::unique_ptr<store::Tokens> tokens_;
    const std::unique_ptr<store::Audit> audit_;
    Logins& logins_;
};

}  // namespace fairground::admin
