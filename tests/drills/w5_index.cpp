// W5: a core index is missing, and nobody dares to add it while players are there. M3: of the tables some were never
// made. Start and enabling refuse by name; what was said repairs it, while a load runs.
#include <thread>

#include <gmock/gmock.h>

#include "drills/bounds.hpp"
#include "drills/storm.hpp"
#include "drills/turn_host.hpp"

namespace fairground::drills {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;

// The statement that `migrate verify` offers.
std::string remedy_of(test::HostProcess& host) {
    const auto verify = host.run({"migrate", "verify"});
    EXPECT_EQ(verify.code, 1);
    const std::string mark = "repair it with: ";
    const auto begin = verify.output.find(mark);
    if (begin == std::string::npos) throw std::runtime_error("no remedy in: " + verify.output);
    return verify.output.substr(begin + mark.size(), verify.output.find('\n', begin) - begin - mark.size());
}

class Schema : public testing::Test {
protected:
    // Started once, so that the tables are there.
    Schema() {
        host.start();
        host->stop();
        sql = test::Sql::mariadb(server.socket(), "root", "fairground");
    }
    // What a host says that does not start.
    std::string refusal_to_start() {
        host->launch();
        EXPECT_EQ(host->process().wait(20s), 1);
        return host->log();
    }

    test::PrivateMariaDb server;
    TurnHost host{{{"turn.yaml", "id: turn\nplugin: turn\n"}}, server.url()};
    std::unique_ptr<test::Sql> sql;
};

TEST_F(Schema, AMissingIndexIsNamedWithTheStatementThatNeedsItAndTheHostDoesNotStart) {
    sql->execute("DROP INDEX request_at ON request");
    EXPECT_THAT(refusal_to_start(),
                AllOf(HasSubstr("table request: missing index request_at(at_ms)"),
                      HasSubstr("table request: read from end to end, as no index serves the statement: DELETE FROM "
                                "request WHERE at_ms <")));
    sql->execute(remedy_of(*host));
    host.start();
    EXPECT_EQ(host.answers_now(), "turn/1.0.0");
}

TEST_F(Schema, AMissingIndexKeepsCampaignsFromBeingEnabledWhereTheHostRunsAlready) {
    host.start();
    ASSERT_EQ(host->run({"campaigns", "pause", "turn"}).code, 0);
    sql->execute("DROP INDEX coupon_free ON coupon");
    const auto named = AllOf(HasSubstr("table coupon: missing index coupon_free(campaign_id, pool, player_id, id)"),
                             HasSubstr("SELECT id, code FROM coupon FORCE INDEX (coupon_free)"));
    const auto reload = host.reload_campaigns();
    EXPECT_EQ(reload.status, 409);
    EXPECT_THAT(reload.body, named);
    const auto resume = host->run({"campaigns", "resume", "turn"});
    EXPECT_EQ(resume.code, 1);
    EXPECT_THAT(resume.output, named);

    sql->execute(remedy_of(*host));
    EXPECT_EQ(host.reload_campaigns().status, 200);
    EXPECT_EQ(host->run({"campaigns", "resume", "turn"}).code, 0);
}

TEST_F(Schema, MissingTablesAreAllNamedAndTheHostDoesNotStart) {
    const char* const missing[] = {"coupon", "job", "player_state"};
    for (const auto* table : missing) sql->execute(std::string("DROP TABLE ") + table);
    const auto verify = host->run({"migrate", "verify"});
    EXPECT_EQ(verify.code, 1);
    const auto log = refusal_to_start();
    for (const auto* table : missing) {
        EXPECT_THAT(verify.output, HasSubstr(std::string("table ") + table + ": missing"));
        EXPECT_THAT(log, HasSubstr(std::string("table ") + table + ": missing"));
    }
    for (const auto* table [[maybe_unused]] : missing) sql->execute(remedy_of(*host));
    EXPECT_EQ(host->run({"migrate", "verify"}).code, 0);
    host.start();
}

TEST(M3, HostsThatMigrateAtOnceMakeEachTableOnceAndAllOfThem) {
    test::PrivateMariaDb server;
    std::vector<std::unique_ptr<TurnHost>> hosts;
    for (int i = 0; i < 3; ++i)
        hosts.push_back(std::make_unique<TurnHost>(
            std::map<std::string, std::string>{{"turn.yaml", "id: turn\nplugin: turn\n"}}, server.url()));
    for (auto& host : hosts) (*host)->launch();
    for (auto& host : hosts) (*host)->wait_until_ready();
    EXPECT_EQ((*hosts[0])->run({"migrate", "verify"}).code, 0);
    const auto sql = test::Sql::mariadb(server.socket(), "root", "fairground");
    EXPECT_EQ(sql->number("SELECT COUNT(*) FROM schema_migration"),
              sql->number("SELECT COUNT(DISTINCT number) FROM schema_migration"));
}

// ---- adding it back under load

// How long the longest spell without an answer was while `change` ran under a storm.
class UnderLoad {
public:
    UnderLoad() {
        // Rows enough for a change to take its time; nobody's, and taken away before the recount.
        sql->execute(
            "INSERT INTO request SELECT -seq, -1, 'filler', 'f', REPEAT('x', 200), 1, 1, seq FROM seq_1_to_100000");
        sql->execute("DROP INDEX request_at ON request");
    }

    std::chrono::milliseconds longest_silence(const std::function<void()>& change) {
        std::chrono::milliseconds longest{0};
        storm.during([&] {
            std::this_thread::sleep_for(500ms);
            std::atomic<bool> done{false};
            std::jthread asker([&] {
                test::PlayerClient player(storm.host().port(), "watcher");
                for (int turn = 0; !done; ++turn) {
                    const auto asked = std::chrono::steady_clock::now();
                    player.act("onlookers", "spin", "look-" + std::to_string(turn));  // so that he needs the table, too
                    longest = std::max(longest, std::chrono::ceil<std::chrono::milliseconds>(
                                                    std::chrono::steady_clock::now() - asked));
                }
            });
            change();
            done = true;
        });
        return longest;
    }

    void expect_nothing_lost() {
        sql->execute("DELETE FROM request WHERE player_id < 0");
        EXPECT_EQ(storm.host().run({"migrate", "verify"}).code, 0);
        EXPECT_EQ(storm.sums().busy, 0u);
        EXPECT_EQ(storm.sums().connections_lost, 0u);
        expect_all_adds_up(storm);
    }

    test::PrivateMariaDb server;
    Storm storm{&server, {}, with_onlookers()};
    std::unique_ptr<test::Sql> sql = test::Sql::mariadb(server.socket(), "root", "fairground");
};

TEST(W5, AddingAnIndexBackUnderLoadDisturbsNobody) {
    UnderLoad load;
    const auto change = remedy_of(load.storm.host());
    EXPECT_THAT(change, HasSubstr("ALGORITHM=INPLACE, LOCK=NONE"));
    const auto silence = load.longest_silence([&] { load.sql->execute(change); });
    print("longest wait of a player while the index was added", {silence});
    EXPECT_LT(silence, at_this_load(load.storm.host(), 1s));
    load.expect_nothing_lost();
}

// Would it have been noticed? A change that nobody may write beside does hold players up.
TEST(W5, AChangeThatLocksTheTableIsNoticed) {
    UnderLoad load;
    const auto silence = load.longest_silence([&] {
        load.sql->execute("LOCK TABLES request WRITE");
        std::this_thread::sleep_for(3s);
        load.sql->execute("UNLOCK TABLES");
    });
    EXPECT_GT(silence, 2s);
}

}  // namespace
}  // namespace fairground::drills
