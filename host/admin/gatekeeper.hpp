// Access as a host grants it. Private to admin and app.
#pragma once
#include "admin/caller.hpp"

namespace fairground::admin {

// Threads: any.
class Gatekeeper final : public Access {
public:
    // host_token: whoever has it is the owner "host".
    explicit Gatekeeper(std::string host_token) : host_token_(std::move(host_token)) {}

    Caller require(http::Request& request, Role least, std::string_view tenant = {}) override;
    void audit(const AuditEntry& entry) noexcept override;

private:
    Caller caller_of(http::Request& request) const;

    const std::string host_token_;
};

}  // namespace fairground::admin
