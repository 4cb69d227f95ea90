// Several hosts that share a database and Redis, and an admin who rolls revisions of the campaign "turn" out.
#pragma once
#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "drills/bounds.hpp"
#include "drills/turn_host.hpp"
#include "support/private_mariadb.hpp"
#include "support/private_redis.hpp"

namespace fairground::drills {

// The plugin in versions 1, 2, 5 (one call of a hundred fails) and 6 (another route) lies in each host's folder.
class RolloutHosts {
public:
    explicit RolloutHosts(std::size_t count, bool with_redis = true);

    TurnHost& operator[](std::size_t i) { return *hosts_.at(i); }
    std::size_t size() const { return hosts_.size(); }
    void add_host();       // one more, of the same campaigns
    void replace_hosts();  // all end, and as many others come

    // The host that carries the plan of "turn" out; none: nobody's lease runs.
    std::optional<std::size_t> conductor();
    void kill(std::size_t host);  // SIGKILL; it is none of ours any more
    // What became of a statement on the database of all.
    std::string query(const std::string& sql) { return database_.execute(sql); }

    // By the first host's API; throws unless it answers 200 or 201.
    nlohmann::json ask(const std::string& method, const std::string& path, const nlohmann::json& body = nullptr);
    // Publishes "turn" with that version of the plugin and that title; returns its number. settings: any, of the
    // campaign; such that no host had before are tried in a process of their own.
    int publish(const std::string& version, const std::string& title, const nlohmann::json& to = "none",
                const nlohmann::json& settings = nlohmann::json::object());
    nlohmann::json rollout() { return ask("GET", "campaigns/turn/rollout"); }

    // The revision that answers a player on a host; and what a call came to.
    struct Seen {
        int revision = 0;
        std::string plugin;
        int status = 0;
        std::string code;
    };
    Seen seen(std::size_t host, const std::string& player);

private:
    std::unique_ptr<TurnHost> made();

    test::PrivateMariaDb database_;
    std::optional<test::PrivateRedis> redis_;
    std::vector<std::unique_ptr<TurnHost>> hosts_;
    std::map<std::pair<std::size_t, std::string>, std::unique_ptr<test::PlayerClient>> players_;
};

// Players who act on all hosts all the time, in a hurry until everybody has acted once; counts what is no answer of the
// rules.
class Crowd {
public:
    // of_each: threads on each host; players: of each thread, who act in turn. They have their sessions already.
    Crowd(RolloutHosts& hosts, int of_each, int players);
    ~Crowd();
    long came() const { return came_; }  // players who have acted at least once
    long answered() const { return answered_; }
    long failed() const { return failed_; }  // no answer, or a 5xx
    std::string first_failure();
    // Of all players: who ever got a 5xx.
    std::size_t players_with_errors();

private:
    void act(std::uint16_t port, int number, const std::vector<std::string>& sessions, const std::stop_token& stop);

    std::atomic<long> came_{0}, answered_{0}, failed_{0};
    std::mutex mutex_;
    std::string first_failure_;
    std::set<std::string> unlucky_;
    std::vector<std::jthread> threads_;
};

}  // namespace fairground::drills
