#include "signin_fixture.hpp"

namespace daily_signin {
namespace {

using testing::ElementsAre;

TEST(Calendar, shows_each_day_of_the_month) {
    Desk desk(settings({{"first_day", "2026-03-03"}}));
    desk.at(20260304).sign_in();
    desk.next_day(2);
    const Json month = desk.calendar();
    EXPECT_EQ(month["month"], "2026-03");
    EXPECT_EQ(month["today"], "2026-03-06");
    EXPECT_EQ(month["days"].size(), 31u);
    std::vector<std::string> states;
    for (int i = 0; i < 7; ++i) states.push_back(month["days"][i]["state"]);
    EXPECT_THAT(states, ElementsAre("before", "before", "missed", "signed", "missed", "today", "future"));
}

TEST(Calendar, has_all_days_of_any_month) {
    Desk desk(settings());
    EXPECT_EQ(desk.calendar("2028-02")["days"].size(), 29u);
    EXPECT_EQ(desk.calendar("2026-02")["days"].size(), 28u);
    EXPECT_EQ(desk.calendar("2025-12")["days"][0]["state"], "before");
    EXPECT_EQ(desk.calendar("2026-04")["days"][0]["state"], "future");
}

TEST(Calendar, shows_what_the_days_to_come_bring) {
    Json json = settings(tiers("cycle"));
    json["rewards"] = {points(1), points(2), points(3)};
    Desk desk(json);
    desk.come_daily(1);
    EXPECT_EQ(desk.line(20260302)["awards"][0]["amount"], 2) << "today, still to be signed";
    EXPECT_EQ(desk.line(20260303)["awards"][0]["amount"], 3);
    EXPECT_EQ(desk.line(20260303)["tier"], 3);
    EXPECT_EQ(desk.line(20260307)["tier"], 7);
    EXPECT_EQ(desk.line(20260308)["awards"][0]["amount"], 1) << "the next cycle";
    desk.sign_in();
    EXPECT_FALSE(desk.line(20260302).contains("awards"));
    EXPECT_EQ(desk.line(20260303)["tier"], 3) << "the same after signing";
}

TEST(Calendar, marks_the_days_that_can_be_made_up) {
    Desk desk(settings(makeup({{"days_back", 2}})));
    desk.at(20260310).sign_in();
    EXPECT_FALSE(desk.line(20260307).contains("can_make_up"));
    EXPECT_EQ(desk.line(20260308)["can_make_up"], true);
    EXPECT_EQ(desk.line(20260309)["can_make_up"], true);
    EXPECT_FALSE(desk.line(20260310).contains("can_make_up"));
    EXPECT_EQ(desk.standing()["makeup"]["from"], "2026-03-08");
    EXPECT_EQ(desk.standing()["makeup"]["affordable"], false);
}

TEST(Calendar, is_open_to_guests_without_a_standing) {
    Desk desk(settings(makeup()));
    const Json month = desk.as("").calendar();
    EXPECT_FALSE(month.contains("player"));
    EXPECT_EQ(month["days"][0]["state"], "today");
    EXPECT_EQ(month["makeup"], Json::parse(R"({"price": {"currency": "points", "amount": 20}, "card": null,
                                               "per_month": 3, "days_back": 7})"));
}

TEST(Calendar, shows_the_standing_of_a_player) {
    Desk desk(settings(tiers("endless")));
    desk.come_daily(4);
    EXPECT_EQ(desk.standing(), Json::parse(R"({"signed_today": false, "streak": 4, "cycle_day": 4,
        "freeze_needed": null, "breaks_tonight": true, "makeup": null, "balance": {"points": 50},
        "next_tier": {"days": 7, "in": 3, "awards": [{"kind": "points", "currency": "points", "amount": 70}]}})"));
}

TEST(Calendar, refuses_months_that_do_not_exist) {
    Desk desk(settings());
    for (const char* month : {"2026-13", "2026-00", "March", "2026-3"})
        EXPECT_TRUE(desk.view("calendar", {{"month", month}}).invalid("invalid_query")) << month;
}

}  // namespace
}  // namespace daily_signin
