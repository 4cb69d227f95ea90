#include "admin/switches.hpp"

#include "admin/body.hpp"
#include "admin/trail.hpp"
#include "http/problem.hpp"

namespace fairground::admin {
namespace {

using http::Problem;
using http::Request;
using http::Response;
using nlohmann::json;

constexpr std::size_t longest_reason = 500;

std::string reason_of(const Request& request) {
    Body body(request);
    auto reason = body.text("reason", longest_reason);
    body.no_others();
    return reason;
}

AuditEntry entry_of(Request& request, const Caller& caller, const campaign::Campaign& campaign, std::string action,
                    const std::string& reason) {
    const auto revision = campaign.revision();
    return {.who = caller,
            .action = std::move(action),
            .target = revision->id(),
            .campaign = revision->id(),
            .tenant = revision->config.tenant,
            .detail = {{"reason", reason}},
            .trace_id = request.trace_id()};
}

// On this host at once; the others look twice a second.
Response set_paused(const Switches& switches, Request& request, const Caller& caller, bool paused) {
    const auto reason = reason_of(request);
    const auto campaign = campaign_for(switches.catalogue, request, caller);
    if (!paused) try {
            switches.check_schema();
        } catch (const store::Unavailable&) {
            throw;
        } catch (const std::runtime_error& failure) {
            throw Problem(409, "schema_differs", failure.what());
        }
    auto entry = entry_of(request, caller, *campaign, paused ? "campaign pause" : "campaign resume", reason);
    entry.before = {{"paused", campaign->paused()}};
    entry.after = {{"paused", paused}};
    if (!switches.store.pause(entry.target, paused, to_row(entry)))
        throw Problem(404, "no_such_campaign", "there is no campaign '" + entry.target + "' in the database");
    campaign->set_paused(paused);
    log_line(entry);
    return json_answer({{"id", entry.target}, {"paused", paused}});
}

Response release(const Switches& switches, Access& access, Request& request, const Caller& caller) {
    const auto reason = reason_of(request);
    const auto campaign = campaign_for(switches.catalogue, request, caller);
    auto entry = entry_of(request, caller, *campaign, "campaign release", reason);
    if (!switches.release(entry.target))
        throw Problem(409, "not_quarantined", entry.target + " is not in quarantine on this host");
    campaign->set_quarantined(false);
    entry.before = {{"quarantined", true}};
    entry.after = {{"quarantined", false}};
    access.audit(entry);
    return json_answer({{"id", entry.target}, {"quarantined", false}});
}

json number_or_null(const std::optional<std::int64_t>& number) {
    return number ? json(*number) : json();
}

// What each piece costs, where the campaign file says so.
struct Cost {
    double so_far = 0;
    std::optional<double> planned = 0;  // empty: some of it has no end
};

json item_json(const plugin::StockItem& item, const store::Loaded& loaded, std::int32_t day,
               const std::map<std::string, double>& costs, Cost& sum) {
    std::optional<std::int64_t> total = item.total;
    std::int64_t taken = 0, today = 0;
    for (const auto& row : loaded.stock) {
        if (row.item != item.item) continue;
        if (row.day == 0) taken = row.taken;
        if (row.day == 0 && row.total) total = row.total;
        if (row.day == day) today = row.taken;
    }
    json line{{"item", item.item},
              {"total", number_or_null(total)},
              {"taken", taken},
              {"left", total ? json(std::max<std::int64_t>(0, *total - taken)) : json()},
              {"per_day", number_or_null(item.per_day)},
              {"taken_today", today},
              {"cost", nullptr}};
    if (const auto cost = costs.find(item.item); cost != costs.end()) {
        line["cost"] = cost->second;
        sum.so_far += cost->second * static_cast<double>(taken);
        if (!total)
            sum.planned.reset();
        else if (sum.planned)
            *sum.planned += cost->second * static_cast<double>(*total);
    }
    return line;
}

// What costs something and is no stock: how much of it was given is known only from the whole ledger.
json not_counted(const campaign::Revision& revision) {
    const auto& costs = revision.config.costs;
    json names = json::array();
    for (const auto& [name, cost] : costs.prizes)
        if (revision.rules->stock_of(name) == nullptr) names.push_back(name);
    for (const auto& [name, cost] : costs.currencies) names.push_back(name);
    for (const auto& [name, cost] : costs.coupons) names.push_back(name);
    return names;
}

Response stock(const Switches& switches, Request& request, const Caller& caller) {
    const auto campaign = campaign_for(switches.catalogue, request, caller);
    const auto revision = campaign->revision();
    store::Needs needs{.campaign = revision->campaign, .day = revision->local_time.day(switches.now())};
    for (const auto& item : revision->rules->stock()) needs.stock.push_back(item.item);
    const auto loaded = needs.stock.empty() ? store::Loaded{} : switches.store.reader("an admin's look")->load(needs);
    const auto& costs = revision->config.costs;
    Cost cost;
    json items = json::array();
    for (const auto& item : revision->rules->stock())
        items.push_back(item_json(item, loaded, needs.day, costs.prizes, cost));
    return json_answer({{"items", std::move(items)},
                        {"cost",
                         {{"so_far", cost.so_far},
                          {"planned", cost.planned && !costs.prizes.empty() ? json(*cost.planned) : json()},
                          {"currency", costs.unit.empty() ? json() : json(costs.unit)},
                          {"not_counted", not_counted(*revision)}}}});
}

}  // namespace

void add_switch_routes(Routes& routes, const Switches& switches) {
    routes.add(
        "POST", "campaigns/{id}/pause", "Players get a friendly page, actions are refused", Role::operating,
        [&switches](Request& request, const Caller& caller) { return set_paused(switches, request, caller, true); });
    routes.add(
        "POST", "campaigns/{id}/resume", "Ends a pause", Role::operating,
        [&switches](Request& request, const Caller& caller) { return set_paused(switches, request, caller, false); });
    routes.add("POST", "campaigns/{id}/release", "Ends the quarantine of a campaign that made the host crash",
               Role::operating, [&switches, &access = routes.access()](Request& request, const Caller& caller) {
                   return release(switches, access, request, caller);
               });
    routes.add("GET", "campaigns/{id}/stock", "What of the stock is left, and what was given costs", Role::viewer,
               [&switches](Request& request, const Caller& caller) { return stock(switches, request, caller); });
}

}  // namespace fairground::admin
