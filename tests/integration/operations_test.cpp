// What an operator sees, end to end: probes, pause, drain, the schema contract.
#include <future>
#include <thread>

#include <Poco/Exception.h>

#include "integration/house.hpp"

namespace fairground::integration {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

class Operations : public House {};
ON_BOTH_DATABASES(Operations);

template <class Condition>
bool comes_true(Condition condition, std::chrono::milliseconds patience = 5s) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(20ms);
    }
    return true;
}

TEST_P(Operations, ProbesAnswerOnBothAddressesAndFiguresOnTheAdminsOnly) {
    for (const auto port : {host.port(), host.admin_port()}) {
        EXPECT_EQ(test::HttpClient(port).get("/healthz").status, 200);
        EXPECT_EQ(test::HttpClient(port).get("/readyz").json()["ready"], true);
    }
    ASSERT_EQ(player().spin().status, 200);
    test::HttpClient admin(host.admin_port());
    EXPECT_THAT(admin.get("/metrics").body, HasSubstr("fairground_"));
    EXPECT_THAT(admin.get("/openapi.json").body, HasSubstr("/api/v1/campaigns/wheel/actions/spin"));
    EXPECT_EQ(host.client().get("/metrics").status, 404);
}

TEST_P(Operations, APausedCampaignRefusesUntilItIsResumed) {
    auto ann = player();
    ASSERT_EQ(host.run({"campaigns", "pause", "wheel"}).code, 0);
    ASSERT_TRUE(comes_true([&] { return ann.get("/api/v1/campaigns/wheel").json()["status"] == "paused"; }));
    const auto refused = ann.spin();
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.json()["code"], "paused");

    ASSERT_EQ(host.run({"campaigns", "resume", "wheel"}).code, 0);
    EXPECT_TRUE(comes_true([&] { return ann.spin().status == 200; }));
    EXPECT_EQ(host.run({"campaigns", "pause", "none"}).code, 1);
}

TEST_P(Operations, WhatIsCachedOfAPlayerACampaignOrATenantIsEndedByCommand) {
    auto ann = player();
    ASSERT_EQ(ann.spin().status, 200);
    const auto version = [&] { return std::stoi(ann.view("wheel", "history").header("fairground-player-version")); };
    const auto before = version();
    EXPECT_EQ(version(), before);
    const auto ended = host.run({"cache", "invalidate", "--player", "default/ann"});
    EXPECT_EQ(ended.code, 0) << ended.output;
    EXPECT_GT(version(), before) << "everything that was computed before is over";
    EXPECT_EQ(host.run({"cache", "invalidate", "--campaign", "wheel"}).code, 0);
    EXPECT_EQ(host.run({"cache", "invalidate", "--tenant", "default"}).code, 0);

    const auto nobody = host.run({"cache", "invalidate", "--player", "default/nobody"});
    EXPECT_EQ(nobody.code, 1);
    EXPECT_THAT(nobody.output, HasSubstr("nobody knows the player default/nobody"));
    EXPECT_EQ(host.run({"cache", "invalidate", "--campaign", "none"}).code, 1);
    EXPECT_EQ(host.run({"cache", "invalidate", "--player", "ann"}).code, 1);
    EXPECT_EQ(host.run({"cache", "invalidate", "--tenant", "default", "--campaign", "wheel"}).code, 2);
    EXPECT_EQ(host.run({"cache", "invalidate"}).code, 2);
}

TEST_P(Operations, SigtermLetsARunningSpinFinishAndTakesNoNewOnes) {
    auto ann = player();
    ASSERT_EQ(ann.spin().status, 200);
    const auto lock = sql();
    lock->execute(GetParam() == Database::sqlite ? "BEGIN IMMEDIATE" : "BEGIN");
    if (GetParam() == Database::mariadb) lock->execute("SELECT id FROM player FOR UPDATE");
    auto spin = std::async(std::launch::async, [&] { return ann.spin(); });
    ASSERT_EQ(spin.wait_for(300ms), std::future_status::timeout) << "the spin should wait for the lock";

    host.process().send(SIGTERM);
    EXPECT_TRUE(comes_true([&] {
        try {
            return host.client().get("/healthz").status != 200;
        } catch (const Poco::Exception&) {
            return true;
        }
    }));
    EXPECT_TRUE(host.process().running());
    lock->execute("ROLLBACK");

    EXPECT_EQ(spin.get().status, 200);
    EXPECT_EQ(host.process().wait(5s), 0) << host.log();
}

TEST_P(Operations, AMissingIndexIsNamedAndTheHostDoesNotStart) {
    ASSERT_EQ(host.stop(), 0);
    sql()->execute(GetParam() == Database::sqlite ? "DROP INDEX coupon_free" : "DROP INDEX coupon_free ON coupon");
    host.launch();
    EXPECT_EQ(host.process().wait(10s), 1);
    EXPECT_THAT(host.log(), HasSubstr("coupon_free"));

    const auto verify = host.run({"migrate", "verify"});
    EXPECT_EQ(verify.code, 1);
    EXPECT_THAT(verify.output, HasSubstr("coupon_free"));
}

TEST_P(Operations, TheLedgerAuditFindsNothingAfterSpinsAndSomethingAfterMeddling) {
    ASSERT_EQ(player().spin("", R"({"count":3})").status, 200);
    EXPECT_EQ(host.run({"audit", "ledger"}).code, 0);
    sql()->execute("UPDATE account SET balance = balance + 1");
    const auto audit = host.run({"audit", "ledger"});
    EXPECT_EQ(audit.code, 1);
    EXPECT_THAT(audit.output, HasSubstr("balance"));
}

// ---- MariaDB only

class OnMariaDb : public testing::Test {
protected:
    static test::HostProcess::Settings settings(const test::PrivateMariaDb& database) {
        auto settings = campaigns();
        settings.config["database"]["url"] = database.url();
        return settings;
    }
};

TEST_F(OnMariaDb, TwoHostsStartAtOnceOnAnEmptyDatabase) {
    server().fresh_database();
    test::HostProcess one(settings(server()));
    test::HostProcess other(settings(server()));
    one.launch();
    other.launch();
    one.wait_until_ready();
    other.wait_until_ready();

    EXPECT_EQ(one.run({"migrate", "verify"}).code, 0);
    EXPECT_EQ(Player(one.port(), "ann").spin("tap-1").status, 200);
    const auto elsewhere = Player(other.port(), "ann").spin("tap-1");
    EXPECT_EQ(elsewhere.header("idempotency-replayed"), "true") << elsewhere.body;
    const auto sql = test::Sql::mariadb(server().socket(), "root", "fairground");
    EXPECT_EQ(sql->number("SELECT COUNT(*) FROM revision"), 4) << "each campaign is published once";
}

TEST_F(OnMariaDb, AStoppedDatabaseIsToldHonestlyAndComesBackByItself) {
    test::PrivateMariaDb database;
    test::HostProcess host(settings(database));
    host.start();
    Player ann(host.port(), "ann");
    ASSERT_EQ(ann.spin("tap-1").status, 200);

    database.stop();
    const auto asked = std::chrono::steady_clock::now();
    const auto busy = ann.spin("tap-2");
    EXPECT_EQ(busy.status, 503) << busy.body;
    EXPECT_NE(busy.header("retry-after"), "");
    EXPECT_LT(std::chrono::steady_clock::now() - asked, 3s);
    EXPECT_EQ(ann.get("/api/v1/me/accounts").status, 503) << "a failed lookup is not an empty list";
    EXPECT_TRUE(comes_true([&] { return host.client().get("/readyz").status == 503; }));
    EXPECT_THAT(host.client().get("/readyz").body, HasSubstr("database"));
    EXPECT_EQ(host.client().get("/healthz").status, 200);

    database.start();
    EXPECT_TRUE(comes_true([&] { return host.client().get("/readyz").status == 200; }));
    EXPECT_EQ(ann.spin("tap-2").status, 200);
    EXPECT_EQ(ann.points(), 20);
}

}  // namespace
}  // namespace fairground::integration
