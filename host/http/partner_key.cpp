#include "http/partner_key.hpp"

#include "http/problem.hpp"
#include "http/text.hpp"

namespace fairground::http {
namespace {

using Verdict = auth::ApiKeys::Verdict;

constexpr std::string_view scheme = "Bearer ";

}  // namespace

std::shared_ptr<auth::ApiKey> key_of(const PartnerApi& api, const Request& request, std::string_view scope) {
    const auto header = request.header("Authorization");
    if (request.count("Authorization") == 0) throw Problem(401, "no_key", "send your key: Authorization: Bearer fgk_…");
    if (request.count("Authorization") > 1 || header.size() < scheme.size() ||
        !same_without_case(header.substr(0, scheme.size()), scheme))
        throw Problem(401, "bad_key", "expected one header Authorization: Bearer fgk_…");
    const auto now = std::chrono::floor<std::chrono::seconds>(api.now());
    auto checked = api.keys.check(trimmed(header.substr(scheme.size())), now);
    switch (checked.verdict) {
        case Verdict::unsure:
            throw Problem(503, "unavailable", "keys cannot be checked right now; ask again");
        case Verdict::expired:
            throw Problem(401, "key_expired", "this key has expired; ask the platform for a new one");
        case Verdict::unknown:
            throw Problem(401, "bad_key", "this is no key of ours, or it was revoked");
        case Verdict::valid:
            break;
    }
    if (!checked.key->may(scope))
        throw Problem(403, "missing_scope", "this key does not have the scope " + std::string(scope));
    return checked.key;
}

void take_quota(const PartnerApi& api, auth::ApiKey& key, std::size_t items) {
    const auto wait = key.quota.take(items, admission::Quota::Clock::now());
    if (wait == wait.zero()) return;
    ++api.figures.over_quota;
    throw Problem(429, "quota_exceeded",
                  "more than the quota of this key; it comes back with " +
                      std::to_string(static_cast<std::int64_t>(key.grant.quota.per_second)) +
                      " items (players × views) a second",
                  retry_after(wait));
}

}  // namespace fairground::http
