// A primary, its replica, and a change of places. MariaDB only: each test has two servers of its own.
#include <future>
#include <thread>

#include <gmock/gmock.h>

#include "store/store_fixture.hpp"
#include "support/replication.hpp"

namespace fairground::store {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using Clock = std::chrono::steady_clock;

bool comes_true(const std::function<bool()>& condition, std::chrono::milliseconds patience = 10s) {
    for (const auto deadline = Clock::now() + patience; !condition(); std::this_thread::sleep_for(5ms))
        if (Clock::now() > deadline) return false;
    return true;
}

struct Pair {
    Pair() {
        test::add_host_user(primary);
        test::follow(replica, primary);
    }
    test::PrivateMariaDb primary{test::replicated(1, {}, false)};
    test::PrivateMariaDb replica{test::replicated(2, {}, false)};
};

class ReplicasTest : public testing::Test {
protected:
    ReplicasTest() {
        if (!pair_) pair_ = std::make_unique<Pair>();
        primary().fresh_database();
        options_.url = test::host_url(primary());
        options_.replicas = {{test::host_url(replica()), "", ""}};
        options_.replica_lag = 400ms;
        options_.reconnect = 50ms;
        store_ = Store::open(options_);
        store_->migrate();
        store_->warm_up();
        EXPECT_TRUE(usable()) << trouble();
    }
    static void TearDownTestSuite() { pair_.reset(); }

    static test::PrivateMariaDb& primary() { return pair_->primary; }
    static test::PrivateMariaDb& replica() { return pair_->replica; }
    // The next test gets a pair of its own.
    void used_up() { used_up_ = true; }
    void TearDown() override {
        store_.reset();
        if (used_up_) pair_.reset();
    }

    bool usable() {
        return comes_true([&] { return trouble().empty(); });
    }
    std::string trouble() { return store_->replicas().at(0).trouble; }

    std::int64_t spin(const std::string& name) {
        const auto writer = store_->writer();
        auto player = writer->begin({"shop", {name}, {}}).players.at(0);
        Effects effects;
        effects.campaign = 1;
        ++player.version;
        effects.players = {player};
        if (writer->commit(effects) != Writer::Outcome::committed) throw Unavailable("not committed");
        return player.version;
    }
    std::int64_t version_of(const std::string& name, Freshness freshness) {
        return store_->reader("a test", freshness)->player("shop", name).value_or(PlayerRow{}).version;
    }
    static std::string refusal(const std::function<void()>& work) {
        try {
            work();
            return "";
        } catch (const std::exception& failure) {
            return failure.what();
        }
    }
    Options led_by_the_replica() const {
        auto to = options_;
        to.url = test::host_url(replica());
        to.replicas.clear();
        return to;
    }

    Options options_;
    std::unique_ptr<Store> store_;

private:
    static inline std::unique_ptr<Pair> pair_;
    bool used_up_ = false;
};

TEST_F(ReplicasTest, AnswerOnlyWhoCanDoWithWhatTheyHave) {
    spin("ann");
    test::wait_for(replica(), primary());
    EXPECT_FALSE(store_->reader()->from_replica());
    EXPECT_FALSE(store_->reader("a test", Freshness::latest)->from_replica());
    EXPECT_TRUE(store_->reader("a test", Freshness::recent)->from_replica());
    EXPECT_EQ(version_of("ann", Freshness::recent), 1);
    EXPECT_EQ(store_->connections().most, options_.connections);
}

TEST_F(ReplicasTest, AreLeftOutWhenTheyAreTooFarBehindAndTakenBack) {
    test::hold_back(replica(), 3s);
    std::thread writing([&] {
        for (int i = 0; i < 15; ++i) {
            spin("ann");
            std::this_thread::sleep_for(100ms);
        }
    });
    EXPECT_TRUE(comes_true([&] { return trouble().find("behind") != std::string::npos; })) << trouble();
    EXPECT_FALSE(store_->reader("a test", Freshness::recent)->from_replica());
    writing.join();
    EXPECT_EQ(version_of("ann", Freshness::recent), 15);
    test::hold_back(replica(), 0s);
    EXPECT_TRUE(usable()) << trouble();
}

TEST_F(ReplicasTest, AreLeftOutWhenTheyStopToFollowOrAreGone) {
    replica().execute("STOP SLAVE");
    EXPECT_TRUE(comes_true([&] { return trouble().find("Slave_running is OFF") != std::string::npos; })) << trouble();
    EXPECT_FALSE(store_->reader("a test", Freshness::recent)->from_replica());
    replica().execute("START SLAVE");
    EXPECT_TRUE(usable()) << trouble();
    replica().kill();
    EXPECT_TRUE(comes_true([&] { return trouble().find("cannot be asked") != std::string::npos; })) << trouble();
    EXPECT_EQ(version_of("ann", Freshness::recent), 0) << "the primary answers";
    EXPECT_TRUE(store_->health().writes);
    replica().start();
    EXPECT_TRUE(usable()) << trouble();
}

TEST_F(ReplicasTest, AnswerWhileThereIsNoPrimary) {
    used_up();
    const auto version = spin("ann");
    test::wait_for(replica(), primary());
    primary().kill();
    EXPECT_TRUE(comes_true([&] { return !refusal([&] { store_->ping(); }).empty() && store_->health().reads; }));
    EXPECT_TRUE(comes_true([&] { return refusal([&] { version_of("ann", Freshness::latest); }).empty(); }));
    EXPECT_EQ(version_of("ann", Freshness::latest), version);
    EXPECT_EQ(version_of("ann", Freshness::recent), version);
    std::this_thread::sleep_for(2 * options_.replica_lag);
    EXPECT_EQ(version_of("ann", Freshness::recent), version) << "nothing can have been acknowledged since";
    EXPECT_THROW(version_of("ann", Freshness::strong), Unavailable);
    const auto health = store_->health();
    EXPECT_FALSE(health.writes);
    EXPECT_TRUE(health.reads);
}

// The replica is the first to know that the primary is gone. That is no reason to leave it out.
TEST_F(ReplicasTest, AnswerFromTheMomentThePrimaryIsGone) {
    used_up();
    options_.replica_lag = 2s;  // looked at four times a second
    store_ = Store::open(options_);
    store_->warm_up();
    const auto version = spin("ann");
    test::wait_for(replica(), primary());
    EXPECT_TRUE(usable()) << trouble();
    const auto killing = std::async(std::launch::async, [] { primary().kill(); });
    for (const auto begin = Clock::now(); Clock::now() - begin < 1s; std::this_thread::sleep_for(2ms))
        ASSERT_EQ(version_of("ann", Freshness::recent), version);
}

TEST_F(ReplicasTest, AnswerWhileThePrimaryHangs) {
    used_up();
    const auto version = spin("ann");
    test::wait_for(replica(), primary());
    ::kill(primary().pid(), SIGSTOP);
    const auto begin = Clock::now();
    bool answered = false;
    while (!answered && Clock::now() - begin < 10s)
        answered = store_->replicas().at(0).trouble.empty() && Clock::now() - begin > 1500ms;
    EXPECT_LT(Clock::now() - begin, 3s);
    const auto reader = store_->reader("a test", Freshness::recent);
    EXPECT_TRUE(reader->from_replica());
    EXPECT_EQ(reader->player("shop", "ann")->version, version);
    ::kill(primary().pid(), SIGCONT);
}

TEST_F(ReplicasTest, TakeThePrimarysPlaceWithoutARestart) {
    used_up();
    const auto writer = store_->writer();
    spin("ann");
    test::demote(primary());
    EXPECT_THAT(refusal([&] { spin("ann"); }), HasSubstr("read-only"));
    EXPECT_FALSE(store_->health().writes);
    EXPECT_TRUE(store_->health().reads);
    EXPECT_THAT(refusal([&] { store_->move(led_by_the_replica()); }), HasSubstr("read-only"));
    test::wait_for(replica(), primary());
    test::promote(replica());
    EXPECT_TRUE(store_->move(led_by_the_replica()));
    EXPECT_FALSE(store_->move(led_by_the_replica())) << "nothing to do";
    EXPECT_EQ(spin("ann"), 2);
    EXPECT_EQ(writer->begin({"shop", {"ann"}, {}}).players.at(0).version, 2) << "old writers go on there";
    EXPECT_TRUE(store_->health().writes);
    EXPECT_THAT(store_->replicas(), IsEmpty());
}

TEST_F(ReplicasTest, AreNoPrimariesWhileTheyFollowOne) {
    replica().execute("SET GLOBAL read_only = OFF");
    EXPECT_THAT(refusal([&] { store_->move(led_by_the_replica()); }), HasSubstr("still follows another server"));
    EXPECT_EQ(spin("ann"), 1);
    test::demote(replica());
}

// The old primary acknowledged it, but the new one never got it: that is not a commit.
TEST_F(ReplicasTest, ACommitThatOnlyTheOldPrimaryKnowsIsNone) {
    used_up();
    const auto writer = store_->writer();
    auto player = writer->begin({"shop", {"ann"}, {}}).players.at(0);
    test::promote(replica());
    auto moving = std::async(std::launch::async, [&] { return store_->move(led_by_the_replica()); });
    std::this_thread::sleep_for(300ms);  // it waits for us
    Effects effects;
    effects.campaign = 1;
    ++player.version;
    effects.players = {player};
    EXPECT_EQ(writer->commit(effects), Writer::Outcome::not_committed);
    EXPECT_TRUE(moving.get());
    EXPECT_EQ(version_of("ann", Freshness::strong), 0);
    EXPECT_EQ(spin("ann"), 1);
}

// Nobody waits for a server that hangs any longer than it takes to leave it.
TEST_F(ReplicasTest, WhatHangsOnTheOldPrimaryIsCutOff) {
    used_up();
    const auto writer = store_->writer();
    writer->begin({"shop", {"ann"}, {}});
    auto locked = std::async(std::launch::async, [&] { spin("ann"); });  // waits for the row
    std::this_thread::sleep_for(100ms);
    ::kill(primary().pid(), SIGSTOP);
    test::promote(replica());
    const auto begin = Clock::now();
    EXPECT_TRUE(store_->move(led_by_the_replica()));
    EXPECT_THROW(locked.get(), Unavailable);
    EXPECT_LT(Clock::now() - begin, 3s);
    EXPECT_EQ(spin("bob"), 1);
    ::kill(primary().pid(), SIGCONT);
}

TEST_F(ReplicasTest, ArePartOfPreflight) {
    const auto failed = [&] {
        std::string names;
        for (const auto& check : store_->preflight_replicas())
            if (check.state == Check::State::failed) names += check.name + ": " + check.found + "\n";
        return names;
    };
    EXPECT_EQ(failed(), "");
    replica().execute("SET GLOBAL read_only = OFF");
    EXPECT_THAT(failed(), HasSubstr("read_only: OFF"));
    replica().execute("STOP SLAVE");
    EXPECT_THAT(failed(), HasSubstr("Slave_running: OFF"));
    replica().execute("START SLAVE; SET GLOBAL read_only = ON");
    options_.url = primary().url();
    options_.replicas = {{replica().url(), "", ""}};
    store_ = Store::open(options_);
    EXPECT_THAT(failed(), HasSubstr("privileges of root: SUPER, READ_ONLY ADMIN"));
}

}  // namespace
}  // namespace fairground::store
