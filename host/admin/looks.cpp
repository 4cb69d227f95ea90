#include "admin/looks.hpp"

#include <cmath>

#include "http/problem.hpp"
#include "http/times.hpp"

namespace fairground::admin {
namespace {

using http::Request;
using http::Response;
using http::utc_text;
using nlohmann::json;

double rounded(double number) {
    return std::round(number * 1000) / 1000;
}

json share(std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? 0.0 : rounded(static_cast<double>(part) / static_cast<double>(whole));
}

json time_or_null(const std::optional<campaign::Time>& time, const campaign::LocalTime& local) {
    return time ? json(local.rfc3339(*time)) : json();
}

json traffic_of(const ops::Traffic& traffic, const std::string& campaign) {
    const auto* known = traffic.find(campaign);
    const ops::Figures total = known ? known->total() : ops::Figures{};
    const auto lately = known ? known->lately() : ops::CampaignTraffic::Lately{};
    return {
        {"actions", total.actions},           {"views", total.views},
        {"refusals", total.refusals},         {"faults", total.faults},
        {"unavailable", total.unavailable},   {"actions_per_minute", lately.figures.actions},
        {"p99_ms", rounded(lately.p99_ms())}, {"refusals_by_code", known ? json(known->refusals()) : json::object()}};
}

json campaign_json(const Looks& looks, const campaign::Campaign& campaign) {
    const auto revision = campaign.revision();
    const auto& manifest = revision->rules->manifest();
    json body{{"id", revision->id()},
              {"tenant", revision->config.tenant},
              {"plugin", manifest.id},
              {"plugin_version", manifest.version},
              {"title", revision->config.title},
              {"status", campaign::to_text(campaign.status(looks.now()))},
              {"paused", campaign.paused()},
              {"quarantined", campaign.quarantined()},
              {"starts_at", time_or_null(revision->config.from, revision->local_time)},
              {"ends_at", time_or_null(revision->config.to, revision->local_time)},
              {"page", manifest.page.empty() ? json() : json("/play/" + revision->id() + "/")},
              {"revision", revision->number},
              {"rollout", nullptr},
              {"killed", campaign.killed()},
              {"waiting", 0},
              {"traffic", traffic_of(looks.traffic, revision->id())}};
    return body;
}

Response list(const Looks& looks, const Caller& caller) {
    json campaigns = json::array();
    for (const auto& campaign : looks.catalogue.all())
        if (caller.sees(campaign->revision()->config.tenant)) campaigns.push_back(campaign_json(looks, *campaign));
    if (looks.more) looks.more(campaigns);
    return json_answer({{"campaigns", std::move(campaigns)}});
}

Response one(const Looks& looks, const Request& request, const Caller& caller) {
    const auto campaign = campaign_for(looks.catalogue, request, caller);
    auto list = json::array({campaign_json(looks, *campaign)});
    if (looks.more) looks.more(list);
    auto& body = list.front();
    const auto revision = campaign->revision();
    body["settings"] = revision->config.settings;
    body["odds"] = revision->odds;
    return json_answer(body);
}

// What is said of a campaign is for who sees it.
bool sees(const Looks& looks, const Caller& caller, const std::string& check) {
    constexpr std::string_view of_campaign = "campaign ";
    if (!caller.tenant || !check.starts_with(of_campaign)) return true;
    const auto campaign = looks.catalogue.find(check.substr(of_campaign.size()));
    return campaign && caller.sees(campaign->revision()->config.tenant);
}

json readiness_json(const Looks& looks, const Caller& caller) {
    json checks = json::array(), reasons = json::array();
    bool degraded = false, ready = true;
    for (const auto& check : looks.readiness.checks()) {
        if (!sees(looks, caller, check.name)) continue;
        json line{{"name", check.name}, {"ok", check.ok}, {"degraded", check.degraded}};
        if (!check.reason.empty()) {
            line["reason"] = check.reason;
            reasons.push_back(check.name + ": " + check.reason);
        }
        degraded = degraded || check.degraded;
        ready = ready && check.ok;
        checks.push_back(std::move(line));
    }
    return {{"ready", ready}, {"degraded", degraded}, {"reasons", std::move(reasons)}, {"checks", std::move(checks)}};
}

// Of the campaigns that the caller sees.
json traffic_summary(const Looks& looks, const std::vector<std::string>& campaigns) {
    ops::CampaignTraffic::Lately lately;
    for (const auto& campaign : campaigns)
        if (const auto* known = looks.traffic.find(campaign)) lately += known->lately();
    const auto& figures = lately.figures;
    const auto all = figures.actions + figures.views;
    constexpr double seconds = ops::CampaignTraffic::window_s;
    return {{"actions_per_s", rounded(static_cast<double>(figures.actions) / seconds)},
            {"views_per_s", rounded(static_cast<double>(figures.views) / seconds)},
            {"refusal_share", share(figures.refusals, all)},
            {"fault_share", share(figures.faults, all)},
            {"unavailable_share", share(figures.unavailable, all)},
            {"p99_ms", rounded(lately.p99_ms())}};
}

Response overview(const Looks& looks, const Caller& caller) {
    std::map<std::string, int> counted{
        {"open", 0}, {"paused", 0}, {"not_started", 0}, {"ended", 0}, {"quarantined", 0}};
    std::vector<std::string> seen;
    const auto now = looks.now();
    for (const auto& campaign : looks.catalogue.all()) {
        const auto revision = campaign->revision();
        if (!caller.sees(revision->config.tenant)) continue;
        ++counted[std::string(campaign::to_text(campaign->status(now)))];
        seen.push_back(revision->id());
    }
    auto ready = readiness_json(looks, caller);
    ready.erase("checks");
    return json_answer({{"host",
                         {{"name", looks.host.name},
                          {"version", looks.host.version},
                          {"environment", looks.host.environment},
                          {"mode", looks.host.production ? "production" : "development"},
                          {"started_at", utc_text(looks.started)},
                          {"uptime_s", std::chrono::duration_cast<std::chrono::seconds>(now - looks.started).count()}}},
                        {"ready", std::move(ready)},
                        {"campaigns", counted},
                        {"traffic", traffic_summary(looks, seen)}});
}

}  // namespace

std::shared_ptr<campaign::Campaign> campaign_for(const campaign::Catalogue& catalogue, const Request& request,
                                                 const Caller& caller) {
    auto campaign = catalogue.find(request.param("id"));
    if (!campaign || !caller.sees(campaign->revision()->config.tenant))
        throw http::Problem(404, "no_such_campaign", "there is no campaign '" + request.param("id") + "'");
    return campaign;
}

void add_plant_routes(Routes& routes, const Looks& looks);  // plant.cpp

void add_look_routes(Routes& routes, const Looks& looks) {
    const auto add = [&](const char* path, const char* summary, auto answer) {
        routes.add("GET", path, summary, Role::viewer,
                   [&looks, answer](Request& request, const Caller& caller) { return answer(looks, request, caller); });
    };
    add("overview", "The host at a glance",
        [](const Looks& of, Request&, const Caller& caller) { return overview(of, caller); });
    add("campaigns", "All campaigns, with what they answer",
        [](const Looks& of, Request&, const Caller& caller) { return list(of, caller); });
    add("campaigns/{id}", "One campaign, with its settings",
        [](const Looks& of, Request& request, const Caller& caller) { return one(of, request, caller); });
    add("readiness", "Is the host ready, and what is not",
        [](const Looks& of, Request&, const Caller& caller) { return json_answer(readiness_json(of, caller)); });
    add_plant_routes(routes, looks);
}

}  // namespace fairground::admin
