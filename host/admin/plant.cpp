// What runs the campaigns: plugins, scheduled work, and whether the database is fit.
#include <set>

#include "admin/looks.hpp"
#include "schedule/schedule.hpp"

namespace fairground::admin {
namespace {

using http::Request;
using http::Response;
using nlohmann::json;

struct InUse {
    std::set<std::uint64_t> generations;
    json campaigns = json::array();
};

Response plugins(const Looks& looks, const Caller& caller) {
    std::map<std::string, InUse> used;
    for (const auto& campaign : looks.catalogue.all()) {
        const auto revision = campaign->revision();
        auto& in_use = used[revision->rules->manifest().id];
        in_use.generations.insert(revision->rules->generation());
        if (caller.sees(revision->config.tenant)) in_use.campaigns.push_back(revision->id());
    }
    json list = json::array();
    for (const auto& entry : looks.shelf.list()) {
        json one{{"id", entry.file.stem().string()},
                 {"version", nullptr},
                 {"file", entry.file.filename().string()},
                 {"defect", entry.defect.empty() ? json() : json(entry.defect)}};
        if (entry.manifest) {
            one["id"] = entry.manifest->id;
            one["version"] = entry.manifest->version;
        }
        const auto& in_use = used[one["id"].get<std::string>()];
        one["generation"] = in_use.generations.empty() ? json() : json(*in_use.generations.rbegin());
        one["campaigns"] = in_use.campaigns;
        one["images"] = {{"live", in_use.generations.size()}, {"stuck", nullptr}};
        list.push_back(std::move(one));
    }
    const auto counts = plugin::image_counts();
    return json_answer({{"plugins", std::move(list)}, {"images", {{"live", counts.loaded}, {"stuck", counts.stuck}}}});
}

std::string state_of(const schedule::JobStatus& status) {
    if (!status.last) return "never";
    if (status.last->finished) return "finished";
    return status.holder.empty() ? "waits" : "runs";
}

json job_json(const schedule::JobStatus& status, const campaign::LocalTime& local) {
    const auto time = [&](std::int64_t ms) { return local.rfc3339(campaign::Time(std::chrono::milliseconds(ms))); };
    json last;
    if (const auto& run = status.last)
        last = {{"day", run->day},
                {"due", time(run->due)},
                {"started", time(run->started)},
                {"finished", run->finished ? json(time(*run->finished)) : json()},
                {"done", run->done},
                {"refused", run->refused},
                {"failed", run->failed}};
    return {{"campaign", status.campaign}, {"job", status.job},
            {"schedule", status.schedule}, {"next", local.rfc3339(status.next.at)},
            {"state", state_of(status)},   {"holder", status.holder.empty() ? json() : json(status.holder)},
            {"last", std::move(last)}};
}

Response jobs(const Looks& looks, const Caller& caller) {
    json list = json::array();
    for (const auto& status : schedule::job_status(looks.catalogue, looks.store, looks.now())) {
        const auto campaign = looks.catalogue.find(status.campaign);
        if (!campaign || !caller.sees(campaign->revision()->config.tenant)) continue;
        list.push_back(job_json(status, campaign->revision()->local_time));
    }
    return json_answer({{"jobs", std::move(list)}});
}

const char* word_of(store::Check::State state) {
    using State = store::Check::State;
    return state == State::ok ? "ok" : state == State::failed ? "failed" : "unknown";
}

Response preflight(const Looks& looks) {
    json checks = json::array();
    bool ok = true;
    for (const auto& check : looks.preflight()) {
        ok = ok && check.state != store::Check::State::failed;
        checks.push_back({{"name", check.name},
                          {"state", word_of(check.state)},
                          {"found", check.found},
                          {"expected", check.expected},
                          {"remedy", check.remedy}});
    }
    return json_answer({{"ok", ok}, {"checks", std::move(checks)}});
}

}  // namespace

void add_plant_routes(Routes& routes, const Looks& looks) {
    routes.add("GET", "plugins", "The plugins' files, and what is in use of them", Role::viewer,
               [&looks](Request&, const Caller& caller) { return plugins(looks, caller); });
    routes.add("GET", "jobs", "Scheduled work: when it is due, and how far its last run is", Role::viewer,
               [&looks](Request&, const Caller& caller) { return jobs(looks, caller); });
    routes.add(
        "GET", "preflight", "Is the database fit", Role::viewer,
        [&looks](Request&, const Caller&) { return preflight(looks); }, whole_host);
}

}  // namespace fairground::admin
