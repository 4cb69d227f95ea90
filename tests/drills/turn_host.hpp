// A host whose campaigns are of the plugin "turn", which lies in a folder of its own and is replaced there.
#pragma once
#include "support/host_process.hpp"
#include "support/player_client.hpp"

namespace fairground::drills {

class TurnHost {
public:
    // campaigns: file name → YAML. url: of the database; empty: SQLite. config: more of the host file. Not running at
    // first.
    explicit TurnHost(std::map<std::string, std::string> campaigns = {{"turn.yaml", "id: turn\nplugin: turn\n"}},
                      const std::string& url = "", const nlohmann::json& config = nlohmann::json::object());

    test::HostProcess& operator*() { return host_; }
    test::HostProcess* operator->() { return &host_; }
    void start();  // ready, and its admin's token known

    std::filesystem::path plugin() const { return plugins_ / "turn.so"; }
    // A build of the plugin, as a linker does it, over what is there, or as a careful deployer does, beside it and
    // renamed.
    void put(const std::string& build, bool in_place = true);
    test::HttpAnswer reload() { return command("/api/v1/admin/plugins/turn/reload"); }
    test::HttpAnswer reload_campaigns() { return command("/api/v1/admin/campaigns/reload"); }
    // The plugin that a call now is answered by: "turn/1.0.0".
    std::string answers_now();

private:
    test::HttpAnswer command(const std::string& target);

    test::TempDir plugins_;
    test::HostProcess host_;
    std::string token_;
    std::optional<test::PlayerClient> watcher_;
};

}  // namespace fairground::drills
