#include "store/audit_store.hpp"
#include "store/token_store.hpp"

namespace fairground::store {

namespace {

constexpr Literal token_columns =
    "id, hash, partner, tenant, scopes, per_second, burst, created_ms, expires_ms, revoked_ms, role";

class SqlTokens final : public Tokens {
public:
    explicit SqlTokens(Leases leases) : leases_(std::move(leases)) {}

    using Tokens::add;
    std::int64_t add(const TokenRow& row, const std::optional<AuditRow>& audit) override {
        std::int64_t id = 0;
        Script script;
        script.add(
            sql("INSERT INTO token (hash, partner, tenant, scopes, per_second, burst, created_ms, expires_ms, role) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                row.hash, row.partner, row.tenant, row.scopes, row.per_second, row.burst, row.created, row.expires,
                row.role),
            [&](const Row& added) { id = added.integer(0); });
        change(script, audit, [] { return true; });
        return id;
    }

    std::vector<TokenRow> all() override { return rows(sql("SELECT ? FROM token ORDER BY id", token_columns)); }

    std::optional<TokenRow> find(std::string_view hash) override {
        auto found = rows(sql("SELECT ? FROM token WHERE hash = ?", token_columns, hash));
        return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
    }

    using Tokens::revoke;
    bool revoke(std::int64_t id, std::int64_t at, const std::optional<AuditRow>& audit) override {
        bool revoked = false;
        Script script;
        script.add_change(sql("UPDATE token SET revoked_ms = ? WHERE id = ? AND revoked_ms IS NULL", at, id),
                          [&](std::uint64_t rows) { revoked = rows == 1; });
        change(script, audit, [&] { return revoked; });
        return revoked;
    }

private:
    // done: whether there is something to tell.
    void change(const Script& script, const std::optional<AuditRow>& audit, const std::function<bool()>& done) {
        const auto session = leases_.change();
        if (!audit) return session->run(script);
        Script trail;
        add_audit(trail, *audit);
        session->begin();
        session->run(script);
        session->commit(done() ? trail : Script());
    }

    std::vector<TokenRow> rows(std::string text) {
        std::vector<TokenRow> found;
        Script script;
        script.add(std::move(text), [&](const Row& row) {
            found.push_back({row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4), row.integer(5),
                             row.integer(6), row.integer(7), row.maybe_integer(8), row.maybe_integer(9),
                             row.null(10) ? std::nullopt : std::optional(row.text(10))});
        });
        leases_.read()->run(script);
        return found;
    }

    const Leases leases_;
};

}  // namespace

std::unique_ptr<Tokens> make_tokens(Leases leases) {
    return std::make_unique<SqlTokens>(std::move(leases));
}

}  // namespace fairground::store
