#include "store/token_store.hpp"

namespace fairground::store {

namespace {

class SqlTokens final : public Tokens {
public:
    explicit SqlTokens(Leases leases) : leases_(std::move(leases)) {}

    std::int64_t add(const TokenRow& row) override {
        std::int64_t id = 0;
        Script script;
        script.add(
            sql("INSERT INTO token (hash, partner, tenant, scopes, per_second, burst, created_ms, expires_ms) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                row.hash, row.partner, row.tenant, row.scopes, row.per_second, row.burst, row.created, row.expires),
            [&](const Row& added) { id = added.integer(0); });
        leases_.change()->run(script);
        return id;
    }

    std::vector<TokenRow> all() override {
        std::vector<TokenRow> rows;
        Script script;
        script.add(
            "SELECT id, hash, partner, tenant, scopes, per_second, burst, created_ms, expires_ms, revoked_ms "
            "FROM token ORDER BY id",
            [&](const Row& row) {
                rows.push_back({row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4), row.integer(5),
                                row.integer(6), row.integer(7), row.maybe_integer(8), row.maybe_integer(9)});
            });
        leases_.read()->run(script);
        return rows;
    }

    bool revoke(std::int64_t id, std::int64_t at) override {
        bool revoked = false;
        Script script;
        script.add_change(sql("UPDATE token SET revoked_ms = ? WHERE id = ? AND revoked_ms IS NULL", at, id),
                          [&](std::uint64_t rows) { revoked = rows == 1; });
        leases_.change()->run(script);
        return revoked;
    }

private:
    const Leases leases_;
};

}  // namespace

std::unique_ptr<Tokens> make_tokens(Leases leases) {
    return std::make_unique<SqlTokens>(std::move(leases));
}

}  // namespace fairground::store
