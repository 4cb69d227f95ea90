#include "http/partner_api.hpp"

#include "http/json_body.hpp"
#include "http/partner_answer.hpp"
#include "http/problem.hpp"
#include "http/text.hpp"

namespace fairground::http {
namespace {

using Verdict = auth::ApiKeys::Verdict;

constexpr std::string_view scheme = "Bearer ";

// Who asks. Throws 401, 403 missing_scope, 503.
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

// Before anything is read: what is over the quota costs us nothing.
void take_quota(const PartnerApi& api, auth::ApiKey& key, const Query& query) {
    const std::size_t items = std::min(query.limit, query.items() - query.first);
    if (items > key.quota.burst())
        throw Problem(400, "query_too_large",
                      "the question is about " + std::to_string(items) + " items (players × views), and the quota of " +
                          "this key lets " + std::to_string(key.quota.burst()) +
                          " through at once; ask for fewer players or views, or set limit and go on by the cursor");
    const auto wait = key.quota.take(items, admission::Quota::Clock::now());
    if (wait == wait.zero()) return;
    ++api.figures.over_quota;
    throw Problem(429, "quota_exceeded",
                  "more than the quota of this key; it comes back with " +
                      std::to_string(static_cast<std::int64_t>(key.grant.quota.per_second)) +
                      " items (players × views) a second",
                  retry_after(wait));
}

void query(const PartnerApi& api, Request& request, const Respond& respond) {
    const auto key = key_of(api, request, "query");
    require_json_type(request);
    const auto body = parse_object(request.body, api.limits.json_depth);
    Query asked = read_query(body, api, *key);
    take_quota(api, *key, asked);
    answer_query(api, key->grant.tenant, std::move(asked), request, respond);
}

}  // namespace

void add_partner_routes(Router& router, const PartnerApi& api) {
    router.add("POST", "/api/v1/query", "Views of up to 1000 players at once, for partners",
               [&api](Request& request, const Respond& respond) { query(api, request, respond); });
}

void watch(ops::Metrics& metrics, const PartnerFigures& figures) {
    const auto counter = [&](const char* name, const char* help, const std::atomic<std::uint64_t>& figure,
                             const ops::Metrics::Labels& labels = {}) {
        metrics.counter_from(
            name, help, [&figure] { return static_cast<double>(figure.load(std::memory_order_relaxed)); }, labels);
    };
    counter("fairground_query_items_total", "Players × views that partners' queries were answered", figures.items);
    counter("fairground_query_unavailable_total", "Of those, answered unavailable", figures.unavailable);
    counter("fairground_admission_refused_total", "Requests that were not let in, by reason", figures.over_quota,
            {{"reason", "quota"}});
}

}  // namespace fairground::http
