// Scheduled work, end to end: two hosts on one MariaDB, one of them killed in the middle.
#include <thread>

#include "integration/town.hpp"

namespace fairground::integration {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

constexpr int players = 5000;

class Evening : public testing::Test {
protected:
    Evening() : host_(town(server_.url())) {
        // Publishes the campaigns; then they are two days old and have visitors.
        EXPECT_EQ(host_.run({"campaigns", "list"}).code, 0);
        sql_ = test::Sql::mariadb(server_.socket(), "root", "fairground");
        sql_->execute("UPDATE revision SET published_ms = published_ms - 2 * 24 * 3600 * 1000");
        const auto sequence = "seq_1_to_" + std::to_string(players);
        sql_->execute("INSERT INTO player (tenant, external_id, version) SELECT 'default', CONCAT('p', seq), 1 FROM " +
                      sequence);
        park_ = std::to_string(campaign_id(*sql_, "park"));
        sql_->execute("INSERT INTO player_value (player_id, campaign_id, name, version, body) SELECT id, " + park_ +
                      ", 'visits', 1, '{\"count\":1}' FROM player");
    }

    std::int64_t reminded() {
        return sql_->number("SELECT COUNT(*) FROM record WHERE kind = 'reminded' AND campaign_id = " + park_);
    }
    std::int64_t finished() {
        return sql_->number("SELECT COUNT(*) FROM job WHERE finished_ms IS NOT NULL AND campaign_id = " + park_);
    }
    void expect_each_once() {
        EXPECT_EQ(reminded(), players);
        EXPECT_EQ(sql_->number("SELECT COUNT(DISTINCT player_id) FROM record WHERE kind = 'reminded'"), players);
        EXPECT_EQ(sql_->number("SELECT COUNT(*) FROM event WHERE topic = 'visits.reminded'"), players);
        const auto north = std::to_string(campaign_id(*sql_, "north"));
        EXPECT_EQ(sql_->number("SELECT COUNT(*) FROM record WHERE campaign_id = " + north), players)
            << "what a job tells is heard too";
        EXPECT_EQ(sql_->number("SELECT done FROM job WHERE campaign_id = " + park_), players);
    }
    template <typename Condition>
    static bool comes_true(Condition condition, std::chrono::seconds patience) {
        const auto deadline = std::chrono::steady_clock::now() + patience;
        while (!condition()) {
            if (std::chrono::steady_clock::now() > deadline) return false;
            std::this_thread::sleep_for(2ms);
        }
        return true;
    }

    test::PrivateMariaDb server_;
    test::HostProcess host_;
    std::unique_ptr<test::Sql> sql_;
    std::string park_;
};

TEST_F(Evening, AKilledHostsRunIsFinishedByTheOther) {
    test::HostProcess other(town(server_.url()));
    host_.start();
    ASSERT_TRUE(comes_true([&] { return reminded() > 0; }, 30s)) << host_.log();
    other.start();
    const auto before = reminded();
    host_.kill();
    EXPECT_LT(before, players) << "the host was done before it was killed: the test proved nothing";
    ASSERT_TRUE(comes_true([&] { return finished() == 1; }, 90s)) << other.log();
    expect_each_once();
    EXPECT_THAT(other.log(), HasSubstr("is finished"));

    const auto status = other.run({"job", "status", "--json"});
    ASSERT_EQ(status.code, 0) << status.output;
    const auto jobs = json::parse(status.output);
    ASSERT_EQ(jobs.size(), 2u);
    EXPECT_EQ(jobs[0]["campaign"], "park");
    EXPECT_EQ(jobs[0]["state"], "finished");
    EXPECT_EQ(jobs[0]["last"]["done"], players);
    EXPECT_EQ(other.run({"audit", "ledger"}).code, 0);
}

TEST_F(Evening, TwoHostsAtOnceCallEachPlayerOnce) {
    test::HostProcess other(town(server_.url()));
    host_.launch();
    other.launch();
    ASSERT_TRUE(comes_true([&] { return finished() == 1; }, 90s)) << host_.log();
    expect_each_once();
}

TEST_F(Evening, ARunByCommandShowsItsProgressAndDoesNobodyTwice) {
    const auto first = host_.run({"job", "run", "park", "remind"});
    EXPECT_EQ(first.code, 0) << first.output;
    EXPECT_THAT(first.output, HasSubstr("goes on: 256 done, 0 refused, 0 failed"));
    EXPECT_THAT(first.output, HasSubstr("finished: 5000 done, 0 refused, 0 failed"));
    EXPECT_EQ(host_.run({"job", "run", "park", "remind"}).code, 0);
    expect_each_once();
    EXPECT_EQ(host_.run({"job", "run", "park", "remind", "--day", "20200101"}).code, 1);
    EXPECT_THAT(host_.run({"job", "run", "park", "sweep"}).output, HasSubstr("has no job 'sweep'"));
}

}  // namespace
}  // namespace fairground::integration
