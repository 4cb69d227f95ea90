#include "signin_fixture.hpp"

namespace daily_signin {
namespace {

using testing::IsEmpty;

TEST(SignIn, gives_the_reward_of_the_day_and_tells_others) {
    Desk desk(settings());
    const Result result = desk.sign_in();
    ASSERT_TRUE(result.ok()) << result;
    EXPECT_EQ(result.body, Json::parse(R"({"day": "2026-03-01", "made_up": false, "streak": 1, "tiers": [],
        "awards": [{"kind": "points", "currency": "points", "amount": 5}]})"));
    EXPECT_EQ(desk.balance("points"), 5);
    ASSERT_EQ(desk.events().size(), 1u);
    EXPECT_EQ(desk.events()[0].topic, "signin.completed");
    EXPECT_EQ(desk.events()[0].payload, Json::parse(R"({"day": "2026-03-01", "streak": 1, "makeup": false})"));
}

TEST(SignIn, is_possible_once_a_day) {
    Desk desk(settings());
    desk.at(20260301, std::chrono::minutes(1)).sign_in();
    EXPECT_TRUE(desk.at(20260301, std::chrono::minutes(23 * 60 + 59)).sign_in().refused("already_signed_in"));
    EXPECT_EQ(desk.balance("points"), 5);
    EXPECT_TRUE(desk.at(20260302, std::chrono::minutes(0)).sign_in().ok());
}

TEST(SignIn, belongs_to_the_local_day_of_the_campaign) {
    Desk shanghai(settings());
    shanghai.utc_offset(std::chrono::hours(8)).at(20260301, std::chrono::hours(1));
    EXPECT_EQ(shanghai.sign_in().body["day"], "2026-03-01") << "in UTC it is still February";
}

TEST(SignIn, has_its_days_of_23_and_25_hours_in_berlin) {
    Desk berlin(settings());
    const auto winter = std::chrono::hours(1);
    const auto summer = std::chrono::hours(2);
    berlin.utc_offset(winter).at(20260328, std::chrono::minutes(23 * 60 + 59)).sign_in();
    berlin.pass(std::chrono::minutes(1)).sign_in();         // 29 March, 00:00
    berlin.pass(std::chrono::hours(2)).utc_offset(summer);  // 03:00: an hour is skipped
    EXPECT_TRUE(berlin.pass(std::chrono::minutes(20 * 60 + 59)).sign_in().refused("already_signed_in"));  // 23:59
    EXPECT_EQ(berlin.pass(std::chrono::minutes(1)).sign_in().body["streak"], 3);

    berlin.as("player-2").at(20261025, std::chrono::minutes(0)).sign_in();
    berlin.pass(std::chrono::hours(3)).utc_offset(winter);  // 02:00 once more
    EXPECT_TRUE(berlin.pass(std::chrono::minutes(21 * 60 + 59)).sign_in().refused("already_signed_in"));  // 23:59
    EXPECT_EQ(berlin.pass(std::chrono::minutes(1)).sign_in().body["streak"], 2);
}

TEST(SignIn, may_be_worth_more_each_day_and_stays_at_the_last_reward) {
    Desk desk(settings({{"rewards", {points(1), points(2), points(3)}}}));
    desk.come_daily(5);
    EXPECT_EQ(desk.balance("points"), 1 + 2 + 3 + 3 + 3);
}

TEST(SignIn, begins_with_the_first_reward_again_in_a_new_cycle) {
    Json json = settings({{"rewards", {points(1), points(2), points(3)}}});
    json["streak"] = {{"mode", "cycle"}, {"tiers", {tier(3, {{"currency", "makeup-cards"}, {"amount", 1}})}}};
    Desk desk(json);
    desk.come_daily(4);
    EXPECT_EQ(desk.balance("points"), 1 + 2 + 3 + 1);
    EXPECT_EQ(desk.balance("makeup-cards"), 1);
}

TEST(SignIn, gives_goods_while_there_are_any_and_money_instead_afterwards) {
    const Json mug = {{"goods", "mug"}, {"instead", points(8)}};
    Desk desk(settings(
        {{"rewards", {mug}}, {"goods", {{{"id", "mug"}, {"title", {{"en", "Mug"}, {"zh", "杯子"}}}, {"stock", 1}}}}}));
    EXPECT_EQ(desk.sign_in().body["awards"],
              Json::parse(R"([{"kind": "goods", "goods": "mug", "title": {"en": "Mug", "zh": "杯子"}}])"));
    EXPECT_EQ(desk.as("player-2").sign_in().body["awards"],
              Json::parse(R"([{"kind": "points", "currency": "points", "amount": 8, "instead_of": "mug",
                               "title": {"en": "Mug", "zh": "杯子"}}])"));
    EXPECT_EQ(desk.stock_taken("mug"), 1);
}

TEST(SignIn, says_honestly_that_goods_have_run_out) {
    Desk desk(settings(
        {{"rewards", {{{"goods", "mug"}}}}, {"goods", {{{"id", "mug"}, {"title", {{"en", "Mug"}}}, {"stock", 0}}}}}));
    EXPECT_EQ(desk.sign_in().body["awards"],
              Json::parse(R"([{"kind": "none", "instead_of": "mug", "title": {"en": "Mug"}}])"));
}

TEST(SignIn, leaves_no_trace_when_a_service_is_not_there) {
    Desk desk(settings());
    desk.fail("fg.events/1");
    EXPECT_EQ(desk.sign_in().status, FG_UNAVAILABLE);
    EXPECT_EQ(desk.balance("points"), 0);
    EXPECT_THAT(desk.records("sign-in"), IsEmpty());
    desk.heal();
    EXPECT_TRUE(desk.sign_in().ok());
}

TEST(SignIn, keeps_a_small_document_however_long_somebody_comes) {
    Desk desk(settings());
    desk.come_daily(1300);
    EXPECT_EQ(desk.streak(), 1300) << "months that were forgotten still count";
    EXPECT_LT(desk.value("attendance").dump().size(), 2048u);
    EXPECT_TRUE(desk.view("calendar", {{"month", "2026-03"}}).invalid("invalid_query"));
}

}  // namespace
}  // namespace daily_signin
