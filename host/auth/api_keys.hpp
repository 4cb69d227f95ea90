// The keys of partners (other business systems): random secrets of which only hashes are kept, each of one tenant, with
// scopes and a quota.
#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "admission/quota.hpp"

namespace fairground::auth {

inline constexpr std::string_view partner_mark = "fgk_";
inline constexpr std::string_view admin_mark = "fga_";
// The mark and 43 characters: 256 random bits.
std::string new_api_key(std::string_view mark = partner_mark);
// SHA-256, hex: a key is as random as its hash, so nothing slower is needed.
std::string hash_of_api_key(std::string_view key);

// As it was granted; never without its hash, never with its secret.
struct Grant {
    std::int64_t id = 0;
    std::string hash;
    std::string partner;
    std::string tenant;
    std::vector<std::string> scopes;
    admission::Rate quota;  // of items (players × views) on this host
    std::optional<std::chrono::sys_seconds> expires;
};

struct ApiKey {
    explicit ApiKey(Grant granted) : grant(std::move(granted)), quota(grant.quota) {}
    bool may(std::string_view scope) const;

    const Grant grant;
    admission::Quota quota;
};

// All valid keys, in memory, so that a request with a made-up one costs no query. Threads: any.
class ApiKeys {
public:
    using Clock = std::chrono::steady_clock;

    // What is granted now, as just read; a key that stays keeps the state of its quota.
    void replace(std::vector<Grant> grants, Clock::time_point now = Clock::now());

    enum class Verdict {
        valid,
        unknown,  // never granted, or revoked
        expired,
        unsure  // replace() was not called for a minute: nobody knows what was revoked meanwhile
    };
    struct Checked {
        Verdict verdict = Verdict::unknown;
        std::shared_ptr<ApiKey> key;  // only when valid
    };
    Checked check(std::string_view key, std::chrono::sys_seconds now, Clock::time_point moment = Clock::now()) const;

private:
    using ByHash = std::unordered_map<std::string, std::shared_ptr<ApiKey>>;
    mutable std::shared_mutex mutex_;
    ByHash keys_;
    std::optional<Clock::time_point> known_at_;
};

}  // namespace fairground::auth
