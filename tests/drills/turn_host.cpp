#include "drills/turn_host.hpp"

#include <fstream>

namespace fairground::drills {
namespace {

std::string content_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

nlohmann::json config_of(const std::filesystem::path& plugins, const std::string& url, const nlohmann::json& more) {
    nlohmann::json config{{"plugins", plugins.string()}, {"log", {{"level", "info"}}}};
    if (!url.empty()) config["database"]["url"] = url;
    config.merge_patch(more);
    return config;
}

}  // namespace

TurnHost::TurnHost(std::map<std::string, std::string> campaigns, const std::string& url, const nlohmann::json& config)
    : host_({.campaigns = std::move(campaigns), .config = config_of(plugins_.path(), url, config)}) {
    put("turn_one");
}

void TurnHost::start() {
    host_.start();
    constexpr std::size_t digits = 64;
    token_ = "Bearer " + content_of(host_.folder() / "data/admin.token").substr(0, digits);
    watcher_.emplace(host_.port(), "watcher");
}

void TurnHost::put(const std::string& build, bool in_place) {
    const auto written = in_place ? plugin() : plugins_ / "turn.new";
    std::ofstream(written, std::ios::binary) << content_of(FAIRGROUND_DRILL_PLUGINS "/" + build + ".so");
    if (!in_place) std::filesystem::rename(written, plugin());
}

test::HttpAnswer TurnHost::command(const std::string& target) {
    return test::HttpClient(host_.admin_port()).post(target, "", {{"Authorization", token_}});
}

std::string TurnHost::answers_now() {
    return watcher_->act("turn", "turn").header("fairground-plugin");
}

}  // namespace fairground::drills
