#include "store/admin_store.hpp"
#include "store/audit_store.hpp"
#include "store/sql/errors.hpp"

namespace fairground::store {

namespace {

constexpr Literal admin_columns =
    "id, name, role, tenant, password, totp, totp_pending, totp_step, failed, created_ms, seen_ms, disabled_ms";

AdminRow admin_row(const Row& row) {
    return {row.integer(0), row.text(1),       row.text(2),           row.maybe_text(3),
            row.text(4),    row.maybe_text(5), row.maybe_text(6),     row.integer(7),
            row.integer(8), row.integer(9),    row.maybe_integer(10), row.maybe_integer(11)};
}

class SqlAdmins final : public Admins {
public:
    explicit SqlAdmins(Leases leases) : leases_(std::move(leases)) {}

    bool add(const AdminRow& row, const AuditRow& audit) override {
        try {
            return change(
                sql("INSERT INTO admin (name, role, tenant, password, totp_step, failed, created_ms) VALUES (?, ?, ?, "
                    "?, 0, 0, ?)",
                    row.name, row.role, row.tenant, row.password, row.created),
                audit);
        } catch (const Duplicate&) {
            return false;
        }
    }

    std::optional<AdminRow> find(std::string_view name) override {
        auto rows = this->rows(sql("SELECT ? FROM admin WHERE name = ?", admin_columns, name));
        return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
    }

    std::vector<AdminRow> all() override { return rows(sql("SELECT ? FROM admin ORDER BY name", admin_columns)); }

    bool disable(std::string_view name, std::int64_t at, const AuditRow& audit) override {
        Script sessions;
        sessions.add(sql("DELETE FROM admin_session WHERE admin_id = (SELECT id FROM admin WHERE name = ?)", name));
        return change(sql("UPDATE admin SET disabled_ms = ? WHERE name = ? AND disabled_ms IS NULL", at, name), audit,
                      std::move(sessions));
    }

    bool set_password(std::int64_t id, std::string_view password, std::string_view kept_session,
                      const AuditRow& audit) override {
        Script sessions;
        sessions.add(sql("DELETE FROM admin_session WHERE admin_id = ? AND hash <> ?", id, kept_session));
        return change(sql("UPDATE admin SET password = ? WHERE id = ? AND disabled_ms IS NULL", password, id), audit,
                      std::move(sessions));
    }

    void propose_totp(std::int64_t id, std::string_view sealed) override {
        run(sql("UPDATE admin SET totp_pending = ? WHERE id = ?", sealed, id));
    }

    bool confirm_totp(std::int64_t id, std::int64_t step, const AuditRow& audit) override {
        return change(sql("UPDATE admin SET totp = totp_pending, totp_pending = NULL, totp_step = ? WHERE id = ? AND "
                          "totp_pending IS NOT NULL AND totp_step < ?",
                          step, id, step),
                      audit);
    }

    bool reset_totp(std::string_view name, const AuditRow& audit) override {
        return change(sql("UPDATE admin SET totp = NULL, totp_pending = NULL WHERE name = ?", name), audit);
    }

    bool use_totp(std::int64_t id, std::int64_t step) override {
        return run(sql("UPDATE admin SET totp_step = ? WHERE id = ? AND totp_step < ?", step, id, step)) == 1;
    }

    void note_failure(std::int64_t id) override { run(sql("UPDATE admin SET failed = failed + 1 WHERE id = ?", id)); }

    void open_session(const AdminSessionRow& row, const AuditRow& audit) override {
        Script script;
        MultiRow rows(script,
                      "INSERT INTO admin_session (hash, admin_id, address, created_ms, seen_ms, expires_ms) VALUES ");
        rows.row(row.hash, row.admin, row.address, row.created, row.seen, row.expires);
        rows.finish();
        change(sql("UPDATE admin SET failed = 0, seen_ms = ? WHERE id = ?", row.created, row.admin), audit,
               std::move(script));
    }

    std::optional<SignedInRow> session(std::string_view hash) override {
        std::optional<SignedInRow> found;
        Script script;
        script.add(sql("SELECT a.id, a.name, a.role, a.tenant, s.seen_ms, s.expires_ms FROM admin_session AS s JOIN "
                       "admin AS a ON a.id = s.admin_id WHERE s.hash = ? AND a.disabled_ms IS NULL",
                       hash),
                   [&](const Row& row) {
                       found = SignedInRow{row.integer(0),    row.text(1),    row.text(2),
                                           row.maybe_text(3), row.integer(4), row.integer(5)};
                   });
        leases_.read()->run(script);
        return found;
    }

    void touch_session(std::string_view hash, std::int64_t seen) override {
        run(sql("UPDATE admin_session SET seen_ms = ? WHERE hash = ?", seen, hash));
    }

    bool end_session(std::string_view hash, const AuditRow& audit) override {
        return change(sql("DELETE FROM admin_session WHERE hash = ?", hash), audit);
    }

    void purge_sessions(std::int64_t expired_before) override {
        run(sql("DELETE FROM admin_session WHERE expires_ms < ?", expired_before));
    }

private:
    std::vector<AdminRow> rows(std::string text) {
        std::vector<AdminRow> found;
        Script script;
        script.add(std::move(text), [&](const Row& row) { found.push_back(admin_row(row)); });
        leases_.read()->run(script);
        return found;
    }

    std::uint64_t run(std::string text) {
        std::uint64_t changed = 0;
        Script script;
        script.add_change(std::move(text), [&](std::uint64_t rows) { changed = rows; });
        leases_.change()->run(script);
        return changed;
    }

    // Where the statement changes a row, what belongs to it and the line of the trail come with it.
    bool change(std::string text, const AuditRow& audit, Script with = {}) {
        const auto session = leases_.change();
        std::uint64_t changed = 0;
        Script script;
        script.add_change(std::move(text), [&](std::uint64_t rows) { changed = rows; });
        session->begin();
        session->run(script);
        if (changed == 0) return false;  // the session rolls back
        add_audit(with, audit);
        session->commit(with);
        return true;
    }

    const Leases leases_;
};

}  // namespace

std::unique_ptr<Admins> make_admins(Leases leases) {
    return std::make_unique<SqlAdmins>(std::move(leases));
}

}  // namespace fairground::store
