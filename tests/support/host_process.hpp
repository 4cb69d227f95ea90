// The program `fairground` as a test runs it: own folder, own ports, real process.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "support/child_process.hpp"
#include "support/http_client.hpp"
#include "support/temp_dir.hpp"

namespace fairground::test {

// Not running at first. Folder, ports and database stay the same over restarts and kills. Killed when this ends.
// Every function throws std::runtime_error, with the end of the host's log, if the host does not do as asked. Start it
// on a thread that outlives it: the kernel kills children with the thread that made them.
class HostProcess {
public:
    // Its players come from one address and are faster than people: limits.per_player and
    // limits.connections_per_address are out of reach, unless config says otherwise (null: as in production).
    struct Settings {
        std::map<std::string, std::string> campaigns;  // file name → YAML
        nlohmann::json config;                         // over what a test host has anyway, as a merge patch
    };
    explicit HostProcess(const Settings& settings);

    void start();   // and waits until it is ready
    void launch();  // does not wait
    void wait_until_ready(std::chrono::milliseconds patience = std::chrono::seconds(20));
    bool ready();             // answers /readyz with 200 right now
    void kill();              // SIGKILL of the supervisor; waits until it and its worker are gone
    void kill_worker();       // SIGKILL; the supervisor starts another one
    pid_t worker();           // the present one; REQUIRES: ready
    int stop();               // SIGTERM; its exit code
    ChildProcess& process();  // REQUIRES: launched

    // Changes its config file by a merge patch; a running host does not notice by itself.
    void configure(const nlohmann::json& patch);

    // A subcommand with the same config: run({"campaigns", "pause", "wheel"}).
    struct Ran {
        int code = 0;
        std::string output;  // of both kinds
    };
    Ran run(std::vector<std::string> arguments);

    std::uint16_t port() const { return port_; }
    std::uint16_t admin_port() const { return admin_port_; }
    HttpClient client() const { return HttpClient(port_); }
    std::filesystem::path folder() const { return folder_.path(); }
    std::filesystem::path sqlite_file() const { return folder_ / "data/fairground.db"; }  // unless database.url is set
    std::string log() const;

private:
    std::vector<pid_t> workers();
    [[noreturn]] void fail(const std::string& what) const;

    TempDir folder_;
    const std::uint16_t port_;
    const std::uint16_t admin_port_;
    std::unique_ptr<ChildProcess> process_;
};

}  // namespace fairground::test
