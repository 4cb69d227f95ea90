#include "admin/trail.hpp"

#include <chrono>

#include "ops/log.hpp"

namespace fairground::admin {
namespace {

std::optional<std::string> text_of(const nlohmann::json& json) {
    if (json.is_null()) return std::nullopt;
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::int64_t now_ms() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

}  // namespace

store::AuditRow to_row(const AuditEntry& entry) {
    return {.at = now_ms(),
            .admin = entry.who.name,
            .role = std::string(to_text(entry.who.role)),
            .address = entry.who.from,
            .action = entry.action,
            .target = entry.target,
            .campaign = entry.campaign,
            .tenant = entry.tenant,
            .outcome = entry.outcome,
            .detail = text_of(entry.detail),
            .before = text_of(entry.before),
            .after = text_of(entry.after),
            .trace = entry.trace_id};
}

void log_line(const AuditEntry& entry) noexcept {
    try {
        ops::log_info("audit", {{"action", entry.action},
                                {"target", entry.target},
                                {"admin", entry.who.name},
                                {"role", to_text(entry.who.role)},
                                {"from", entry.who.from},
                                {"campaign", entry.campaign.value_or("")},
                                {"tenant", entry.tenant.value_or("")},
                                {"outcome", entry.outcome},
                                {"detail", text_of(entry.detail).value_or("")},
                                {"before", text_of(entry.before).value_or("")},
                                {"after", text_of(entry.after).value_or("")},
                                {"trace_id", entry.trace_id}});
    } catch (const std::exception& failure) {
        ops::log_error("a line of the trail could not be logged", {{"reason", failure.what()}});
    }
}

void keep(store::Audit& trail, const AuditEntry& entry) noexcept {
    log_line(entry);
    try {
        trail.add(to_row(entry));
    } catch (const std::exception& failure) {
        ops::log_error("the trail could not be written; what is missing there is in the line \"audit\" before this",
                       {{"action", entry.action}, {"reason", failure.what()}, {"trace_id", entry.trace_id}});
    }
}

Caller command_line(const std::string& system_user) {
    return {.name = "shell/" + system_user, .role = Role::owner, .tenant = {}, .from = "command line"};
}

}  // namespace fairground::admin
