// Lines of the trail, as the store keeps them and as the log tells them. Private to admin and app.
#pragma once
#include "admin/caller.hpp"
#include "store/audit.hpp"

namespace fairground::admin {

store::AuditRow to_row(const AuditEntry& entry);
void log_line(const AuditEntry& entry) noexcept;
// In the log and in the trail; what the trail could not take is an error in the log.
void keep(store::Audit& trail, const AuditEntry& entry) noexcept;

// For commands: who has this machine's shell is an owner.
Caller command_line(const std::string& system_user);

}  // namespace fairground::admin
