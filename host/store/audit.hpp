// The trail of what admins did: lines are added, and nobody can change or remove one. Fails like the rest of the store.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace fairground::store {

// Texts that are longer than their column are cut when they are added.
struct AuditRow {
    std::int64_t id = 0;
    std::int64_t at = 0;  // ms
    std::string admin;
    std::string role;
    std::string address;
    std::string action;
    std::string target;
    std::optional<std::string> campaign;
    std::optional<std::string> tenant;
    std::string outcome;
    std::optional<std::string> detail;  // JSON, as before and after
    std::optional<std::string> before;
    std::optional<std::string> after;
    std::string trace;

    bool operator==(const AuditRow&) const = default;
};

struct AuditPage {
    std::int64_t before = 0;  // only lines with a lower id; 0: from the newest
    std::optional<std::string> campaign;
    std::optional<std::string> admin;
    std::optional<std::string> tenant;
    std::uint32_t limit = 100;
};

// Threads: safe from any thread.
class Audit {
public:
    virtual ~Audit() = default;

    // The id of the row is not looked at.
    virtual void add(const AuditRow& row) = 0;
    // Newest first.
    virtual std::vector<AuditRow> page(const AuditPage& page) = 0;
    // Oldest first, with a higher id; of that tenant, if one is given.
    virtual std::vector<AuditRow> since(std::int64_t id, const std::optional<std::string>& tenant,
                                        std::uint32_t limit) = 0;
};

}  // namespace fairground::store
