// What admins look at: revisions, what differs between them, how a rollout stands.
#include <algorithm>
#include <charconv>

#include "admin/rollout_answers.hpp"
#include "http/json_body.hpp"
#include "rollout/diff.hpp"

namespace fairground::admin {
namespace {

using http::Problem;
using http::Request;
using http::Response;
using nlohmann::json;

constexpr std::uint32_t page = 50;
constexpr std::uint32_t longest_page = 200;
constexpr std::uint32_t longest_history = 50;

std::string utc(std::int64_t ms) {
    static const campaign::LocalTime clock("UTC");
    return clock.rfc3339(campaign::Time(std::chrono::milliseconds(ms)));
}

}  // namespace

json problems_of(const std::vector<config::Problem>& problems) {
    json list = json::array();
    for (const auto& problem : problems) list.push_back(to_json(problem));
    return list;
}

std::int32_t number_of(std::string_view text, const char* what) {
    constexpr std::size_t enough = 20;
    std::int32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 1)
        throw Problem(
            400, "bad_number",
            std::string(what) + ": expected the number of a revision, found " +
                json(std::string(text.substr(0, enough))).dump(-1, ' ', true, json::error_handler_t::replace));
    return number;
}

void RolloutAnswers::require_seen(const Caller& caller, const std::string& tenant) const {
    if (!caller.sees(tenant))
        throw Problem(403, "other_tenant", "your role is limited to the tenant " + *caller.tenant);
}

rollout::StandingView RolloutAnswers::standing(Request& request, const Caller& caller) const {
    auto view = api_.releases.standing(request.param("id"));
    require_seen(caller, view.tenant);
    return view;
}

json RolloutAnswers::body(const Request& request) const {
    return http::parse_object(request.body, api_.json_depth);
}

Response RolloutAnswers::revisions(Request& request, const Caller& caller) const {
    const auto view = standing(request, caller);
    const auto asked = request.target.parameter("limit");
    const auto limit =
        std::min<std::uint32_t>(asked ? static_cast<std::uint32_t>(number_of(*asked, "limit")) : page, longest_page);
    const auto before = request.target.parameter("before");
    const auto list = api_.releases.revisions(view.campaign, before ? number_of(*before, "before") : 0, limit + 1);
    json body{{"revisions", json::array()}, {"next", nullptr}};
    for (std::size_t i = 0; i < list.size() && i < limit; ++i) body["revisions"].push_back(to_json(list[i]));
    if (list.size() > limit) body["next"] = list[limit - 1].row.number;
    return json_answer(body);
}

Response RolloutAnswers::revision(Request& request, const Caller& caller) const {
    const auto view = standing(request, caller);
    const auto one = api_.releases.revision(view.campaign, number_of(request.param("n"), "revision"));
    json body = to_json(one);
    body["config"] = json::parse(one.row.config);
    // JSON is YAML: of a file of the host's folder the text is not kept, only what it said.
    body["yaml"] = one.row.yaml.empty() ? body["config"].dump(2) + "\n" : one.row.yaml;
    return json_answer(body);
}

Response RolloutAnswers::simulation(Request& request, const Caller& caller) const {
    const auto view = standing(request, caller);
    const auto one = api_.releases.revision(view.campaign, number_of(request.param("n"), "revision"));
    if (!one.row.simulation)
        throw Problem(404, "no_simulation", "this revision was not simulated yet; POST …/simulate does it");
    return json_answer(json::parse(one.row.simulation->report));
}

Response RolloutAnswers::diff(Request& request, const Caller& caller) const {
    const auto view = standing(request, caller);
    const auto side = [&](const char* name) {
        const auto asked = request.target.parameter(name);
        if (!asked) throw Problem(400, "bad_number", std::string(name) + ": expected the number of a revision");
        return api_.releases.revision(view.campaign, number_of(*asked, name)).row;
    };
    const auto whole = [](const store::RevisionRow& row) {
        json config = json::parse(row.config);
        config["plugin_version"] = row.plugin_version;
        return config;
    };
    const auto from = side("from"), to = side("to");
    json changes = json::array();
    for (const auto& one : rollout::differences(whole(from), whole(to)))
        changes.push_back({{"path", one.path}, {"before", one.before}, {"after", one.after}});
    return json_answer({{"from", from.number}, {"to", to.number}, {"changes", changes}});
}

Response RolloutAnswers::rollout(Request& request, const Caller& caller) const {
    const auto view = standing(request, caller);
    if (!view.rollout) return json_answer(nullptr);
    json body = to_json(view).at("rollout");
    body["guards"] = json::array();
    if (const auto running = api_.releases.catalogue().find(view.campaign))
        for (const auto& finding : api_.findings(view, running->revision()->campaign))
            body["guards"].push_back({{"name", finding.name},
                                      {"value", finding.value ? json(*finding.value) : json()},
                                      {"limit", finding.limit},
                                      {"verdict", rollout::to_text(finding.verdict)},
                                      {"text", finding.text}});
    body["history"] = history(view.campaign);
    return json_answer(body);
}

json RolloutAnswers::history(const std::string& campaign) const {
    json list = json::array();
    for (const auto& one : api_.releases.history(campaign, longest_history)) {
        json line{{"change", one.change}, {"at", utc(one.at)},    {"admin", one.admin},
                  {"action", one.action}, {"reason", one.reason}, {"live", one.live ? json(*one.live) : json()},
                  {"killed", one.killed}};
        if (!one.rollout.empty()) {
            const auto rollout = campaign::read_stored(one.rollout);
            line["revision"] = rollout.revision;
            line["share"] = static_cast<double>(rollout.share.share) / campaign::everybody;
            line["state"] = campaign::to_text(rollout.state);
        }
        list.push_back(std::move(line));
    }
    return list;
}

Response RolloutAnswers::check(Request& request) const {
    const json asked = body(request);
    const std::string file = text(asked, "file");
    const auto problems = api_.releases.check(required_text(asked, "yaml"), file.empty() ? "campaign.yaml" : file);
    return json_answer({{"problems", problems_of(problems)}});
}

Response RolloutAnswers::schema(Request& request) const {
    const auto plugin = request.target.parameter("plugin");
    std::map<std::string, json> settings;
    for (const auto& entry : api_.releases.shelf().list())
        if (entry.manifest && (!plugin || entry.manifest->id == *plugin))
            settings[entry.manifest->id] = entry.manifest->settings_schema;
    if (plugin && settings.empty())
        throw Problem(404, "no_such_plugin", "there is no plugin of this name in the plugin folder");
    return json_answer(config::campaign_schema(settings));
}

}  // namespace fairground::admin
