// The keys of partners, as all hosts of one database share them. Their secrets are not here, only the hashes. Fails
// like the rest of the store.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace fairground::store {

struct TokenRow {
    std::int64_t id = 0;
    std::string hash;     // of the secret: SHA-256, hex; no two are alike
    std::string partner;  // whose it is, for people
    std::string tenant;
    std::string scopes;           // "query,events"
    std::int64_t per_second = 0;  // of its quota
    std::int64_t burst = 0;
    std::int64_t created = 0;             // ms
    std::optional<std::int64_t> expires;  // ms
    std::optional<std::int64_t> revoked;  // ms

    bool operator==(const TokenRow&) const = default;
};

// Threads: safe from any thread.
class Tokens {
public:
    virtual ~Tokens() = default;

    // Returns its id; that of the row is not looked at.
    virtual std::int64_t add(const TokenRow& row) = 0;
    // By id, those that are revoked or expired too.
    virtual std::vector<TokenRow> all() = 0;
    // False: there is none of that id, or it was revoked before.
    virtual bool revoke(std::int64_t id, std::int64_t at) = 0;
};

}  // namespace fairground::store
