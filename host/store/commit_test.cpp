// What a writer says when the connection is lost around its commit. MariaDB only: a file does not hang up.
#include <thread>

#include <gmock/gmock.h>

#include "store/store_fixture.hpp"
#include "support/tcp_proxy.hpp"

namespace fairground::store {
namespace {

using namespace std::chrono_literals;

class CommitTest : public testing::Test {
protected:
    CommitTest() {
        test::TempDir unused;
        Options options = options_for(Kind::mariadb, unused);
        Store::open(options)->migrate();
        options.socket.clear();
        options.url = "mariadb://root@127.0.0.1:" + std::to_string(proxy_.port()) + "/fairground";
        options.io_timeout = 2s;
        store_ = Store::open(options);
        sql_ = test::Sql::mariadb(mariadb_server().socket(), "root", "fairground");
    }

    // A writer's batch that gives a player one point, and has only to be committed.
    struct Point {
        Writer* writer;
        Effects effects;
        Writer::Outcome commit() { return writer->commit(effects); }
    };
    static Point point_for(Writer& writer, const std::string& name) {
        const PlayerRow player = writer.begin({"shop", {name}, {}}).players[0];
        Effects effects;
        effects.players = {{player.id, player.version + 1}};
        effects.accounts = {{player.id, "points", player.version + 1}};
        return {&writer, std::move(effects)};
    }
    Point point_for(const std::string& name) {
        writer_ = store_->writer();
        return point_for(*writer_, name);
    }

    // Not only those that sleep: one that has just answered may not yet say so. KILL only asks, so look until they are
    // gone.
    void kill_all_connections() {
        const std::string others =
            "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()";
        for (const auto& row : sql_->query(others)) {
            sql_->execute("KILL " + row[0]);
        }
        while (!sql_->query(others).empty()) {
            std::this_thread::sleep_for(5ms);
        }
    }

    static bool answers_within(Store& store, std::chrono::milliseconds patience) {
        for (const auto deadline = std::chrono::steady_clock::now() + patience;; std::this_thread::sleep_for(10ms)) {
            try {
                store.ping();
                return true;
            } catch (const Unavailable&) {
                if (std::chrono::steady_clock::now() > deadline) return false;
            }
        }
    }

    std::int64_t points() { return sql_->number("SELECT COALESCE(SUM(balance), 0) FROM account"); }

    test::TcpProxy proxy_{mariadb_server().port()};
    std::unique_ptr<Store> store_;
    std::unique_ptr<Writer> writer_;
    std::unique_ptr<test::Sql> sql_;
};

TEST_F(CommitTest, SaysNotCommittedWhenTheServerDroppedTheTransaction) {
    auto point = point_for("ann");
    kill_all_connections();
    EXPECT_EQ(point.commit(), Writer::Outcome::not_committed);
    EXPECT_EQ(points(), 0);
}

TEST_F(CommitTest, SaysCommittedWhenOnlyTheAnswerWasLost) {
    auto point = point_for("ann");
    proxy_.set(test::TcpProxy::Mode::swallow_answers);
    EXPECT_EQ(point.commit(), Writer::Outcome::committed);
    EXPECT_EQ(points(), 1);
}

TEST_F(CommitTest, TellsThisBatchFromTheOneBefore) {
    auto point = point_for("ann");
    EXPECT_EQ(point.commit(), Writer::Outcome::committed);
    point = point_for(*writer_, "ann");
    kill_all_connections();
    EXPECT_EQ(point.commit(), Writer::Outcome::not_committed);
    EXPECT_EQ(points(), 1);
    point = point_for(*writer_, "ann");  // and goes on with a new connection
    EXPECT_EQ(point.commit(), Writer::Outcome::committed);
    EXPECT_EQ(points(), 2);
}

TEST_F(CommitTest, WaitsUntilTheLostTransactionHasEnded) {
    auto point = point_for("ann");
    proxy_.set(test::TcpProxy::Mode::half_open);  // for the server the transaction is still open, its locks are held
    std::jthread server_notices([&] {
        std::this_thread::sleep_for(700ms);
        proxy_.set(test::TcpProxy::Mode::relay);
    });
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(point.commit(), Writer::Outcome::not_committed);
    EXPECT_GE(std::chrono::steady_clock::now() - start, 600ms);
    EXPECT_EQ(points(), 0);
}

TEST_F(CommitTest, SaysUnknownWhenNobodyCanBeAsked) {
    test::PrivateMariaDb doomed;
    Options options;
    options.url = doomed.url();
    options.connect_timeout = 1s;
    options.io_timeout = options.lock_timeout = 500ms;
    store_ = Store::open(options);
    store_->migrate();
    auto point = point_for("ann");
    doomed.kill();
    try {
        point.commit();
        FAIL() << "said it knew";
    } catch (const Unavailable& e) {
        EXPECT_THAT(e.what(), testing::HasSubstr("the outcome of a commit is unknown"));
    }
    EXPECT_THROW(store_->ping(), Unavailable);
    doomed.start();
    EXPECT_TRUE(answers_within(*store_, 2s)) << "by itself, without a new store";
    point = point_for(*writer_, "ann");
    EXPECT_EQ(point.commit(), Writer::Outcome::committed);
}

// The server's word that a statement failed is as good as a rollback: nobody is asked what became of it.
TEST_F(CommitTest, AStatementThatTheServerRefusesIsNoDoubt) {
    auto point = point_for("ann");
    point.effects.requests.assign(2, {point.effects.players[0].id, "the same key", "f", "{}", 1, 1});
    EXPECT_THROW(point.commit(), Fault);
    EXPECT_EQ(points(), 0);
    EXPECT_EQ(point_for(*writer_, "ann").commit(), Writer::Outcome::committed);
}

TEST_F(CommitTest, ALossInsideTheTransactionIsRetryableAndRollsBack) {
    auto point = point_for("ann");
    kill_all_connections();
    Needs needs;
    needs.players = {1};
    needs.currencies = {"points"};
    EXPECT_THROW(writer_->load(needs), Retryable);
    point = point_for(*writer_, "ann");
    EXPECT_EQ(point.commit(), Writer::Outcome::committed);
    EXPECT_EQ(points(), 1);
}

// Also for who might write to it all the same: it may be a primary that was demoted.
TEST_F(CommitTest, AReadOnlyServerIsUnavailable) {
    sql_->execute("CREATE USER plain@'%'");
    sql_->execute("GRANT SELECT, INSERT, UPDATE, DELETE ON fairground.* TO plain@'%'");
    sql_->execute("SET GLOBAL read_only = 1");
    std::vector<std::string> found;
    for (const char* user : {"plain", "root"}) {
        Options options;
        options.url =
            std::string("mariadb://") + user + "@127.0.0.1:" + std::to_string(mariadb_server().port()) + "/fairground";
        const auto replica = Store::open(options);
        const auto writer = replica->writer();
        try {
            point_for(*writer, "ann").commit();
            found.emplace_back("nothing");
        } catch (const Retryable&) {
            found.emplace_back("retryable");
        } catch (const Unavailable& e) {
            found.emplace_back(e.what());
        }
        EXPECT_THROW(replica->pause("wheel", true), Unavailable);
        EXPECT_FALSE(replica->health().writes);
        EXPECT_TRUE(replica->health().reads);
    }
    sql_->execute("SET GLOBAL read_only = 0");
    sql_->execute("DROP USER plain@'%'");
    EXPECT_THAT(found, testing::Each(testing::HasSubstr("is read-only")));
}

TEST(Connecting, ToNobodyIsUnavailableAndSaysWhere) {
    Options options;
    options.url = "mariadb://root@127.0.0.1:" + std::to_string(test::free_port()) + "/fairground";
    try {
        Store::open(options)->ping();
        FAIL();
    } catch (const Retryable&) {
        FAIL() << "nothing was begun that could be retried";
    } catch (const Unavailable& e) {
        EXPECT_THAT(e.what(), testing::HasSubstr("connecting to database fairground at 127.0.0.1:"));
    }
}

}  // namespace
}  // namespace fairground::store
