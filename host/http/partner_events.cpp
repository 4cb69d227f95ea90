#include "http/partner_events.hpp"

#include <limits>

#include <nlohmann/json.hpp>

#include "http/partner_key.hpp"
#include "http/problem.hpp"
#include "http/text.hpp"
#include "http/times.hpp"

namespace fairground::http {
namespace {

using nlohmann::json;

constexpr std::uint32_t usual_events = 100;
constexpr std::uint32_t most_events = 1000;
constexpr std::size_t longest_topic = 64;
// Of the quota, whatever comes: most who ask for events find few.
constexpr std::size_t items_of_a_page = 10;

engine::FeedCall call_of(const Request& request, const std::string& tenant) {
    engine::FeedCall call{.tenant = tenant, .topic = {}, .after = 0, .limit = usual_events};
    for (const auto& [name, value] : request.target.query) {
        if (name == "after") {
            const auto place = number_in<std::int64_t>(value, 0, std::numeric_limits<std::int64_t>::max());
            if (!place)
                throw Problem(400, "bad_cursor",
                              "after: expected the \"next\" of the answer before; leave it out to begin at the start");
            call.after = *place;
        } else if (name == "topic") {
            if (value.empty() || value.size() > longest_topic)
                throw Problem(400, "bad_topic", "topic: expected one of 1 to 64 bytes, such as prize.won");
            call.topic = value;
        } else if (name == "limit") {
            const auto limit = number_in<std::uint32_t>(value, 1, most_events);
            if (!limit) throw Problem(400, "bad_limit", "limit: expected a number from 1 to 1000");
            call.limit = *limit;
        }
    }
    return call;
}

// The payload is the JSON that the plugin gave, as it is.
std::string to_text(const store::FeedEvent& event) {
    const json head{{"id", std::to_string(event.id)},
                    {"topic", event.topic},
                    {"campaign", event.campaign},
                    {"player", event.player},
                    {"at", utc_text(event.at)}};
    std::string text = head.dump(-1, ' ', false, json::error_handler_t::replace);
    text.pop_back();
    return text.append(",\"payload\":").append(event.payload).append("}");
}

Response page_of(const engine::FeedCall& call, const std::vector<store::FeedEvent>& events) {
    std::string body = "{\"events\":[";
    for (const auto& event : events) body.append(body.back() == '[' ? "" : ",").append(to_text(event));
    const auto next = events.empty() ? call.after : events.back().place;
    body.append("],\"next\":\"").append(std::to_string(next)).append("\",\"more\":");
    body.append(events.size() == call.limit ? "true}" : "false}");
    Response response;
    response.add("Cache-Control", "private, no-store");
    response.shared = std::make_shared<const std::string>(std::move(body));
    return response;
}

Response failed(Request& request, const std::exception_ptr& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const engine::Busy&) {
        return to_response({503, std::string(engine::overloaded), "too much to do right now; ask again",
                            retry_after(std::chrono::seconds(1))},
                           request.trace_id());
    } catch (const store::Unavailable&) {
        return to_response({503, "unavailable", "the database does not answer right now; ask again"},
                           request.trace_id());
    } catch (const std::exception& error) {
        return fault(request, error.what());
    }
}

void events(const PartnerApi& api, Request& request, const Respond& respond) {
    const auto key = key_of(api, request, "events");
    auto call = call_of(request, key->grant.tenant);
    take_quota(api, *key, std::min(items_of_a_page, key->quota.burst()));
    api.engine.feed(
        call,
        [&api, call, respond](std::vector<store::FeedEvent>&& events) {
            api.figures.events += events.size();
            respond(page_of(call, events));
        },
        [&request, respond](const std::exception_ptr& failure) { respond(failed(request, failure)); });
}

}  // namespace

void add_event_routes(Router& router, const PartnerApi& api) {
    router.add("GET", "/api/v1/events", "What happened in the campaigns of the key's tenant, for partners",
               [&api](Request& request, const Respond& respond) { events(api, request, respond); });
}

}  // namespace fairground::http
