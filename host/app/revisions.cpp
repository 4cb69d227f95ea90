// fairground apply, campaigns revisions|revision|diff|approve|reject|rollout|rollback|kill|unkill
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "app/admin_client.hpp"
#include "app/open.hpp"

namespace fairground::app {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

int print(const Common& common, const json& body, const std::string& text) {
    std::printf("%s\n", common.json ? body.dump(2).c_str() : text.c_str());
    return 0;
}

std::string value_or(const json& value, const char* name, const std::string& unless) {
    return value.contains(name) && value[name].is_string() ? value[name].get<std::string>() : unless;
}

std::string percent(const json& share) {
    return fmt::format("{:.4g} %", share.get<double>() * 100);
}

std::string of_campaign(const std::string& campaign, const std::string& rest) {
    return "campaigns/" + campaign + "/" + rest;
}

std::vector<fs::path> files_of(const std::vector<fs::path>& paths) {
    std::vector<fs::path> files;
    for (const auto& path : paths) {
        if (!fs::is_directory(path)) {
            files.push_back(path);
            continue;
        }
        std::vector<fs::path> inside;
        for (const auto& entry : fs::directory_iterator(path))
            if (entry.path().extension() == ".yaml") inside.push_back(entry.path());
        std::sort(inside.begin(), inside.end());
        files.insert(files.end(), inside.begin(), inside.end());
    }
    return files;
}

std::string text_of(const fs::path& file) {
    std::ifstream in(file);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) throw std::runtime_error(file.string() + ": cannot be read");
    return text.str();
}

std::string outcome_of(const json& revision) {
    const std::string state = value_or(revision, "state", "");
    const std::string name =
        fmt::format("{}: revision {}", value_or(revision, "campaign", ""), revision["number"].dump());
    if (!revision.value("is_new", true)) return name + " has this content already; it is " + state;
    if (state == "waiting") return name + " waits for the approval of somebody else: `fairground campaigns approve`";
    if (state == "live") return name + " is live";
    if (state == "rolling") return name + " is seen by a share of the players";
    return name + " is published; nobody sees it yet: `fairground campaigns rollout`";
}

std::string standing_text(const json& standing) {
    std::string text =
        fmt::format("{}: revision {} is live", value_or(standing, "campaign", ""), standing["live"].dump());
    const json& rollout = standing["rollout"];
    if (!rollout.is_null()) {
        const std::string state = value_or(rollout, "state", "");
        if (state == "holding" || state == "advancing")
            text += fmt::format("; {} of the players have revision {} ({})", percent(rollout["share"]),
                                rollout["revision"].dump(), state);
        if (state == "rolled_back") text += fmt::format("; revision {} was taken back", rollout["revision"].dump());
    }
    if (standing.value("killed", false)) text += "; the kill switch is on";
    return text;
}

int change(const Common& common, const std::string& method, const std::string& path, const json& body) {
    const auto answer = ask_admin(common, method, path, body);
    if (!answer.done()) return complain(answer);
    return print(
        common, answer.body,
        standing_text(answer.body) + (answer.running ? "" : "\nNo host runs here; others take it over at once"));
}

// A YAML map, as the API takes it.
json plan_of(const fs::path& file) {
    return config::read_yaml(file).value;
}

}  // namespace

int apply(const Common& common, const ToApply& asked) {
    json publish = "all";
    if (asked.draft) publish = "none";
    if (asked.share) publish = {{"share", *asked.share}};
    const auto files = files_of(asked.paths);
    if (files.empty()) return complain("there is no campaign file (*.yaml) in these folders");
    int failed = 0;
    json all = json::array();
    for (const auto& file : files) {
        const auto answer = ask_admin(common, "POST", "revisions",
                                      {{"yaml", text_of(file)},
                                       {"file", file.string()},
                                       {"source", "apply"},
                                       {"note", asked.note},
                                       {"publish", publish},
                                       {"emergency", asked.emergency}});
        if (!answer.done()) {
            failed = complain(answer);
            continue;
        }
        all.push_back(answer.body);
        if (!common.json) std::printf("%s\n", outcome_of(answer.body).c_str());
    }
    if (common.json) std::printf("%s\n", all.dump(2).c_str());
    return failed;
}

int list_revisions(const Common& common, const std::string& campaign) {
    const auto answer = ask_admin(common, "GET", of_campaign(campaign, "revisions"));
    if (!answer.done()) return complain(answer);
    std::string text =
        fmt::format("{:>4} {:9} {:26} {:24} {:12} {}", "REV", "STATE", "CREATED", "PLUGIN", "AUTHOR", "NOTE");
    for (const auto& one : answer.body["revisions"])
        text += fmt::format(
            "\n{:>4} {:9} {:26} {:24} {:12} {}", one["number"].dump(), value_or(one, "state", ""),
            value_or(one, "created_at", ""), value_or(one, "plugin", "") + "/" + value_or(one, "plugin_version", ""),
            one["source"] == "file" ? "(file)" : value_or(one, "author", ""), value_or(one, "note", ""));
    return print(common, answer.body, text);
}

int show_revision(const Common& common, const std::string& campaign, std::int32_t number) {
    const auto answer = ask_admin(common, "GET", of_campaign(campaign, "revisions/" + std::to_string(number)));
    if (!answer.done()) return complain(answer);
    return print(common, answer.body, value_or(answer.body, "yaml", ""));
}

int diff_revisions(const Common& common, const std::string& campaign, std::int32_t from, std::int32_t to) {
    const auto answer = ask_admin(common, "GET", of_campaign(campaign, fmt::format("diff?from={}&to={}", from, to)));
    if (!answer.done()) return complain(answer);
    std::string text;
    for (const auto& one : answer.body["changes"])
        text += fmt::format("{}{}: {} → {}", text.empty() ? "" : "\n", value_or(one, "path", ""), one["before"].dump(),
                            one["after"].dump());
    return print(common, answer.body, text.empty() ? "nothing differs" : text);
}

int decide_revision(const Common& common, const std::string& campaign, std::int32_t number, bool approve,
                    const std::string& note) {
    const auto answer =
        ask_admin(common, "POST",
                  of_campaign(campaign, "revisions/" + std::to_string(number) + (approve ? "/approve" : "/reject")),
                  {{"note", note}});
    if (!answer.done()) return complain(answer);
    return print(common, answer.body,
                 fmt::format("{}: revision {} is {}", campaign, number, value_or(answer.body, "state", "")));
}

int roll_out(const Common& common, const RolloutAsked& asked) {
    if (!asked.revision) {
        const auto answer = ask_admin(common, "GET", of_campaign(asked.campaign, "rollout"));
        if (!answer.done()) return complain(answer);
        if (answer.body.is_null()) return print(common, answer.body, asked.campaign + " is not rolled out");
        std::string text =
            standing_text({{"campaign", asked.campaign}, {"live", answer.body["base"]}, {"rollout", answer.body}});
        for (const auto& guard : answer.body["guards"])
            text += fmt::format("\n  {:12} {}: {}", value_or(guard, "verdict", ""), value_or(guard, "name", ""),
                                value_or(guard, "text", ""));
        return print(common, answer.body, text);
    }
    json body{{"revision", *asked.revision},
              {"tenants", asked.tenants},
              {"regions", asked.regions},
              {"allow", asked.allow},
              {"emergency", asked.emergency}};
    if (asked.share) body["share"] = *asked.share;
    if (!asked.plan.empty()) body["plan"] = plan_of(asked.plan);
    return change(common, "PUT", of_campaign(asked.campaign, "rollout"), body);
}

int roll_back(const Common& common, const std::string& campaign, std::optional<std::int32_t> to,
              const std::string& reason) {
    json body{{"reason", reason}};
    if (to) body["to"] = *to;
    return change(common, "POST", of_campaign(campaign, "rollback"), body);
}

int kill_campaign(const Common& common, const std::string& campaign, bool killed, const std::string& reason) {
    return change(common, "POST", of_campaign(campaign, killed ? "kill" : "unkill"), {{"reason", reason}});
}

}  // namespace fairground::app
