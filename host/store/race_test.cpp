// Several hosts at once: here several threads, each with its own writer.
#include <random>
#include <set>
#include <thread>

#include "store/store_fixture.hpp"

namespace fairground::store {
namespace {

class RaceTest : public StoreTest {
protected:
    RaceTest() {
        options_.lock_timeout = std::chrono::seconds(20);  // a wait is fine here, a deadlock is not
        options_.io_timeout = std::chrono::seconds(30);
        options_.lease_timeout = std::chrono::seconds(20);
        store_ = Store::open(options_);
    }

    void make_players(const std::vector<std::string>& names) {
        const auto writer = store_->writer();
        writer->begin({"shop", names, {}});
        writer->commit(Effects{});
    }

    // One batch that adds one point to each of these players.
    void add_a_point(Writer& writer, const std::vector<std::string>& names) {
        const auto players = writer.begin({"shop", names, {}}).players;
        Needs needs;
        needs.campaign = 1;
        needs.currencies = {"points"};
        needs.stock = {"a", "b"};
        needs.tallies = {"spins"};
        for (const auto& p : players) needs.players.push_back(p.id);
        std::map<std::int64_t, std::int64_t> balance;
        for (const auto& a : writer.load(needs).accounts) balance[a.player] = a.balance;
        Effects effects;
        effects.campaign = 1;
        for (const auto& p : players) {
            const auto after = balance[p.id] + 1;
            effects.players.push_back({p.id, p.version + 1});
            effects.accounts.push_back({p.id, "points", after});
            effects.entries.push_back({p.id, "points", p.version + 1, 1, after, "r", 1, "a", 1});
        }
        effects.stock = {{"b", 0, 1, {}}, {"a", 0, 1, {}}};
        effects.tallies = {{"spins", static_cast<std::int64_t>(players.size())}};
        ASSERT_EQ(writer.commit(effects), Writer::Outcome::committed);
    }
};
FAIRGROUND_ON_BOTH_DATABASES(RaceTest);

TEST_P(RaceTest, ALineForTheTrailDoesNotWaitForALullInTheGame) {
    make_players({"ann"});
    std::atomic<int> batches{0};
    std::atomic<bool> playing{true};
    std::jthread game([&] {
        const auto writer = store_->writer();
        for (; playing; ++batches) add_a_point(*writer, {"ann"});
    });
    const auto trail = store_->audit();
    const auto next_batch = [&] {
        for (const int now = batches; batches == now;) std::this_thread::yield();
    };
    constexpr int lines = 20;
    int meanwhile = 0;
    for (int i = 0; i < lines; ++i) {
        next_batch();
        const int before = batches;
        trail->add({.at = i, .admin = "ann", .role = "owner", .address = "::1", .action = "look", .outcome = "done"});
        meanwhile += batches - before;
    }
    playing = false;
    EXPECT_LE(meanwhile, 5 * lines) << "batches that went ahead of " << lines << " lines";
}

TEST_P(RaceTest, OverlappingBatchesNeitherDeadlockNorLoseAPoint) {
    change("someone", [](const PlayerRow&, Effects& effects) {  // rows that all batches share exist from the start
        effects.stock = {{"a", 0, 0, {}}, {"b", 0, 0, {}}};
        effects.tallies = {{"spins", 0}};
    });
    std::vector<std::string> all;
    for (int i = 0; i < 200; ++i) all.push_back("player" + std::to_string(i));
    make_players(all);
    constexpr int threads = 8;
    constexpr int batches = 40;
    std::atomic<std::int64_t> points{0};
    on_threads(threads, [&](int thread) {
        std::mt19937 random(static_cast<unsigned>(thread));
        const auto writer = store_->writer();
        for (int i = 0; i < batches; ++i) {
            std::set<std::string> names;
            while (names.size() < 12) names.insert("player" + std::to_string(random() % 200));
            std::vector<std::string> shuffled(names.begin(), names.end());
            std::shuffle(shuffled.begin(), shuffled.end(), random);
            add_a_point(*writer, shuffled);  // throws on a deadlock
            points += 12;
        }
    });
    EXPECT_EQ(sql().number("SELECT SUM(balance) FROM account"), points);
    EXPECT_EQ(sql().number("SELECT amount FROM tally"), points);
    EXPECT_EQ(sql().number("SELECT SUM(taken) FROM stock"), 2 * threads * batches);
    EXPECT_TRUE(store_->recount(10).empty());
}

// Who makes a player whom somebody else makes at the same moment may have to begin again.
TEST_P(RaceTest, APlayerWhomManyMeetFirstIsMadeOnce) {
    on_threads(8, [&](int thread) {
        std::mt19937 random(static_cast<unsigned>(thread));
        const auto writer = Store::open(options_)->writer();  // knows nobody
        for (int i = 0; i < 10; ++i) {
            std::vector<std::string> names{"p" + std::to_string(random() % 30), "q" + std::to_string(random() % 30)};
            for (bool done = false; !done;) {
                try {
                    add_a_point(*writer, names);
                    done = true;
                } catch (const Retryable&) {
                    writer->rollback();
                }
            }
        }
    });
    EXPECT_EQ(sql().number("SELECT SUM(balance) FROM account"), 160);
    EXPECT_EQ(sql().number("SELECT COUNT(*) - COUNT(DISTINCT external_id) FROM player"), 0);
    EXPECT_TRUE(store_->recount(10).empty());
}

TEST_P(RaceTest, StockThatIsNotLockedIsNeverGivenTwice) {
    constexpr std::int64_t total = 100;
    std::atomic<std::int64_t> given{0};
    on_threads(8, [&](int thread) {
        const auto writer = store_->writer();
        Needs needs;
        needs.campaign = 1;
        needs.stock = {"phone"};
        for (std::int64_t left = total; left > 0;) {
            const auto opened = writer->begin({"shop", {"player" + std::to_string(thread)}, {needs}});
            const auto& rows = opened.loaded[0].stock;
            left = total - (rows.empty() ? 0 : rows[0].taken);
            const auto count = std::min<std::int64_t>(left, 3);
            Effects effects;
            effects.campaign = 1;
            effects.players = {{opened.players[0].id, opened.players[0].version + 1}};
            effects.stock = {{"phone", 0, count, total, true}};
            try {
                ASSERT_EQ(writer->commit(effects), Writer::Outcome::committed);
                given += count;
            } catch (const Outrun&) {  // looks again
            }
        }
    });
    EXPECT_EQ(given, total);
    EXPECT_EQ(sql().number("SELECT taken FROM stock"), total);
}

TEST_P(RaceTest, WhoCountsOnStockThatOthersTookMeanwhileIsTold) {
    if (GetParam() == Kind::sqlite) GTEST_SKIP() << "one writes at a time: nothing is taken meanwhile";
    Needs needs;
    needs.campaign = 1;
    needs.stock = {"phone"};
    const auto take_the_last = [&](Writer& writer, const std::string& name) {
        const auto opened = writer.begin({"shop", {name}, {needs}});
        EXPECT_TRUE(opened.loaded[0].stock.empty()) << "there seems to be one";
        Effects effects;
        effects.campaign = 1;
        effects.players = {{opened.players[0].id, opened.players[0].version + 1}};
        effects.stock = {{"phone", 0, 1, 1, true}};
        return effects;
    };
    const auto slow = store_->writer(), quick = store_->writer();
    const auto late = take_the_last(*slow, "ann");
    ASSERT_EQ(quick->commit(take_the_last(*quick, "bob")), Writer::Outcome::committed);
    EXPECT_THROW(slow->commit(late), Outrun);
    EXPECT_EQ(sql().number("SELECT taken FROM stock"), 1);
    EXPECT_FALSE(store_->reader()->player("shop", "ann")) << "nothing of the late batch is left";
}

TEST_P(RaceTest, OnePlayerIsServedOneBatchAtATime) {
    make_players({"ann"});
    on_threads(8, [&](int) {
        const auto writer = store_->writer();
        for (int i = 0; i < 25; ++i) add_a_point(*writer, {"ann"});
    });
    EXPECT_EQ(sql().number("SELECT balance FROM account"), 200);
    EXPECT_EQ(store_->reader()->player("shop", "ann")->version, 200);
}

TEST_P(RaceTest, EachCouponIsGivenOnce) {
    const auto campaign = store_->publish(draft()).campaign;
    std::vector<std::string> codes;
    for (int i = 0; i < 400; ++i) codes.push_back("code" + std::to_string(i));
    store_->import_coupons("wheel", "coffee", codes);
    std::mutex mutex;
    std::multiset<std::string> given;
    on_threads(4, [&](int thread) {
        const auto writer = store_->writer();
        for (int i = 0; i < 10; ++i) {
            PlayerRow player = lock(*writer, "player" + std::to_string(thread));
            Needs needs;
            needs.campaign = campaign;
            needs.coupons = {{"coffee", 10}};
            const auto coupons = writer->load(needs).coupons;
            ASSERT_EQ(coupons.size(), 10u);
            Effects effects;
            effects.campaign = campaign;
            effects.players = {{player.id, player.version + 1}};
            for (const auto& c : coupons) effects.coupons.push_back({c.id, player.id, 1});
            ASSERT_EQ(writer->commit(effects), Writer::Outcome::committed);
            const std::lock_guard lock(mutex);
            for (const auto& c : coupons) given.insert(c.code);
        }
    });
    EXPECT_EQ(given.size(), 400u);
    EXPECT_EQ(std::set<std::string>(given.begin(), given.end()).size(), 400u);
    EXPECT_EQ(store_->reader()->coupons_left(campaign, "coffee"), 0);
}

TEST_P(RaceTest, ACouponThatIsNoLongerFreeFailsTheBatch) {
    const auto campaign = store_->publish(draft()).campaign;
    store_->import_coupons("wheel", "coffee", std::vector<std::string>{"A"});
    const auto take = [&](const PlayerRow& p, Effects& effects) {
        effects.campaign = campaign;
        effects.coupons = {{1, p.id, 1}};
    };
    change("ann", take);
    EXPECT_THROW(change("bob", take), Fault);
    EXPECT_EQ(store_->reader()->player("shop", "bob")->version, 0);
}

TEST_P(RaceTest, AHeldPlayerIsWaitedForOnlySoLong) {
    options_.lock_timeout = std::chrono::seconds(1);
    const auto impatient = Store::open(options_);
    earn("ann", 1, 1);
    const auto holder = store_->writer();
    lock(*holder, "ann");
    const auto writer = impatient->writer();
    const auto start = std::chrono::steady_clock::now();
    EXPECT_THROW(lock(*writer, "ann"), Retryable);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(4));
    holder->rollback();
    EXPECT_EQ(lock(*writer, "ann").version, 1);
}

// As the new worker of an upgrade beside the old one: each has its own turns.
TEST_P(RaceTest, WhoStartsBesideABusyHostHasItsTurnToWrite) {
    if (GetParam() == Kind::mariadb) GTEST_SKIP() << "there many write at a time";
    std::jthread busy([this](const std::stop_token& stop) {
        const auto writer = store_->writer();
        while (!stop.stop_requested()) add_a_point(*writer, {"ann", "bob", "cho"});
    });
    const auto begin = std::chrono::steady_clock::now();
    for (int start = 0; start < 10; ++start) Store::open(options_)->migrate();
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(3));
}

}  // namespace
}  // namespace fairground::store
