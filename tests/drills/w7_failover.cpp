// W7, the part that is failover: the primary is killed under load, its replica takes its place behind the same address,
// and the host goes on without being started again. Every acknowledged spin is there once.
#include <atomic>
#include <future>
#include <thread>

#include <gmock/gmock.h>

#include "drills/bounds.hpp"
#include "drills/storm.hpp"
#include "drills/supervised.hpp"
#include "support/player_client.hpp"
#include "support/tcp_proxy.hpp"

namespace fairground::drills {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::IsEmpty;
using testing::StartsWith;
using Clock = std::chrono::steady_clock;

test::PrivateMariaDb::Settings replicated(int id, std::vector<std::string> options) {
    options.push_back("--server-id=" + std::to_string(id));
    options.push_back("--log-slave-updates=ON");
    return {.flush_per_commit = true, .binlog = true, .options = std::move(options), .my_cnf = {}};
}

// A primary that acknowledges nothing that its replica does not have, and an address that leads to it.
class Pair {
public:
    Pair() {
        replica_.execute("CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + std::to_string(primary_.port()) +
                         ", MASTER_USER='root', MASTER_USE_GTID=slave_pos; START SLAVE");
        if (!comes_true([&] { return says("Waiting for master to send event"); }))
            throw std::runtime_error("the replica does not follow: " + replica_.execute("SHOW SLAVE STATUS"));
        storm_ = std::make_unique<Storm>(&primary_, load::Options{.lose_answers = 0.02},
                                         with_onlookers({{"database", {{"url", url()}}}}));
    }

    Storm& storm() { return *storm_; }
    test::PrivateMariaDb& primary() { return primary_; }
    test::PrivateMariaDb& replica() { return replica_; }

    // What an operator does: let the replica finish what it has, make it the primary, move the address.
    void promote() {
        replica_.execute("STOP SLAVE IO_THREAD");
        std::this_thread::sleep_for(200ms);  // for its other thread to see what has just come
        if (!comes_true([&] { return says("has read all relay log"); }))
            throw std::runtime_error("the replica is not done: " + replica_.execute("SHOW SLAVE STATUS"));
        replica_.execute("STOP SLAVE; RESET SLAVE ALL; SET GLOBAL read_only = OFF");
        address_.lead_to(replica_.port());
    }

    std::vector<std::string> recounted() {
        return storm_->recount(*test::Sql::mariadb(replica_.socket(), "root", "fairground")).findings;
    }

private:
    std::string url() const { return "mariadb://root@127.0.0.1:" + std::to_string(address_.port()) + "/fairground"; }
    bool says(const std::string& state) {
        return replica_.execute("SHOW SLAVE STATUS").find(state) != std::string::npos;
    }

    test::PrivateMariaDb primary_{
        replicated(1, {"--rpl-semi-sync-master-enabled=ON", "--rpl-semi-sync-master-timeout=60000",
                       "--rpl-semi-sync-master-wait-point=AFTER_SYNC"})};
    test::PrivateMariaDb replica_{replicated(2, {"--read-only=ON", "--rpl-semi-sync-slave-enabled=ON"})};
    test::TcpProxy address_{primary_.port()};
    std::unique_ptr<Storm> storm_;
};

TEST(W7, AReplicaThatTakesThePrimarysPlaceHasEveryAcknowledgedSpinOnce) {
    Pair pair;
    auto& host = pair.storm().host();
    const pid_t worker = host.worker();
    std::chrono::milliseconds back{0};
    pair.storm().during([&] {
        std::this_thread::sleep_for(1500ms);
        pair.primary().kill();
        test::PlayerClient player(host.port(), "ann");
        EXPECT_EQ(player.act("onlookers", "spin").status, 503);
        EXPECT_EQ(player.get("/api/v1/campaigns/storm").status, 200);
        pair.promote();
        const auto promoted = Clock::now();
        EXPECT_TRUE(comes_true([&] { return player.act("onlookers", "spin").status == 200; }, 10s));
        back = std::chrono::ceil<std::chrono::milliseconds>(Clock::now() - promoted);
        std::this_thread::sleep_for(1500ms);
    });
    print("from the address' move to the next spin", {back});
    EXPECT_LT(back, at_this_load(host, 3s));
    EXPECT_EQ(host.worker(), worker) << "it went on without being started again";
    EXPECT_THAT(pair.recounted(), IsEmpty());
    EXPECT_EQ(pair.storm().audit().code, 0);
}

// The other side: a replica that was behind has lost spins that were acknowledged, and the recount says so.
TEST(W7, AReplicaThatWasBehindIsNoticed) {
    Pair pair;
    pair.storm().during([&] {
        std::this_thread::sleep_for(500ms);
        pair.primary().execute("SET GLOBAL rpl_semi_sync_master_enabled = OFF");
        pair.replica().execute("STOP SLAVE IO_THREAD");
        std::this_thread::sleep_for(1s);
        pair.primary().kill();
        pair.promote();
        std::this_thread::sleep_for(500ms);
    });
    EXPECT_THAT(pair.recounted(), Contains(StartsWith("request: ")));
}

}  // namespace
}  // namespace fairground::drills
