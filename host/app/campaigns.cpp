// fairground campaigns list|show|pause|resume, plugin release, coupons import
#include <cstdio>
#include <fstream>

#include "admin/trail.hpp"
#include "app/commands.hpp"
#include "app/database_checks.hpp"
#include "app/open.hpp"
#include "campaign/campaign.hpp"
#include "campaign/listening.hpp"
#include "ops/log.hpp"

namespace fairground::app {
namespace {

nlohmann::json describe(const campaign::Campaign& campaign) {
    const auto revision = campaign.revision();
    const auto time = [&](const auto& at) -> nlohmann::json {
        return at ? nlohmann::json(revision->local_time.rfc3339(*at)) : nlohmann::json();
    };
    auto stock = nlohmann::json::array();
    for (const auto& item : revision->rules->stock())
        stock.push_back({{"item", item.item},
                         {"total", item.total ? nlohmann::json(*item.total) : nlohmann::json()},
                         {"per_day", item.per_day ? nlohmann::json(*item.per_day) : nlohmann::json()}});
    return {{"id", revision->id()},
            {"tenant", revision->config.tenant},
            {"plugin", revision->plugin_label()},
            {"revision", revision->number},
            {"status", campaign::to_text(campaign.status(campaign::now()))},
            {"title", revision->config.title},
            {"time_zone", revision->config.time_zone},
            {"starts_at", time(revision->config.from)},
            {"ends_at", time(revision->config.to)},
            {"stock", stock},
            {"coupon_pools", revision->rules->coupon_pools()},
            {"odds", revision->odds}};
}

campaign::Voice voice_of(const campaign::Campaign& campaign) {
    const auto revision = campaign.revision();
    return campaign::voice_of(revision->id(), revision->config.tenant, *revision->rules);
}

// Whose events the campaign hears, and who hears its own.
void add_listening(nlohmann::json& description, const campaign::Campaign& campaign,
                   const campaign::Catalogue& catalogue) {
    std::vector<campaign::Voice> all;
    for (const auto& other : catalogue.all()) all.push_back(voice_of(*other));
    const auto list = [](const std::vector<campaign::Heard>& heard) {
        auto json = nlohmann::json::array();
        for (const auto& one : heard) json.push_back({{"topic", one.topic}, {"campaign", one.campaign}});
        return json;
    };
    const auto voice = voice_of(campaign);
    description["listens_to"] = list(campaign::hears(voice, all));
    description["is_heard_by"] = list(campaign::is_heard(voice, all));
}

admin::AuditEntry entry_of(std::string action, const std::string& campaign, nlohmann::json after) {
    return {.who = admin::command_line(system_user()),
            .action = std::move(action),
            .target = campaign,
            .campaign = campaign,
            .after = std::move(after)};
}

int no_such_campaign(const std::string& id) {
    return complain("there is no campaign '" + id + "'; `fairground campaigns list` shows those there are");
}

}  // namespace

int list_campaigns(const Common& common) {
    const auto opened = open_catalogue(common);
    auto all = nlohmann::json::array();
    for (const auto& campaign : opened.catalogue.all()) all.push_back(describe(*campaign));
    if (common.json) {
        std::printf("%s\n", all.dump(2).c_str());
        return 0;
    }
    std::printf("%-24s %-24s %-12s %4s\n", "CAMPAIGN", "PLUGIN", "STATUS", "REV");
    for (const auto& one : all)
        std::printf("%-24s %-24s %-12s %4d\n", one["id"].get<std::string>().c_str(),
                    one["plugin"].get<std::string>().c_str(), one["status"].get<std::string>().c_str(),
                    one["revision"].get<int>());
    for (const auto& left : opened.catalogue.files_left())
        if (left.differs)
            std::printf("%s: not what is served, revision %d was published; `fairground apply %s` publishes the file\n",
                        left.file.c_str(), left.revision, left.file.c_str());
    return 0;
}

int show_campaign(const Common& common, const std::string& id) {
    const auto opened = open_catalogue(common);
    const auto campaign = opened.catalogue.find(id);
    if (!campaign) return no_such_campaign(id);
    auto description = describe(*campaign);
    add_listening(description, *campaign, opened.catalogue);
    for (const auto& entry : opened.quarantine)
        if (entry.campaign == id)
            description["quarantine"] = {{"reason", entry.reason},
                                         {"since", campaign->revision()->local_time.rfc3339(entry.since)}};
    std::printf("%s\n", description.dump(2).c_str());
    return 0;
}

int pause_campaign(const Common& common, const std::string& id, bool paused) {
    const auto host = read_config(common);
    const auto store = open_store(host);
    store->migrate();
    if (!paused) require_schema(*store);
    const auto entry = entry_of(paused ? "campaign pause" : "campaign resume", id, {{"paused", paused}});
    if (!store->pause(id, paused, admin::to_row(entry))) return no_such_campaign(id);
    const ops::Log log({.level = host.log.level, .file = host.log.file});
    admin::log_line(entry);
    std::printf("%s is %s; every host takes it over within a second\n", id.c_str(), paused ? "paused" : "open again");
    return 0;
}

int release_plugin(const Common& common, const std::string& campaign) {
    if (open_quarantine(read_config(common)).release(campaign)) {
        std::printf("%s is out of quarantine; this host takes it over within a second\n", campaign.c_str());
        return 0;
    }
    return complain(campaign + " is not in quarantine; `fairground campaigns list` shows which are");
}

int import_coupons(const Common& common, const std::string& campaign, const std::string& pool,
                   const std::filesystem::path& file) {
    std::vector<std::string> codes;
    std::ifstream in(file);
    std::size_t number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (line.size() > 128) {
            std::fprintf(stderr, "%s:%zu: a code has at most 128 bytes, this line has %zu; nothing was imported\n",
                         file.c_str(), number, line.size());
            return 1;
        }
        if (!line.empty()) codes.push_back(line);
    }
    const auto store = open_store(read_config(common));
    const auto result = store->import_coupons(campaign, pool, codes);
    if (!result) return no_such_campaign(campaign);
    if (common.json)
        std::printf("%s\n",
                    nlohmann::json{{"added", result->added}, {"already_there", result->already_there}}.dump().c_str());
    else
        std::printf("%lld codes added to %s/%s, %lld were there already\n", static_cast<long long>(result->added),
                    campaign.c_str(), pool.c_str(), static_cast<long long>(result->already_there));
    return 0;
}

}  // namespace fairground::app
