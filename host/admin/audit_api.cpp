#include "admin/audit_api.hpp"

#include <charconv>

#include "admin/body.hpp"
#include "http/problem.hpp"
#include "http/times.hpp"

namespace fairground::admin {
namespace {

using http::Problem;
using http::Request;
using http::Response;
using nlohmann::json;

constexpr std::uint32_t usual_page = 50;
constexpr std::uint32_t largest_page = 500;
constexpr std::uint32_t largest_export = 10'000;

std::int64_t after_of(const Request& request) {
    const auto text = query_text(request, "after");
    if (!text) return 0;
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), id);
    if (error != std::errc() || end != text->data() + text->size() || id < 0)
        throw Problem(400, "bad_cursor", "after: expected the \"next\" of the page before, found \"" + *text + "\"");
    return id;
}

json json_or_null(const std::optional<std::string>& text) {
    return text ? json::parse(*text, nullptr, false) : json();
}

json text_or_null(const std::optional<std::string>& text) {
    return text ? json(*text) : json();
}

Response trail_page(store::Store& store, const Request& request, const Caller& caller) {
    const auto limit = limit_of(request, usual_page, largest_page);
    auto rows = store.audit()->page({.before = after_of(request),
                                     .campaign = query_text(request, "campaign"),
                                     .admin = query_text(request, "admin"),
                                     .tenant = caller.tenant,
                                     .limit = limit + 1});
    json body{{"entries", json::array()}, {"next", nullptr}};
    if (rows.size() > limit) {
        rows.resize(limit);
        body["next"] = std::to_string(rows.back().id);
    }
    for (const auto& row : rows) body["entries"].push_back(to_json(row));
    return json_answer(body);
}

Response take_away(store::Store& store, const Request& request, const Caller& caller) {
    const auto rows = store.audit()->since(after_of(request), caller.tenant, largest_export);
    Response response;
    response.content_type = "application/x-ndjson";
    response.add("Cache-Control", "no-store");
    for (const auto& row : rows)
        response.body += to_json(row).dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
    if (rows.size() == largest_export) response.add("Fairground-Audit-Next", std::to_string(rows.back().id));
    return response;
}

}  // namespace

json to_json(const store::AuditRow& row) {
    return {{"id", row.id},
            {"at", http::utc_text(row.at)},
            {"admin", row.admin},
            {"role", row.role},
            {"from", row.address},
            {"action", row.action},
            {"target", row.target},
            {"campaign", text_or_null(row.campaign)},
            {"tenant", text_or_null(row.tenant)},
            {"outcome", row.outcome},
            {"detail", json_or_null(row.detail)},
            {"before", json_or_null(row.before)},
            {"after", json_or_null(row.after)},
            {"trace_id", row.trace}};
}

void add_audit_routes(Routes& routes, store::Store& store) {
    routes.add("GET", "audit", "What admins did, newest first", Role::viewer,
               [&store](Request& request, const Caller& caller) { return trail_page(store, request, caller); });
    routes.add("GET", "audit/export", "The whole trail as NDJSON, oldest first", Role::viewer,
               [&store](Request& request, const Caller& caller) { return take_away(store, request, caller); });
}

}  // namespace fairground::admin
