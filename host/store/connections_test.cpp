// The budget of connections: bounded, named, given back, and never taken twice by one unit of work.
#include <future>
#include <thread>

#include <gmock/gmock.h>

#include "store/store_fixture.hpp"
#include "support/tcp_proxy.hpp"

namespace fairground::store {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using Clock = std::chrono::steady_clock;

class ConnectionsTest : public StoreTest {
protected:
    std::unique_ptr<Store> with(std::size_t connections) {
        options_.connections = connections;
        options_.lease_timeout = 150ms;
        return Store::open(options_);
    }

    static std::vector<std::string> holders(const Store& store) {
        std::vector<std::string> names;
        for (const auto& lease : store.connections().leases) names.push_back(lease.holder);
        return names;
    }

    static std::string refusal(const std::function<void()>& work) {
        try {
            work();
            return "";
        } catch (const Unavailable& failure) {
            return failure.what();
        }
    }
};
FAIRGROUND_ON_BOTH_DATABASES(ConnectionsTest);

TEST_P(ConnectionsTest, AnExhaustedBudgetIsToldInBoundedTimeWithWhoHoldsIt) {
    const auto store = with(2);
    const auto writer = store->writer("writer 1");
    lock(*writer, "ann");
    std::this_thread::sleep_for(20ms);
    auto view = store->reader("view wheel/prizes");
    const auto start = Clock::now();
    const auto message = refusal([&] { store->ping(); });
    EXPECT_LT(Clock::now() - start, 1s);
    EXPECT_THAT(message, testing::MatchesRegex("2 of 2 connections are taken, and none came back within 150 ms: "
                                               "writer 1 since [0-9]+ ms, view wheel/prizes since [0-9]+ ms; .*"));
    EXPECT_THAT(holders(*store), ElementsAre("writer 1", "view wheel/prizes"));
    EXPECT_GE(store->connections().leases[0].age, 150ms + 20ms);
    EXPECT_EQ(store->connections().refused, 1u);

    view.reset();
    store->ping();
    EXPECT_THAT(holders(*store), ElementsAre("writer 1"));
}

TEST_P(ConnectionsTest, WhoWaitsGetsTheFirstThatComesBack) {
    const auto store = with(1);
    auto held = store->reader();
    auto waiting = std::async(std::launch::async, [&] { store->ping(); });
    while (store->connections().waiting == 0) std::this_thread::sleep_for(1ms);
    held.reset();
    waiting.get();
    EXPECT_EQ(store->connections().waits, 1u);
    EXPECT_EQ(store->connections().refused, 0u);
}

// One budget for all: what migrates and what recounts counts, too.
TEST_P(ConnectionsTest, MigrationsAndRecountsTakeTheirPlaceAmongTheOthers) {
    const auto store = with(1);
    const auto held = store->reader("view wheel/prizes");
    EXPECT_THAT(refusal([&] { store->migrate(); }), HasSubstr("view wheel/prizes since"));
    EXPECT_THAT(refusal([&] { store->recount(1); }), HasSubstr("view wheel/prizes since"));
}

TEST_P(ConnectionsTest, AWriterHoldsAPlaceOnlyWhileItsTransactionIsOpen) {
    const auto store = with(1);
    const auto writer = store->writer();
    lock(*writer, "ann");
    EXPECT_NE(refusal([&] { store->ping(); }), "");
    writer->rollback();
    store->ping();
}

TEST_P(ConnectionsTest, AUnitOfWorkHasNoOtherOneInIt) {
    const auto writer = store_->writer();
    const auto ann = lock(*writer, "ann");
    EXPECT_THROW(lock(*writer, "bob"), std::logic_error);
    Effects effects;
    effects.players = {{ann.id, 1}};
    EXPECT_EQ(writer->commit(effects), Writer::Outcome::committed)
        << "the attempt did not disturb the one that is open";
    EXPECT_EQ(store_->reader()->player("shop", "ann")->version, 1);
}

// What reads cannot open a transaction at all.
template <typename T>
concept OpensTransactions = requires(T& it, Opening opening) {
    it.begin(opening);
};
static_assert(OpensTransactions<Writer>);
static_assert(!OpensTransactions<Reader>);
static_assert(!OpensTransactions<Jobs>);
static_assert(!OpensTransactions<Store>);

class MariaDbConnections : public testing::Test {
protected:
    MariaDbConnections() {
        options_ = options_for(Kind::mariadb, unused_);
        options_.connections = 5;
        Store::open(options_)->migrate();
        sql_ = test::Sql::mariadb(mariadb_server().socket(), "root", "fairground");
    }
    std::int64_t ours() {
        return sql_->number(
            "SELECT COUNT(*) FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()");
    }

    test::TempDir unused_;
    Options options_;
    std::unique_ptr<test::Sql> sql_;
};

TEST_F(MariaDbConnections, AreOpenBeforeAnybodyAsksWhenWarmedUp) {
    const auto store = Store::open(options_);
    store->warm_up();
    EXPECT_EQ(ours(), 5);
    store->ping();
    EXPECT_EQ(ours(), 5);
}

TEST_F(MariaDbConnections, AreNeverMoreThanTheBudget) {
    const auto store = Store::open(options_);
    std::atomic<bool> done{false};
    auto most = std::async(std::launch::async, [&] {
        std::int64_t seen = 0;
        while (!done) seen = std::max(seen, ours());
        return seen;
    });
    on_threads(20, [&](int) {
        for (int i = 0; i < 10; ++i) {
            const auto held = store->reader();
            std::this_thread::sleep_for(2ms);
        }
    });
    done = true;
    EXPECT_LE(most.get(), 5);
    EXPECT_GT(store->connections().waits, 0u);
}

TEST_F(MariaDbConnections, ThatTheServerEndedWhileTheyWereIdleAreNotHandedOut) {
    const auto store = Store::open(options_);
    store->warm_up();
    for (const auto& row : sql_->query("SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> "
                                       "CONNECTION_ID()"))
        sql_->execute("KILL " + row[0]);
    std::this_thread::sleep_for(1100ms);
    store->ping();
    EXPECT_EQ(ours(), 1);
}

TEST_F(MariaDbConnections, ToADatabaseThatIsAwayAreRefusedAtOnceAndComeBackByThemselves) {
    test::PrivateMariaDb server;
    options_.url = server.url();
    options_.socket.clear();
    options_.reconnect = 100ms;
    const auto store = Store::open(options_);
    store->ping();
    server.kill();
    for (int i = 0; i < 5; ++i) EXPECT_THROW(store->ping(), Unavailable);
    EXPECT_TRUE(store->connections().away);
    EXPECT_EQ(store->connections().went_away, 1u);
    const auto start = Clock::now();
    for (int i = 0; i < 1000; ++i) EXPECT_THROW(store->ping(), Unavailable);
    EXPECT_LT(Clock::now() - start, 500ms) << "nobody connects to find it out";
    server.start();
    const auto back = Clock::now();
    while (store->connections().away && Clock::now() - back < 3s) std::this_thread::sleep_for(5ms);
    store->ping();
    EXPECT_LT(Clock::now() - back, 1s);
}

}  // namespace
}  // namespace fairground::store
