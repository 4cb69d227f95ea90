#include "drills/rollout_hosts.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "auth/auth.hpp"

namespace fairground::drills {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

std::string token_of(TurnHost& host) {
    std::ifstream in(host->folder() / "data/admin.token");
    std::string token;
    in >> token;
    return token;
}

std::string player_name(int thread, std::size_t number) {
    return "crowd-" + std::to_string(thread) + "-" + std::to_string(number);
}

// Signed with the host's key: ten thousands of logins would take longer than the drill.
std::vector<std::string> sessions_of(TurnHost& host, int thread, int players) {
    const auth::Sessions sessions(auth::read_or_make_key(host->folder() / "data/session.key"), std::chrono::hours(1));
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    std::vector<std::string> tokens;
    for (std::size_t i = 0; i < static_cast<std::size_t>(players); ++i)
        tokens.push_back("Bearer " + sessions.issue({.id = player_name(thread, i)}, now).token);
    return tokens;
}

}  // namespace

RolloutHosts::RolloutHosts(std::size_t count, bool with_redis) {
    if (with_redis) redis_.emplace();
    while (hosts_.size() < count) add_host();
}

std::unique_ptr<TurnHost> RolloutHosts::made() {
    json config{{"database", {{"hosts", 3}}}};
    if (redis_) config["redis"]["url"] = "redis://127.0.0.1:" + std::to_string(redis_->port());
    auto host = std::make_unique<TurnHost>(
        std::map<std::string, std::string>{{"turn.yaml", "id: turn\nplugin: turn@1\n"}}, database_.url(), config);
    for (const char* build : {"turn_two", "turn_faulty", "turn_elsewhere"})
        fs::copy(fs::path(FAIRGROUND_DRILL_PLUGINS) / (std::string(build) + ".so"),
                 host->plugin().parent_path() / (std::string(build) + ".so"));
    host->start();
    return host;
}

void RolloutHosts::add_host() {
    hosts_.push_back(made());
}

void RolloutHosts::replace_hosts() {
    players_.clear();
    const auto count = hosts_.size();
    for (auto& host : hosts_) (*host)->stop();
    hosts_.clear();
    while (hosts_.size() < count) add_host();
}

// The holder of a lease tells its process: "HOST PID TIME".
std::optional<std::size_t> RolloutHosts::conductor() {
    const auto now = std::to_string(
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
            .count());
    std::stringstream holder(query("SELECT holder FROM lease WHERE name LIKE 'rollout %' AND until_ms >= " + now));
    std::string machine;
    pid_t process = 0;
    holder >> machine >> process;
    for (std::size_t i = 0; i < hosts_.size(); ++i)
        if ((*hosts_[i])->worker() == process) return i;
    return std::nullopt;
}

void RolloutHosts::kill(std::size_t host) {
    (*hosts_.at(host))->kill();
    hosts_.erase(hosts_.begin() + static_cast<std::ptrdiff_t>(host));
    players_.clear();
}

json RolloutHosts::ask(const std::string& method, const std::string& path, const json& body) {
    TurnHost& host = *hosts_.front();
    test::HttpClient client(host->admin_port());
    const test::Headers headers{{"Authorization", "Bearer " + token_of(host)}, {"Content-Type", "application/json"}};
    const std::string target = "/api/v1/admin/" + path;
    const auto answer = method == "GET"   ? client.get(target, headers)
                        : method == "PUT" ? client.put(target, body.dump(), headers)
                                          : client.post(target, body.is_null() ? "" : body.dump(), headers);
    if (answer.status != 200 && answer.status != 201)
        throw std::runtime_error(method + " " + path + ": " + std::to_string(answer.status) + " " + answer.body);
    return answer.json();
}

int RolloutHosts::publish(const std::string& version, const std::string& title, const json& to, const json& settings) {
    return ask(
        "POST", "revisions",
        {{"yaml", "id: turn\nplugin: turn@" + version + "\ntitle: " + title + "\nsettings: " + settings.dump() + "\n"},
         {"note", title},
         {"publish", to}})["number"];
}

RolloutHosts::Seen RolloutHosts::seen(std::size_t host, const std::string& player) {
    auto& client = players_[{host, player}];
    if (!client) client = std::make_unique<test::PlayerClient>((*hosts_.at(host))->port(), player);
    const auto answer = client->act("turn", "turn");
    Seen seen{0, answer.header("fairground-plugin"), answer.status, ""};
    if (const auto number = answer.header("fairground-campaign-revision"); !number.empty())
        seen.revision = std::stoi(number);
    if (answer.status != 200) seen.code = json::parse(answer.body, nullptr, false).value("code", "");
    return seen;
}

Crowd::Crowd(RolloutHosts& hosts, int of_each, int players) {
    int number = 0;
    for (std::size_t host = 0; host < hosts.size(); ++host)
        for (int i = 0; i < of_each; ++i, ++number)
            threads_.emplace_back([this, port = hosts[host]->port(), number,
                                   sessions = sessions_of(hosts[host], number, players)](const std::stop_token& stop) {
                act(port, number, sessions, stop);
            });
}

Crowd::~Crowd() {
    for (auto& thread : threads_) thread.request_stop();
}

void Crowd::act(std::uint16_t port, int number, const std::vector<std::string>& sessions, const std::stop_token& stop) {
    test::HttpClient client(port, std::chrono::seconds(30));
    for (std::size_t turn = 0; !stop.stop_requested(); ++turn) {
        const auto which = turn % sessions.size();
        std::string failure;
        try {
            const auto answer =
                client.post("/api/v1/campaigns/turn/actions/turn", "{}", {{"Authorization", sessions[which]}});
            if (answer.status >= 500) failure = std::to_string(answer.status) + " " + answer.body;
        } catch (const std::exception& error) {
            failure = error.what();
        }
        ++answered_;
        if (turn < sessions.size())
            ++came_;
        else
            std::this_thread::sleep_for(std::chrono::milliseconds(3));  // enough for a guard: let others work
        if (failure.empty()) continue;
        ++failed_;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));  // who gets no answer asks no faster for that
        const std::lock_guard lock(mutex_);
        if (first_failure_.empty()) first_failure_ = failure;
        unlucky_.insert(player_name(number, which));
    }
}

std::string Crowd::first_failure() {
    const std::lock_guard lock(mutex_);
    return first_failure_;
}

std::size_t Crowd::players_with_errors() {
    const std::lock_guard lock(mutex_);
    return unlucky_.size();
}

}  // namespace fairground::drills
