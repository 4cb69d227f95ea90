#include "integration/town.hpp"

namespace fairground::integration {
namespace {

// The test plugins lie in the build folders of their rooms.
const std::filesystem::path& plugins() {
    static const test::TempDir folder;
    static const bool filled = [] {
        for (const std::filesystem::path file : {VISITS_PLUGIN, ECHO_PLUGIN})
            std::filesystem::create_symlink(file, folder.path() / file.filename());
        return true;
    }();
    static const std::filesystem::path path = filled ? folder.path() : "";
    return path;
}

std::string visits(const std::string& id) {
    return "id: " + id + "\nplugin: visits\ntime_zone: Asia/Shanghai\nsettings: {}\n";
}
std::string echo(const std::string& id) {
    return "id: " + id + "\nplugin: echo\nsettings: {listens: [visits.visited, visits.reminded]}\n";
}

}  // namespace

test::HostProcess::Settings town(const std::string& url) {
    test::HostProcess::Settings settings{.campaigns = {{"park.yaml", visits("park")},
                                                       {"pool.yaml", visits("pool")},
                                                       {"north.yaml", echo("north")},
                                                       {"south.yaml", echo("south")}},
                                         .config = {{"plugins", plugins().string()}}};
    if (!url.empty()) settings.config["database"]["url"] = url;
    return settings;
}

Visitor::Visitor(std::uint16_t port, const std::string& name) : client_(port, std::chrono::seconds(30)) {
    const auto answer = client_.post("/api/v1/sessions", json{{"provider", "dev"}, {"player", name}}.dump());
    if (answer.status != 201) throw std::runtime_error("login of " + name + " failed: " + answer.body);
    token_ = "Bearer " + answer.json().at("token").get<std::string>();
}

test::HttpAnswer Visitor::act(const std::string& campaign, const std::string& action, const std::string& key,
                              const std::string& body) {
    test::Headers headers{{"Authorization", token_}};
    if (!key.empty()) headers["Idempotency-Key"] = key;
    return client_.post("/api/v1/campaigns/" + campaign + "/actions/" + action, body, headers);
}

json Visitor::look(const std::string& campaign) {
    return client_.get("/api/v1/campaigns/" + campaign + "/views/look", {{"Authorization", token_}}).json();
}

std::int64_t campaign_id(test::Sql& sql, const std::string& name) {
    return sql.number("SELECT id FROM campaign WHERE name = '" + name + "'");
}

}  // namespace fairground::integration
