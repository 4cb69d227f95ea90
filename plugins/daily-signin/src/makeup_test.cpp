#include "signin_fixture.hpp"

namespace daily_signin {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(MakeUp, mends_the_streak_for_its_price) {
    Desk desk(settings(with(makeup(), tiers("endless"))));
    desk.come_daily(2).next_day();
    desk.give("points", 50).come_daily(3);
    EXPECT_EQ(desk.streak(), 3);
    const std::int64_t before = desk.balance("points");
    const Result result = desk.make_up("2026-03-03");
    ASSERT_TRUE(result.ok()) << result;
    EXPECT_EQ(result.body["streak"], 6);
    EXPECT_EQ(result.body["paid"], points(20));
    EXPECT_THAT(desk.tiers_of(result), IsEmpty()) << "both runs were shorter than 7, and one had its 3";
    EXPECT_EQ(desk.balance("points"), before - 20 + 5);
    EXPECT_EQ(desk.state(20260303), "made_up");
    EXPECT_EQ(desk.events().back().payload, Json::parse(R"({"day": "2026-03-03", "streak": 6, "makeup": true})"));
}

TEST(MakeUp, gives_the_tier_that_the_mended_streak_reaches) {
    Desk desk(settings(with(makeup(), tiers("endless"))));
    desk.give("points", 50).come_daily(4).next_day();
    desk.come_daily(2);
    EXPECT_THAT(desk.tiers_of(desk.make_up("2026-03-05")), ElementsAre(7));
}

TEST(MakeUp, takes_cards_before_points) {
    Desk desk(settings(makeup({{"card", "makeup-cards"}})));
    desk.give("points", 20).give("makeup-cards", 1).at(20260310).sign_in();
    EXPECT_EQ(desk.standing()["makeup"]["costs"], Json::parse(R"({"currency": "makeup-cards", "amount": 1})"));
    EXPECT_EQ(desk.make_up("2026-03-09").body["paid"]["currency"], "makeup-cards");
    EXPECT_EQ(desk.make_up("2026-03-08").body["paid"]["currency"], "points");
    EXPECT_TRUE(desk.make_up("2026-03-07").refused("balance_too_low"));
    EXPECT_EQ(desk.state(20260307), "missed");
}

TEST(MakeUp, is_limited_per_month) {
    Desk desk(settings(makeup({{"per_month", 2}})));
    desk.give("points", 1000).at(20260331);
    EXPECT_TRUE(desk.make_up("2026-03-30").ok());
    EXPECT_EQ(desk.standing()["makeup"]["left"], 1);
    EXPECT_TRUE(desk.make_up("2026-03-29").ok());
    EXPECT_TRUE(desk.make_up("2026-03-28").refused("makeup_limit_reached"));
    desk.next_day();
    EXPECT_TRUE(desk.make_up("2026-03-28").ok()) << "a new month, for days of the old one too";
}

TEST(MakeUp, is_for_missed_days_within_reach_only) {
    Desk desk(settings(makeup()));
    desk.give("points", 1000).at(20260104).sign_in();
    EXPECT_TRUE(desk.make_up("2026-01-04").refused("day_not_over"));
    EXPECT_TRUE(desk.make_up("2026-01-05").refused("day_not_over"));
    EXPECT_TRUE(desk.make_up("2025-12-31").refused("before_campaign"));
    EXPECT_TRUE(desk.make_up("2026-01-03").ok());
    EXPECT_TRUE(desk.make_up("2026-01-03").refused("not_missed"));
    desk.at(20260205);
    EXPECT_TRUE(desk.make_up("2026-01-28").refused("too_long_ago"));
    EXPECT_TRUE(desk.make_up("2026-01-29").ok());
}

TEST(MakeUp, counts_a_frozen_day_after_all) {
    Desk desk(settings(with(makeup(), with(tiers("endless"), freeze("auto")))));
    desk.give("points", 50).give("freeze-cards", 1).come_daily(1).next_day();
    EXPECT_EQ(desk.sign_in().body["streak"], 2);
    const Result result = desk.make_up("2026-03-02");
    EXPECT_EQ(result.body["streak"], 3);
    EXPECT_THAT(desk.tiers_of(result), ElementsAre(3));
}

TEST(MakeUp, does_not_exist_where_the_settings_have_none) {
    Desk desk(settings());
    EXPECT_TRUE(desk.make_up("2026-02-28").refused("no_makeup"));
    EXPECT_TRUE(desk.calendar()["makeup"].is_null());
}

TEST(MakeUp, refuses_days_that_it_does_not_understand) {
    Desk desk(settings(makeup()));
    for (const char* body : {R"({})", R"({"day": "2026-02-30"})", R"({"day": "yesterday!"})", R"({"day": 20260228})"})
        EXPECT_TRUE(desk.act("make-up", Json::parse(body)).invalid("invalid_body")) << body;
}

}  // namespace
}  // namespace daily_signin
