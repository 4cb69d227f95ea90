// The keys of partners and of admins, as all hosts of one database share them. Their secrets are not here, only the
// hashes. Fails like the rest of the store.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/audit.hpp"

namespace fairground::store {

struct TokenRow {
    std::int64_t id = 0;
    std::string hash;             // of the secret: SHA-256, hex; no two are alike
    std::string partner;          // whose it is, for people
    std::string tenant;           // of an admin's: empty for all
    std::string scopes;           // "query,events"
    std::int64_t per_second = 0;  // of its quota
    std::int64_t burst = 0;
    std::int64_t created = 0;             // ms
    std::optional<std::int64_t> expires;  // ms
    std::optional<std::int64_t> revoked;  // ms
    std::optional<std::string> role;      // of an admin; empty: it is a partner's

    bool operator==(const TokenRow&) const = default;
};

// Threads: safe from any thread.
class Tokens {
public:
    virtual ~Tokens() = default;

    // Returns its id; that of the row is not looked at. audit: a line of the trail, in the same transaction.
    virtual std::int64_t add(const TokenRow& row, const std::optional<AuditRow>& audit) = 0;
    std::int64_t add(const TokenRow& row) { return add(row, std::nullopt); }
    // By id, those that are revoked or expired too.
    virtual std::vector<TokenRow> all() = 0;
    virtual std::optional<TokenRow> find(std::string_view hash) = 0;
    // False: there is none of that id, or it was revoked before.
    virtual bool revoke(std::int64_t id, std::int64_t at, const std::optional<AuditRow>& audit) = 0;
    bool revoke(std::int64_t id, std::int64_t at) { return revoke(id, at, std::nullopt); }
};

}  // namespace fairground::store
