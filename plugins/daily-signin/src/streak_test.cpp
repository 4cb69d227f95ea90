#include "signin_fixture.hpp"

namespace daily_signin {
namespace {

using testing::ElementsAre;

TEST(Streak, counts_days_in_a_row_over_month_ends_and_leap_days) {
    Desk desk(settings());
    desk.at(20280227).come_daily(4);
    EXPECT_EQ(desk.day(), 20280302);
    EXPECT_EQ(desk.streak(), 4);
    desk.at(20281230).come_daily(4);
    EXPECT_EQ(desk.day(), 20290103);
    EXPECT_EQ(desk.streak(), 4);
}

TEST(Streak, is_over_after_a_missed_day) {
    Desk desk(settings());
    desk.come_daily(3);
    EXPECT_EQ(desk.streak(), 3) << "today is not over";
    desk.next_day();
    EXPECT_EQ(desk.streak(), 0);
    EXPECT_EQ(desk.sign_in().body["streak"], 1);
}

TEST(Tiers, are_given_on_the_day_they_are_reached) {
    Desk desk(settings(tiers("endless")));
    desk.come_daily(2);
    const Result third = desk.sign_in();
    EXPECT_EQ(third.body["tiers"], Json::parse(R"([{"days": 3, "awards": [
        {"kind": "points", "currency": "points", "amount": 30}]}])"));
    EXPECT_EQ(desk.balance("points"), 3 * 5 + 30);
    EXPECT_EQ(desk.events().back().topic, "streak.tier_reached");
    EXPECT_EQ(desk.events().back().payload, Json::parse(R"({"days": 3, "streak": 3})"));
}

TEST(Tiers, of_an_endless_streak_come_once) {
    Desk desk(settings(tiers("endless")));
    desk.come_daily(20);
    EXPECT_EQ(desk.balance("points"), 20 * 5 + 30 + 70);
    EXPECT_TRUE(desk.standing()["next_tier"].is_null());
}

TEST(Tiers, of_a_cycle_come_again_in_each) {
    Desk desk(settings(tiers("cycle")));
    desk.come_daily(17);
    EXPECT_EQ(desk.balance("points"), 17 * 5 + 3 * 30 + 2 * 70);
    EXPECT_EQ(desk.standing()["cycle_day"], 3);
    EXPECT_EQ(desk.standing()["next_tier"]["days"], 7);
    EXPECT_EQ(desk.standing()["next_tier"]["in"], 4);
}

TEST(Tiers, must_be_earned_anew_after_a_missed_day) {
    Desk desk(settings(tiers("endless")));
    desk.come_daily(3).next_day();
    desk.come_daily(2);
    EXPECT_EQ(desk.balance("points"), 5 * 5 + 30);
    EXPECT_THAT(desk.tiers_of(desk.sign_in()), ElementsAre(3));
}

TEST(Freeze, keeps_the_streak_by_itself_over_one_missed_day) {
    Desk desk(settings(with(tiers("endless"), freeze("auto"))));
    desk.give("freeze-cards", 1).come_daily(2).next_day();
    EXPECT_EQ(desk.streak(), 2);
    EXPECT_EQ(desk.standing()["freeze_needed"], "2026-03-03");
    const Result result = desk.sign_in();
    EXPECT_EQ(result.body["froze"], "2026-03-03");
    EXPECT_EQ(result.body["streak"], 3) << "a frozen day does not count";
    EXPECT_THAT(desk.tiers_of(result), ElementsAre(3));
    EXPECT_EQ(desk.balance("freeze-cards"), 0);
    EXPECT_EQ(desk.state(20260303), "frozen");
}

TEST(Freeze, cannot_bridge_two_days) {
    Desk desk(settings(freeze("auto")));
    desk.give("freeze-cards", 5).come_daily(2).next_day(2);
    EXPECT_EQ(desk.streak(), 0);
    EXPECT_EQ(desk.sign_in().body["streak"], 1);
    EXPECT_EQ(desk.balance("freeze-cards"), 5);
}

TEST(Freeze, without_a_card_keeps_nothing) {
    Desk desk(settings(freeze("auto")));
    desk.come_daily(2).next_day();
    EXPECT_EQ(desk.streak(), 0);
    EXPECT_EQ(desk.sign_in().body["streak"], 1);
}

TEST(Freeze, by_choice_is_spent_only_when_asked_for) {
    Desk desk(settings(freeze("ask")));
    desk.give("freeze-cards", 1).come_daily(2).next_day();
    EXPECT_EQ(desk.sign_in().body["streak"], 1);
    EXPECT_EQ(desk.balance("freeze-cards"), 1);

    desk.as("player-2").at(20260301).give("freeze-cards", 1).come_daily(2).next_day();
    EXPECT_EQ(desk.act("sign-in", {{"freeze", true}}).body["streak"], 3);
    EXPECT_EQ(desk.balance("freeze-cards"), 0);
}

TEST(Freeze, that_is_asked_for_and_not_possible_is_refused) {
    Desk desk(settings(freeze("ask")));
    EXPECT_TRUE(desk.act("sign-in", {{"freeze", true}}).refused("nothing_to_freeze"));
    desk.come_daily(2).next_day();
    EXPECT_TRUE(desk.act("sign-in", {{"freeze", true}}).refused("no_freeze_card"));
    Desk without(settings());
    EXPECT_TRUE(without.act("sign-in", {{"freeze", true}}).refused("no_freeze"));
}

TEST(Streak, says_when_it_breaks_tonight) {
    Desk desk(settings(freeze("auto")));
    EXPECT_EQ(desk.standing()["breaks_tonight"], false) << "there is none";
    desk.come_daily(2);
    EXPECT_EQ(desk.standing()["breaks_tonight"], true);
    desk.give("freeze-cards", 1);
    EXPECT_EQ(desk.standing()["breaks_tonight"], false) << "a card keeps it";
    desk.next_day();
    EXPECT_EQ(desk.standing()["breaks_tonight"], true) << "no card keeps it over two days";
    desk.sign_in();
    EXPECT_EQ(desk.standing()["breaks_tonight"], false);
}

}  // namespace
}  // namespace daily_signin
