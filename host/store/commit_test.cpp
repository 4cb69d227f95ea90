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

    // A writer that has written one point for a player, but not committed.
    std::unique_ptr<Writer> about_to_commit(const std::string& name) {
        auto writer = store_->writer();
        add_a_point(*writer, name);
        return writer;
    }

    static void add_a_point(Writer& writer, const std::string& name) {
        writer.begin();
        const PlayerRow player = writer.lock_players("shop", std::vector<std::string>{name})[0];
        Effects effects;
        effects.players = {{player.id, player.version + 1}};
        effects.accounts = {{player.id, "points", player.version + 1}};
        writer.apply(effects);
    }

    void kill_all_connections() {
        for (const auto& row : sql_->query(
                 "SELECT id FROM information_schema.processlist WHERE command = 'Sleep' AND id <> CONNECTION_ID()")) {
            sql_->execute("KILL " + row[0]);
        }
    }

    std::int64_t points() { return sql_->number("SELECT COALESCE(SUM(balance), 0) FROM account"); }

    test::TcpProxy proxy_{mariadb_server().port()};
    std::unique_ptr<Store> store_;
    std::unique_ptr<test::Sql> sql_;
};

TEST_F(CommitTest, SaysNotCommittedWhenTheServerDroppedTheTransaction) {
    const auto writer = about_to_commit("ann");
    kill_all_connections();
    EXPECT_EQ(writer->commit(), Writer::Outcome::not_committed);
    EXPECT_EQ(points(), 0);
}

TEST_F(CommitTest, SaysCommittedWhenOnlyTheAnswerWasLost) {
    const auto writer = about_to_commit("ann");
    proxy_.set(test::TcpProxy::Mode::swallow_answers);
    EXPECT_EQ(writer->commit(), Writer::Outcome::committed);
    EXPECT_EQ(points(), 1);
}

TEST_F(CommitTest, TellsThisBatchFromTheOneBefore) {
    const auto writer = about_to_commit("ann");
    EXPECT_EQ(writer->commit(), Writer::Outcome::committed);
    add_a_point(*writer, "ann");
    kill_all_connections();
    EXPECT_EQ(writer->commit(), Writer::Outcome::not_committed);
    EXPECT_EQ(points(), 1);
    add_a_point(*writer, "ann");  // and goes on with a new connection
    EXPECT_EQ(writer->commit(), Writer::Outcome::committed);
    EXPECT_EQ(points(), 2);
}

TEST_F(CommitTest, WaitsUntilTheLostTransactionHasEnded) {
    const auto writer = about_to_commit("ann");
    proxy_.set(test::TcpProxy::Mode::half_open);  // for the server the transaction is still open, its locks are held
    std::jthread server_notices([&] {
        std::this_thread::sleep_for(700ms);
        proxy_.set(test::TcpProxy::Mode::relay);
    });
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(writer->commit(), Writer::Outcome::not_committed);
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
    const auto writer = about_to_commit("ann");
    doomed.kill();
    try {
        writer->commit();
        FAIL() << "said it knew";
    } catch (const Unavailable& e) {
        EXPECT_THAT(e.what(), testing::HasSubstr("the outcome of a commit is unknown"));
    }
    EXPECT_THROW(store_->ping(), Unavailable);
    doomed.start();
    store_->ping();  // by itself, without a new store
    add_a_point(*writer, "ann");
    EXPECT_EQ(writer->commit(), Writer::Outcome::committed);
}

TEST_F(CommitTest, ALossInsideTheTransactionIsRetryableAndRollsBack) {
    const auto writer = about_to_commit("ann");
    kill_all_connections();
    Needs needs;
    needs.players = {1};
    needs.currencies = {"points"};
    EXPECT_THROW(writer->load(needs), Retryable);
    add_a_point(*writer, "ann");
    EXPECT_EQ(writer->commit(), Writer::Outcome::committed);
    EXPECT_EQ(points(), 1);
}

TEST_F(CommitTest, AReadOnlyServerIsUnavailable) {
    sql_->execute("CREATE USER plain@'%'");
    sql_->execute("GRANT SELECT, INSERT, UPDATE, DELETE ON fairground.* TO plain@'%'");
    sql_->execute("SET GLOBAL read_only = 1");
    Options options;
    options.url = "mariadb://plain@127.0.0.1:" + std::to_string(mariadb_server().port()) + "/fairground";
    const auto replica = Store::open(options);
    const auto writer = replica->writer();
    std::string what;
    try {
        add_a_point(*writer, "ann");
    } catch (const Retryable&) {
        what = "retryable";
    } catch (const Unavailable& e) {
        what = e.what();
    }
    sql_->execute("SET GLOBAL read_only = 0");
    sql_->execute("DROP USER plain@'%'");
    EXPECT_THAT(what, testing::HasSubstr("1290"));
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
