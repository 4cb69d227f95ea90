#include "http/partner_api.hpp"

#include "http/json_body.hpp"
#include "http/partner_answer.hpp"
#include "http/partner_events.hpp"
#include "http/partner_key.hpp"
#include "http/problem.hpp"

namespace fairground::http {
namespace {

void take_quota(const PartnerApi& api, auth::ApiKey& key, const Query& query) {
    const std::size_t items = std::min(query.limit, query.items() - query.first);
    if (items > key.quota.burst())
        throw Problem(400, "query_too_large",
                      "the question is about " + std::to_string(items) + " items (players × views), and the quota of " +
                          "this key lets " + std::to_string(key.quota.burst()) +
                          " through at once; ask for fewer players or views, or set limit and go on by the cursor");
    take_quota(api, key, items);
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
    add_event_routes(router, api);
}

void watch(ops::Metrics& metrics, const PartnerFigures& figures) {
    const auto counter = [&](const char* name, const char* help, const std::atomic<std::uint64_t>& figure,
                             const ops::Metrics::Labels& labels = {}) {
        metrics.counter_from(
            name, help, [&figure] { return static_cast<double>(figure.load(std::memory_order_relaxed)); }, labels);
    };
    counter("fairground_query_items_total", "Players × views that partners' queries were answered", figures.items);
    counter("fairground_query_unavailable_total", "Of those, answered unavailable", figures.unavailable);
    counter("fairground_events_given_total", "Events that partners were given by the feed", figures.events);
    counter("fairground_admission_refused_total", "Requests that were not let in, by reason", figures.over_quota,
            {{"reason", "quota"}});
}

}  // namespace fairground::http
