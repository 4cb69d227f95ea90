#include <limits>

#include "store/audit_store.hpp"

namespace fairground::store {

namespace {

constexpr Literal audit_columns =
    "id, at_ms, admin, role, address, action, target, campaign, tenant, outcome, detail, before_json, after_json, "
    "trace";

// At most so many characters, which MariaDB counts; a character is whole or not there.
std::string cut(const std::string& text, std::size_t most) {
    std::size_t characters = 0, end = 0;
    while (end < text.size() && characters < most) {
        ++characters;
        do ++end;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80);
    }
    std::string kept = text.substr(0, end);
    std::erase(kept, '\0');
    return kept;
}

std::optional<std::string> cut(const std::optional<std::string>& text, std::size_t most) {
    return text ? std::optional(cut(*text, most)) : std::nullopt;
}

AuditRow audit_row(const Row& row) {
    return {row.integer(0),     row.integer(1),     row.text(2),        row.text(3),       row.text(4),
            row.text(5),        row.text(6),        row.maybe_text(7),  row.maybe_text(8), row.text(9),
            row.maybe_text(10), row.maybe_text(11), row.maybe_text(12), row.text(13)};
}

class SqlAudit final : public Audit {
public:
    explicit SqlAudit(Leases leases) : leases_(std::move(leases)) {}

    void add(const AuditRow& row) override {
        Script script;
        add_audit(script, row);
        leases_.change()->run(script);
    }

    // Each filter has an index that ends in id; with several the narrowest is taken and the rest is looked at.
    std::vector<AuditRow> page(const AuditPage& page) override {
        const auto before = page.before > 0 ? page.before : std::numeric_limits<std::int64_t>::max();
        const auto narrowed = [&](Literal column, const std::optional<std::string>& value) {
            return value ? sql("AND ? = ?", column, *value) : std::string();
        };
        std::string text = sql("SELECT ? FROM audit WHERE id < ? ", audit_columns, before);
        text += narrowed("campaign", page.campaign) + " " + narrowed("admin", page.admin) + " " +
                narrowed("tenant", page.tenant);
        return rows(text + sql(" ORDER BY id DESC LIMIT ?", page.limit));
    }

    std::vector<AuditRow> since(std::int64_t id, const std::optional<std::string>& tenant,
                                std::uint32_t limit) override {
        return rows(tenant ? sql("SELECT ? FROM audit WHERE tenant = ? AND id > ? ORDER BY id LIMIT ?", audit_columns,
                                 *tenant, id, limit)
                           : sql("SELECT ? FROM audit WHERE id > ? ORDER BY id LIMIT ?", audit_columns, id, limit));
    }

private:
    std::vector<AuditRow> rows(std::string text) {
        std::vector<AuditRow> found;
        Script script;
        script.add(std::move(text), [&](const Row& row) { found.push_back(audit_row(row)); });
        leases_.read()->run(script);
        return found;
    }

    const Leases leases_;
};

}  // namespace

void add_audit(Script& script, const AuditRow& row) {
    MultiRow rows(script,
                  "INSERT INTO audit (at_ms, admin, role, address, action, target, campaign, tenant, outcome, detail, "
                  "before_json, after_json, trace) VALUES ");
    rows.row(row.at, cut(row.admin, 64), cut(row.role, 16), cut(row.address, 64), cut(row.action, 64),
             cut(row.target, 160), cut(row.campaign, 64), cut(row.tenant, 32), cut(row.outcome, 64), row.detail,
             row.before, row.after, cut(row.trace, 32));
    rows.finish();
}

std::unique_ptr<Audit> make_audit(Leases leases) {
    return std::make_unique<SqlAudit>(std::move(leases));
}

}  // namespace fairground::store
