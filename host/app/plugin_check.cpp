// fairground plugin check, plugin inspect
#include <cstdio>

#include "app/commands.hpp"
#include "app/open.hpp"
#include "plugin/check/conformance.hpp"

namespace fairground::app {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

plugin::CheckOptions options_for(const std::string& id, const fs::path& campaign, const config::HostFile& host) {
    plugin::CheckOptions options;
    options.probe = plugin::ProbeOptions{program_folder() / "fairground-probe"};
    if (!campaign.empty()) {
        options.settings.push_back(config::read_campaign_file(campaign, host.environment).settings);
    } else if (fs::is_directory(host.campaigns)) {
        for (const auto& file : config::read_campaign_folder(host.campaigns, host.environment))
            if (file.plugin.substr(0, file.plugin.find('@')) == id) options.settings.push_back(file.settings);
    }
    return options;
}

void print(const std::vector<plugin::Finding>& findings, const fs::path& file) {
    std::size_t bad = 0;
    for (const auto& finding : findings) {
        std::printf("%-4s  %-10s %s\n", finding.ok ? "ok" : "BAD", finding.test.c_str(), finding.found.c_str());
        if (!finding.ok) std::printf("%17s-> %s\n", "", finding.todo.c_str());
        bad += !finding.ok;
    }
    if (bad == 0)
        std::printf("%s is fit\n", file.c_str());
    else
        std::printf("%s is not fit: %zu of %zu tests\n", file.c_str(), bad, findings.size());
}

json to_json(const std::vector<plugin::Finding>& findings) {
    auto list = json::array();
    for (const auto& finding : findings)
        list.push_back({{"test", finding.test}, {"ok", finding.ok}, {"found", finding.found}, {"todo", finding.todo}});
    return list;
}

std::string joined(const json& list) {
    std::string text;
    for (const auto& one : list) text += (text.empty() ? "" : ", ") + one.get<std::string>();
    return text.empty() ? "-" : text;
}

void print(const json& found) {
    const json& stamp = found["stamp"];
    std::printf("%s %s, built with SDK %s by %s\n", stamp["id"].get<std::string>().c_str(),
                stamp["version"].get<std::string>().c_str(), stamp["sdk"].get<std::string>().c_str(),
                stamp["toolchain"].get<std::string>().c_str());
    std::printf("file       %s, %zu bytes\nsha256     %s\n", found["file"].get<std::string>().c_str(),
                found["bytes"].get<std::size_t>(), found["sha256"].get<std::string>().c_str());
    std::printf("libraries  %s\nexports    %s\nimports    %zu (--json lists them)\n",
                joined(found["libraries"]).c_str(), joined(found["exports"]).c_str(), found["imports"].size());
    for (const char* kind : {"action", "view"})
        for (const auto& route : found["manifest"].value(kind + std::string("s"), json::array())) {
            const std::string name = kind + std::string(" ") + route["name"].get<std::string>();
            const json needs = found["needs"].is_object() ? found["needs"].value(name, json::array()) : json::array();
            std::printf("%-10s %-16s for %-8s needs %s\n", kind, route["name"].get<std::string>().c_str(),
                        route.value("role", kind == std::string("view") ? "none" : "player").c_str(),
                        joined(needs).c_str());
        }
    std::printf("emits      %s\n", joined(found["manifest"].value("emits", json::array())).c_str());
    std::printf("page       %s\n", found["manifest"].value("page", "-").c_str());
}

// A file, or the name of a plugin in the host's folder.
fs::path file_of(const std::string& name, const config::HostFile& host) {
    if (fs::exists(name)) return name;
    const auto shelf = open_shelf(host);
    for (const auto& entry : shelf->list())
        if (entry.manifest && entry.manifest->id == name) return entry.file;
    throw std::runtime_error("there is neither a file " + name + " nor a fit plugin of this name in " +
                             shelf->folder().string());
}

std::string id_of(const fs::path& file, const plugin::CheckOptions& options) {
    try {
        return plugin::inspect_plugin(file, options)["stamp"]["id"];
    } catch (const plugin::Unfit&) {
        return "";  // the check tells what is wrong
    }
}

}  // namespace

int check_plugin_file(const Common& common, const std::string& name, const fs::path& campaign) {
    const auto host = read_config(common);
    const fs::path file = file_of(name, host);
    const auto findings =
        plugin::check_plugin(file, options_for(id_of(file, options_for("", "", host)), campaign, host));
    const bool fit = std::all_of(findings.begin(), findings.end(), [](const auto& finding) { return finding.ok; });
    if (common.json)
        std::printf("%s\n", json{{"file", file.string()}, {"fit", fit}, {"tests", to_json(findings)}}.dump(2).c_str());
    else
        print(findings, file);
    return fit ? 0 : 1;
}

int inspect_plugin_file(const Common& common, const std::string& name, const fs::path& campaign) {
    const auto host = read_config(common);
    const fs::path file = file_of(name, host);
    const auto found =
        plugin::inspect_plugin(file, options_for(id_of(file, options_for("", "", host)), campaign, host));
    if (common.json)
        std::printf("%s\n", found.dump(2).c_str());
    else
        print(found);
    return 0;
}

}  // namespace fairground::app
