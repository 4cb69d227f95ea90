// A host under a storm of spins, killed and started again over the rounds of a drill, and recounted at the end.
#pragma once
#include <functional>
#include <memory>
#include <random>

#include "drills/recount.hpp"
#include "load/load.hpp"
#include "support/host_process.hpp"
#include "support/private_mariadb.hpp"

namespace fairground::drills {

// MariaDB with a flush per commit if there is a server, SQLite otherwise. One thread.
class Storm {
public:
    // faults: lose_answers and new_key_on_retry of the players; the rest is the storm's own.
    // neighbours: other campaigns on the same host, and its config; a database.url there leads to the server, too.
    // connections: of the players' closed loop.
    explicit Storm(test::PrivateMariaDb* server, load::Options faults = {.lose_answers = 0.02},
                   const test::HostProcess::Settings& neighbours = {}, std::size_t connections = 48);

    test::HostProcess& host() { return host_; }
    // Spins for that long, each asked for until it is answered; meanwhile, after a random part of the time, strike().
    // Every intent must have got an answer, and none but a spin or "no_spins_left".
    void round(std::chrono::milliseconds time, const std::function<void()>& strike);
    // The same, but for as long as strikes() takes.
    void during(const std::function<void()>& strikes);
    // What somebody else asked this campaign for, with the same players: part of the recount.
    void add(std::vector<load::Answered> answered);
    std::unique_ptr<test::Sql> sql() const;
    Figures recount(test::Sql& sql) const;
    // `fairground audit ledger --json`
    test::HostProcess::Ran audit() { return host_.run({"audit", "ledger", "--json"}); }

    struct Sums {
        std::uint64_t intents = 0;
        std::uint64_t replayed = 0;  // asked again, and found done
        std::uint64_t connections_lost = 0;
        std::uint64_t busy = 0;
        std::map<int, std::uint64_t> statuses;
    };
    const Sums& sums() const { return sums_; }
    std::uint64_t seed() const { return seed_; }

private:
    void take(load::Report&& report);

    test::PrivateMariaDb* server_;
    const std::uint64_t seed_;
    std::mt19937_64 chance_{seed_};
    test::HostProcess host_;
    std::unique_ptr<load::Driver> driver_;
    std::vector<load::Answered> answered_;
    Sums sums_;
};

// Beside the storm, for whoever looks on while it lasts: a wheel "onlookers" that gives nothing away, so that the
// recount need not know of him. The host's config besides.
test::HostProcess::Settings with_onlookers(const nlohmann::json& config = nlohmann::json::object());

// Recounted, audited, and told in a few lines: no finding, and there was something to find.
void expect_all_adds_up(Storm& storm);

// DRILL_ROUNDS, else the given one.
int rounds(int otherwise);

}  // namespace fairground::drills
