// What a player's page sees, end to end.
#include "integration/house.hpp"
#include "load/load.hpp"

namespace fairground::integration {
namespace {

using testing::ElementsAre;
using testing::Gt;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class PlayerApi : public House {};
ON_BOTH_DATABASES(PlayerApi);

std::vector<std::string> ids(const json& list) {
    std::vector<std::string> found;
    for (const auto& item : list) found.push_back(item.at("id"));
    return found;
}

TEST_P(PlayerApi, CampaignsAreListedWithTheirStatus) {
    const auto listed = host.client().get("/api/v1/campaigns");
    ASSERT_EQ(listed.status, 200);
    EXPECT_THAT(ids(listed.json()["campaigns"]), testing::UnorderedElementsAre("wheel", "endless", "upcoming", "over"));

    EXPECT_EQ(host.client().get("/api/v1/campaigns/wheel").json()["status"], "open");
    EXPECT_EQ(host.client().get("/api/v1/campaigns/upcoming").json()["status"], "not_started");
    EXPECT_EQ(host.client().get("/api/v1/campaigns/over").json()["status"], "ended");
    EXPECT_EQ(host.client().get("/api/v1/campaigns/none").status, 404);
}

TEST_P(PlayerApi, ASpinWinsAndStandsInHistoryAndLedger) {
    auto ann = player();
    const auto spun = ann.spin("tap-1");
    ASSERT_EQ(spun.status, 200) << spun.body;
    EXPECT_EQ(spun.json()["spins"][0]["prize"], "points-10");
    EXPECT_EQ(spun.header("fairground-plugin"), "lucky-wheel/1.0.0");
    EXPECT_EQ(spun.header("fairground-campaign-revision"), "1");
    EXPECT_THAT(std::stoll(spun.header("fairground-player-version")), Gt(0));

    const auto history = ann.get("/api/v1/campaigns/wheel/views/history").json()["spins"];
    ASSERT_EQ(history.size(), 1u);
    EXPECT_EQ(history[0]["prize"], "points-10");
    EXPECT_EQ(ann.points(), 10);
    const auto entries = ann.get("/api/v1/me/entries?currency=points").json()["entries"];
    ASSERT_EQ(entries.size(), 1u);
    EXPECT_EQ(entries[0]["amount"], 10);
    EXPECT_EQ(entries[0]["balance_after"], 10);
    EXPECT_EQ(entries[0]["campaign"], "wheel");
}

TEST_P(PlayerApi, NobodySpinsWithoutASession) {
    const auto answer = host.client().post("/api/v1/campaigns/wheel/actions/spin", "{}");
    EXPECT_EQ(answer.status, 401);
    EXPECT_THAT(answer.header("content-type"), StartsWith("application/problem+json"));
}

TEST_P(PlayerApi, ARefusalIs409WithItsCode) {
    auto ann = player();
    ASSERT_EQ(ann.spin("", R"({"count":3})").status, 200);
    const auto refused = ann.spin();
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.json()["code"], "campaign_limit_reached");
    EXPECT_THAT(refused.json()["trace_id"].get<std::string>(), Not(IsEmpty()));
    EXPECT_EQ(ann.points(), 30);

    EXPECT_EQ(ann.spin("", "{}", "upcoming").json()["code"], "not_started");
    EXPECT_EQ(ann.spin("", "{}", "over").json()["code"], "ended");
}

TEST_P(PlayerApi, ARepeatedKeyGetsTheStoredAnswerAlsoAfterARestart) {
    auto ann = player();
    const auto first = ann.spin("tap-1");
    EXPECT_EQ(first.header("idempotency-replayed"), "");
    const auto again = ann.spin("tap-1");
    EXPECT_EQ(again.header("idempotency-replayed"), "true");
    EXPECT_EQ(again.body, first.body);

    host.kill();
    host.start();
    auto ann_later = player();
    const auto later = ann_later.spin("tap-1");
    EXPECT_EQ(later.header("idempotency-replayed"), "true");
    EXPECT_EQ(later.body, first.body);
    EXPECT_EQ(ann_later.points(), 10);
}

TEST_P(PlayerApi, AKeyWithAnotherBodyIs422) {
    auto ann = player();
    ASSERT_EQ(ann.spin("tap-1").status, 200);
    const auto conflict = ann.spin("tap-1", R"({"count":2})");
    EXPECT_EQ(conflict.status, 422);
    EXPECT_EQ(ann.points(), 10);
}

TEST_P(PlayerApi, AViewIsAnswered304UntilItChanges) {
    auto ann = player();
    const auto seen = ann.get("/api/v1/campaigns/wheel/views/prizes");
    ASSERT_EQ(seen.status, 200) << seen.body;
    EXPECT_EQ(seen.json()["prizes"][0]["chance"], 1);
    EXPECT_EQ(seen.json()["player"]["spins_left"], 3);
    const auto etag = seen.header("etag");
    ASSERT_THAT(etag, Not(IsEmpty()));

    const auto unchanged = ann.get("/api/v1/campaigns/wheel/views/prizes", {{"If-None-Match", etag}});
    EXPECT_EQ(unchanged.status, 304);
    EXPECT_THAT(unchanged.body, IsEmpty());

    ASSERT_EQ(ann.spin().status, 200);
    const auto changed = ann.get("/api/v1/campaigns/wheel/views/prizes", {{"If-None-Match", etag}});
    EXPECT_EQ(changed.status, 200);
    EXPECT_EQ(changed.json()["player"]["spins_left"], 2);
}

TEST_P(PlayerApi, EntriesArePagedNewestFirstAndDoNotShift) {
    auto ann = player();
    ASSERT_EQ(ann.spin("", R"({"count":2})").status, 200);
    const auto first = ann.get("/api/v1/me/entries?currency=points&limit=1").json();
    ASSERT_EQ(first["entries"].size(), 1u);
    EXPECT_EQ(first["entries"][0]["balance_after"], 20);

    ASSERT_EQ(ann.spin().status, 200);  // a new entry between two pages
    const auto second =
        ann.get("/api/v1/me/entries?currency=points&limit=1&cursor=" + first["next"].get<std::string>()).json();
    ASSERT_EQ(second["entries"].size(), 1u);
    EXPECT_EQ(second["entries"][0]["balance_after"], 10);
    EXPECT_FALSE(second.contains("next"));
}

TEST_P(PlayerApi, OnePlayerMaySpinSixteenTimesAtOnce) {
    load::Driver driver({.port = host.port(), .campaign = "endless", .connections = 16, .players = 1});
    driver.log_in();
    auto report = driver.run(std::chrono::seconds(2));

    EXPECT_THAT(report.unanswered, IsEmpty());
    EXPECT_EQ(report.busy + report.connections_lost, 0u) << report.last_busy;
    EXPECT_EQ(report.statuses[200], report.answered.size());
    EXPECT_THAT(report.answered.size(), Gt(50u));
    EXPECT_EQ(player(load::player_name(0)).points(), 10 * static_cast<std::int64_t>(report.answered.size()));
    if (GetParam() == Database::mariadb) {
        EXPECT_EQ(sql()->query("SHOW GLOBAL STATUS LIKE 'Innodb_deadlocks'").at(0).at(1), "0");
    }
}

TEST_P(PlayerApi, PlayersDoNotSeeEachOther) {
    auto ann = player("ann");
    auto bob = player("bob");
    ASSERT_EQ(ann.spin("tap-1").status, 200);
    EXPECT_EQ(bob.points(), 0);
    EXPECT_THAT(bob.get("/api/v1/campaigns/wheel/views/history").json()["spins"], IsEmpty());
    EXPECT_EQ(bob.spin("tap-1").header("idempotency-replayed"), "");
}

}  // namespace
}  // namespace fairground::integration
