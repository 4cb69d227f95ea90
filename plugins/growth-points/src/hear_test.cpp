#include "growth_fixture.hpp"

namespace growth_points {
namespace {

using std::chrono::hours;
using testing::ElementsAre;
using testing::IsEmpty;

Json earn(const std::vector<Json>& rules, const Json& more = Json::object()) {
    return settings(with({{"earn", rules}}, more));
}

TEST(Hear, credits_what_the_event_is_worth) {
    Programme programme(settings());
    ASSERT_TRUE(programme.sign_in().ok());
    EXPECT_EQ(programme.balance("growth"), 10);
    ASSERT_EQ(programme.entries().size(), 1u);
    EXPECT_EQ(programme.entries()[0].reason, "earn.signin");
    EXPECT_FALSE(programme.entries()[0].expires_at);
    EXPECT_EQ(programme.standing()["points"], 10);
    EXPECT_EQ(programme.score("2026-01"), 10);
}

TEST(Hear, listens_to_the_topics_of_its_rules_only) {
    Testkit programme(settings());
    EXPECT_THROW(programme.hear("player-1", "prize.won"), std::logic_error);
}

TEST(Hear, leaves_no_trace_of_an_event_that_brings_nothing) {
    Programme programme(
        earn({rule("goods", "prize.won", 20, {{"when", {{"field", "award.kind"}, {"equals", "goods"}}}})}));
    ASSERT_TRUE(programme.win({{"award", {{"kind", "points"}}}}).ok());
    EXPECT_TRUE(programme.value("standing").is_null());
    ASSERT_TRUE(programme.win({{"award", {{"kind", "goods"}}}}).ok());
    EXPECT_EQ(programme.balance("growth"), 20);
}

TEST(Hear, applies_every_rule_that_fits_each_with_an_entry_of_its_own) {
    Programme programme(earn({rule("daily", "signin.completed", 10),
                              rule("week", "signin.completed", 50, {{"when", {{"field", "streak"}, {"equals", 7}}}})}));
    programme.sign_in({{"streak", 7}});
    EXPECT_EQ(programme.balance("growth"), 60);
    EXPECT_EQ(programme.entries()[1].reason, "earn.week");
}

TEST(Hear, gives_what_is_left_of_a_cap_and_then_nothing_until_tomorrow) {
    Programme programme(earn({rule("win", "prize.won", 20, caps({{"per_day", 50}}))}));
    for (int i = 0; i < 4; ++i) programme.win();
    EXPECT_EQ(programme.balance("growth"), 50);
    EXPECT_EQ(programme.entries().back().amount, 10);
    programme.pass(hours(24)).win();
    EXPECT_EQ(programme.balance("growth"), 70);
}

TEST(Hear, counts_the_cap_of_a_month_over_its_days) {
    Programme programme(earn({rule("win", "prize.won", 20, caps({{"per_day", 40}, {"per_month", 60}}))}));
    for (const int day : {20260130, 20260130, 20260130, 20260131, 20260131}) programme.at(day).win();
    EXPECT_EQ(programme.balance("growth"), 60);
    programme.at(20260201).win();
    EXPECT_EQ(programme.balance("growth"), 80);
}

TEST(Hear, counts_a_day_by_the_campaigns_clock) {
    Programme programme(earn({rule("win", "prize.won", 20, caps({{"per_day", 20}}))}));
    programme.utc_offset(hours(8)).at(20260301, hours(23)).win();
    programme.pass(std::chrono::minutes(59)).win();
    EXPECT_EQ(programme.balance("growth"), 20);
    programme.pass(std::chrono::minutes(1)).win();
    EXPECT_EQ(programme.balance("growth"), 40);
}

TEST(Hear, raises_the_level_at_once_and_tells) {
    Programme programme(earn({rule("win", "prize.won", 60)}));
    programme.win();
    EXPECT_THAT(programme.events(), IsEmpty());
    programme.win();
    EXPECT_EQ(programme.level(), "silver");
    ASSERT_THAT(programme.topics(), ElementsAre("level.up"));
    EXPECT_EQ(programme.events()[0].payload,
              Json::parse(R"({"from": "bronze", "to": "silver", "on": "2026-01-01", "points": 120})"));
}

TEST(Hear, multiplies_by_the_level_that_was_held_before_the_event) {
    const std::vector<Json> levels = {level("bronze", 0), level("silver", 100, {{"multiplier", 1.5}})};
    Programme programme(earn({rule("a", "prize.won", 100), rule("b", "prize.won", 10)}, {{"levels", levels}}));
    programme.win();
    EXPECT_EQ(programme.balance("growth"), 110);
    programme.win();
    EXPECT_EQ(programme.balance("growth"), 110 + 165);
}

TEST(Points, expire_at_the_local_end_of_the_month) {
    Programme programme(earn({rule("win", "prize.won", 20, {{"valid", "end_of_month"}})}));
    programme.utc_offset(hours(1)).change_offset(20260329, hours(2), hours(2));  // clocks go forward on the way
    programme.at(20260310).win();
    programme.at(20260331, hours(24) - std::chrono::milliseconds(1));
    EXPECT_EQ(programme.balance("growth"), 20);
    programme.pass(std::chrono::milliseconds(1));
    EXPECT_EQ(programme.balance("growth"), 0);
    EXPECT_EQ(programme.standing()["points"], 0) << "April has begun";
}

TEST(Points, that_expire_first_are_spent_first) {
    Programme programme(earn({rule("win", "prize.won", 20, {{"valid", {{"days", 30}}}}),
                              rule("signin", "signin.completed", 10, {{"valid", {{"days", 1}}}})},
                             {{"redeem", {item("tea", 15)}}}));
    programme.win();
    programme.sign_in();
    ASSERT_TRUE(programme.act("redeem", {{"item", "tea"}}).ok());
    programme.at(20260103);
    EXPECT_EQ(programme.balance("growth"), 15) << "the 10 that expired were spent, and 5 of the others";
}

TEST(Adjust, adds_with_the_reason_in_the_ledger_and_the_note_in_the_records) {
    Programme programme(settings());
    const Result result = programme.act(
        "adjust", {{"amount", 120}, {"reason", "apology"}, {"note", "The host was down."}, {"period_points", true}});
    ASSERT_TRUE(result.ok()) << result;
    EXPECT_EQ(result.body, Json::parse(R"({"balance": 120, "points": 120, "level": "silver"})"));
    EXPECT_EQ(programme.entries()[0].reason, "adjust.apology");
    EXPECT_EQ(programme.records("adjustment")[0].payload["note"], "The host was down.");
}

TEST(Adjust, takes_away_but_not_more_than_there_is) {
    Programme programme(settings());
    programme.sign_in();
    EXPECT_TRUE(programme.act("adjust", {{"amount", -11}, {"reason", "fraud"}}).refused("balance_too_low"));
    ASSERT_TRUE(programme.act("adjust", {{"amount", -10}, {"reason", "fraud"}, {"period_points", true}}).ok());
    EXPECT_EQ(programme.balance("growth"), 0);
    EXPECT_EQ(programme.standing()["points"], 0);
    EXPECT_EQ(programme.score("2026-01"), 1) << "a board knows no score of 0";
}

TEST(Adjust, leaves_the_points_of_the_period_alone_unless_told) {
    Programme programme(settings());
    programme.act("adjust", {{"amount", 500}, {"reason", "gift"}, {"valid_days", 2}});
    EXPECT_EQ(programme.level(), "bronze");
    programme.at(20260104);
    EXPECT_EQ(programme.balance("growth"), 0);
}

TEST(Adjust, refuses_what_would_not_do) {
    Programme programme(settings());
    EXPECT_EQ(programme.act("adjust", {{"amount", 0}, {"reason", "x"}}).detail,
              "field 'amount': found 0, expected what is to be added or taken");
    EXPECT_TRUE(programme.act("adjust", {{"amount", 5}, {"reason", "We are sorry"}}).invalid("invalid_body"));
    EXPECT_TRUE(programme.act("adjust", {{"amount", 5}}).invalid("invalid_body"));
}

TEST(Adjust, is_for_admins_only) {
    const Json actions = Testkit(settings()).manifest()["actions"];
    for (const Json& action : actions) EXPECT_EQ(action["role"], action["name"] == "adjust" ? "admin" : "player");
}

}  // namespace
}  // namespace growth_points
