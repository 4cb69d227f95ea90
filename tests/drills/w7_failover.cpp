// W7, the part that is failover: another server takes the primary's place under load, by plan and after a kill, and the
// host goes on without being started again. Every acknowledged spin is there once.
#include <atomic>
#include <future>
#include <thread>

#include <gmock/gmock.h>

#include "drills/bounds.hpp"
#include "drills/storm.hpp"
#include "drills/supervised.hpp"
#include "support/player_client.hpp"
#include "support/replication.hpp"
#include "support/tcp_proxy.hpp"

namespace fairground::drills {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::Contains;
using testing::ContainsRegex;
using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Lt;
using testing::StartsWith;
using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::milliseconds;

Milliseconds since(Clock::time_point begin) {
    return std::chrono::ceil<Milliseconds>(Clock::now() - begin);
}

// A primary that acknowledges nothing that its replica does not have.
struct Pair {
    Pair() {
        test::follow(replica, primary);
        test::add_host_user(primary);  // acknowledged by the replica, as all that follows
    }
    test::PrivateMariaDb primary{
        test::replicated(1, {"--rpl-semi-sync-master-enabled=ON", "--rpl-semi-sync-master-timeout=60000",
                             "--rpl-semi-sync-master-wait-point=AFTER_SYNC"})};
    test::PrivateMariaDb replica{test::replicated(2, {"--rpl-semi-sync-slave-enabled=ON"})};
};

std::vector<std::string> recounted(Storm& storm, test::PrivateMariaDb& server) {
    return storm.recount(*test::Sql::mariadb(server.socket(), "root", "fairground")).findings;
}

// ---- an address that moves

class ByAddress {
public:
    test::PrivateMariaDb& primary() { return pair_.primary; }
    test::PrivateMariaDb& replica() { return pair_.replica; }
    Storm& storm() { return storm_; }
    void promote() {
        test::promote(pair_.replica);
        address_.lead_to(pair_.replica.port());
    }

private:
    std::string url() const { return "mariadb://fair@127.0.0.1:" + std::to_string(address_.port()) + "/fairground"; }

    Pair pair_;
    test::TcpProxy address_{pair_.primary.port()};
    Storm storm_{&pair_.primary, load::Options{.lose_answers = 0.02}, with_onlookers({{"database", {{"url", url()}}}})};
};

TEST(W7, AReplicaBehindAnAddressThatMovesHasEveryAcknowledgedSpinOnce) {
    ByAddress servers;
    auto& host = servers.storm().host();
    const pid_t worker = host.worker();
    Milliseconds back{0};
    servers.storm().during([&] {
        std::this_thread::sleep_for(800ms);
        servers.primary().kill();
        test::PlayerClient player(host.port(), "ann");
        EXPECT_EQ(player.act("onlookers", "spin").status, 503);
        EXPECT_EQ(player.get("/api/v1/campaigns/storm").status, 200);
        servers.promote();
        const auto promoted = Clock::now();
        EXPECT_TRUE(comes_true([&] { return player.act("onlookers", "spin").status == 200; }, 10s));
        back = since(promoted);
        std::this_thread::sleep_for(800ms);
    });
    print("from the address' move to the next spin", {back});
    EXPECT_LT(back, at_this_load(host, 3s));
    EXPECT_EQ(host.worker(), worker) << "it went on without being started again";
    EXPECT_THAT(recounted(servers.storm(), servers.replica()), IsEmpty());
    EXPECT_EQ(servers.storm().audit().code, 0);
}

// The other side: a replica that was behind has lost spins that were acknowledged, and the recount says so.
TEST(W7, AReplicaThatWasBehindIsNoticed) {
    ByAddress servers;
    servers.storm().during([&] {
        std::this_thread::sleep_for(400ms);
        servers.primary().execute("SET GLOBAL rpl_semi_sync_master_enabled = OFF");
        servers.replica().execute("STOP SLAVE IO_THREAD");
        std::this_thread::sleep_for(700ms);
        servers.primary().kill();
        servers.promote();
        std::this_thread::sleep_for(400ms);
    });
    EXPECT_THAT(recounted(servers.storm(), servers.replica()), Contains(StartsWith("request: ")));
}

// ---- the config changes

class ByConfig {
public:
    ByConfig() : player_(host().port(), "ann") {
        player_.act("onlookers", "spin");
        EXPECT_TRUE(comes_true([&] { return reads_of_replica() > 0; }));
    }

    Storm& storm() { return storm_; }
    test::HostProcess& host() { return storm_.host(); }
    test::PrivateMariaDb& primary() { return pair_.primary; }
    test::PrivateMariaDb& replica() { return pair_.replica; }

    // What players see while there is nobody who takes writes: until what was done, and at least that long.
    void look_on(const std::function<void()>& work, Milliseconds at_least) {
        const auto begin = Clock::now();
        auto working = std::async(std::launch::async, work);
        while (working.wait_for(0s) != std::future_status::ready || since(begin) < at_least) look();
        working.get();
    }
    // Returns how long it took from the change of the file to the next spin.
    Milliseconds go_on_with_the_replica() {
        const auto changed = Clock::now();
        host().configure({{"database", {{"url", test::host_url(replica())}, {"replicas", nlohmann::json::array()}}}});
        const auto told = host().run({"database", "reload"});
        EXPECT_EQ(told.code, 0) << told.output;
        EXPECT_TRUE(comes_true([&] { return spin().status == 200; }, 10s));
        return since(changed);
    }
    double reads_of_replica() {
        player_.view("onlookers", "prizes");
        player_.get("/api/v1/me/accounts", {{"Fairground-Min-Version", "1"}});
        return figure("fairground_engine_replica_reads_total{outcome=\"answered\"}");
    }
    double figure(const std::string& name) {
        const auto text = test::HttpClient(host().admin_port()).get("/metrics").body;
        const auto at = text.find("\n" + name + " ");
        return at == std::string::npos ? -1 : std::stod(text.substr(at + 1 + name.size()));
    }
    std::string readiness() { return player_.get("/readyz").body; }

    std::vector<Milliseconds> refused;  // each answer to a spin

private:
    test::HttpAnswer spin() { return player_.act("onlookers", "spin"); }

    void look() {
        const auto asked = Clock::now();
        const auto answer = spin();
        refused.push_back(since(asked));
        EXPECT_EQ(answer.status, 503) << answer.body;
        EXPECT_NE(answer.header("retry-after"), "");
        EXPECT_EQ(player_.view("onlookers", "prizes").status, 200) << "views go on";
        EXPECT_EQ(player_.get("/api/v1/me/accounts", {{"Fairground-Min-Version", "1"}}).status, 200);
        EXPECT_EQ(player_.get("/api/v1/me/accounts", {{"Fairground-Min-Version", "1000000"}}).status,
                  primary_answers() ? 200 : 503)
            << "older than what is asked for is not to be had";
        std::this_thread::sleep_for(20ms);
    }
    // A demoted one goes on answering reads.
    bool primary_answers() const { return !primary_is_gone; }

    Pair pair_;
    Storm storm_{
        &pair_.primary, load::Options{.lose_answers = 0.02},
        with_onlookers(
            {{"database", {{"url", test::host_url(pair_.primary)}, {"replicas", {test::host_url(pair_.replica)}}}}})};
    test::PlayerClient player_;

public:
    std::atomic<bool> primary_is_gone{false};
};

void expect_whole(ByConfig& servers, pid_t worker, Milliseconds back) {
    print("from the change of the config to the next spin", {back});
    print("longest answer meanwhile", {*std::ranges::max_element(servers.refused)});
    EXPECT_LT(back, at_this_load(servers.host(), 3s));
    EXPECT_THAT(servers.refused, Each(Lt(at_this_load(servers.host(), 1s))));
    EXPECT_EQ(servers.host().worker(), worker) << "it went on without being started again";
    EXPECT_THAT(servers.host().log(), ContainsRegex(R"("action":"database reload","target":"all".*"outcome":"done")"));
    EXPECT_THAT(recounted(servers.storm(), servers.replica()), IsEmpty());
    EXPECT_EQ(servers.storm().audit().code, 0);
}

// A host that has lost a replica says so, is as ready as before, and takes it back.
void expect_a_lost_replica_is_a_warning(ByConfig& servers) {
    servers.replica().execute("STOP SLAVE SQL_THREAD");
    EXPECT_TRUE(
        comes_true([&] { return servers.readiness().find("does not follow the primary") != std::string::npos; }));
    EXPECT_THAT(servers.readiness(), AllOf(HasSubstr(R"("ready":true)"), HasSubstr(R"("degraded":true)")));
    EXPECT_EQ(servers.figure("fairground_database_replicas_used"), 0);
    servers.replica().execute("START SLAVE SQL_THREAD");
    EXPECT_TRUE(comes_true([&] { return servers.readiness().find("degraded") == std::string::npos; }));
    EXPECT_EQ(servers.figure("fairground_database_replicas_used"), 1);
}

TEST(W7, AChangeOfPrimaryByPlanLosesNothing) {
    ByConfig servers;
    const pid_t worker = servers.host().worker();
    Milliseconds back{0};
    servers.storm().during([&] {
        std::this_thread::sleep_for(400ms);
        expect_a_lost_replica_is_a_warning(servers);
        test::demote(servers.primary());
        servers.look_on(
            [&] {
                test::wait_for(servers.replica(), servers.primary());
                test::promote(servers.replica());
            },
            700ms);
        EXPECT_THAT(servers.readiness(), HasSubstr("views only"));
        back = servers.go_on_with_the_replica();
        std::this_thread::sleep_for(800ms);
        // The old primary becomes the replica of the new one, and reads go there.
        servers.primary().execute(
            "SET GLOBAL rpl_semi_sync_master_enabled = OFF; SET GLOBAL gtid_slave_pos = @@global.gtid_current_pos");
        test::follow(servers.primary(), servers.replica());
        servers.host().configure({{"database", {{"replicas", {test::host_url(servers.primary())}}}}});
        const auto before = servers.reads_of_replica();
        servers.host().process().send(SIGHUP);
        EXPECT_TRUE(comes_true([&] { return servers.reads_of_replica() > before; })) << servers.readiness();
    });
    EXPECT_EQ(servers.figure("fairground_database_moves_total"), 2);
    expect_whole(servers, worker, back);
}

TEST(W7, AReplicaThatTakesAKilledPrimarysPlaceHasEveryAcknowledgedSpinOnce) {
    ByConfig servers;
    const pid_t worker = servers.host().worker();
    Milliseconds back{0};
    servers.storm().during([&] {
        std::this_thread::sleep_for(800ms);
        servers.primary_is_gone = true;
        servers.primary().kill();
        servers.look_on([&] { test::promote(servers.replica()); }, 1200ms);
        EXPECT_THAT(servers.readiness(), HasSubstr("views only"));
        back = servers.go_on_with_the_replica();
        std::this_thread::sleep_for(800ms);
    });
    expect_whole(servers, worker, back);
}

}  // namespace
}  // namespace fairground::drills
