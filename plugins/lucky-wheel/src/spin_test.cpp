#include "wheel_fixture.hpp"

namespace lucky_wheel {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Spin, gives_the_prize_that_was_drawn) {
    Wheel wheel(settings({prize("small", 10, points(5)), thanks()}));
    const Result result = wheel.draw(0).spin();
    ASSERT_TRUE(result.ok()) << result;
    EXPECT_EQ(result.body["spins"], Json::parse(R"([{"number": 1, "index": 0, "prize": "small",
        "title": {"en": "The small", "zh": "奖 small"}, "win": true, "free": true, "pity": false,
        "award": {"kind": "points", "currency": "points", "amount": 5}}])"));
}

TEST(Spin, credits_points_in_the_same_call) {
    Wheel wheel(settings({prize("small", 10, points(5)), thanks()}));
    EXPECT_EQ(wheel.draw(0).spin().body["player"]["balance"]["points"], 5);
    EXPECT_EQ(wheel.balance("points"), 5);
    ASSERT_EQ(wheel.entries().size(), 1u);
    EXPECT_EQ(wheel.entries()[0].reason, "prize");
}

TEST(Spin, tells_others_of_wins_and_of_nothing_else) {
    Wheel wheel(settings({prize("phone", 10, goods("phone-x")), thanks()}));
    wheel.spin_at(1);
    EXPECT_THAT(wheel.events(), IsEmpty());
    wheel.spin_at(0);
    ASSERT_EQ(wheel.events().size(), 1u);
    EXPECT_EQ(wheel.events()[0].payload,
              Json::parse(R"({"prize": "phone", "number": 2, "award": {"kind": "goods", "goods": "phone-x"}})"));
}

TEST(Spin, gives_each_coupon_once_and_then_the_consolation_prize) {
    Wheel wheel(settings({prize("tea", 10, coupon("tea-pool")), thanks()}));
    wheel.coupons("tea-pool", {"CODE-1", "CODE-2"});
    EXPECT_EQ(wheel.draw(0).spin().body["spins"][0]["award"]["code"], "CODE-1");
    EXPECT_EQ(wheel.draw(0).spin().body["spins"][0]["award"]["code"], "CODE-2");
    EXPECT_EQ(wheel.spin_at(0), "thanks");
    EXPECT_EQ(wheel.records("spin")[2].payload["instead"], Json::parse(R"({"of": "tea", "why": "no_coupon"})"));
}

TEST(Spin, keeps_the_code_of_a_coupon_out_of_the_event) {
    Wheel wheel(settings({prize("tea", 10, coupon("tea-pool")), thanks()}));
    wheel.coupons("tea-pool", {"CODE-1"}).script({0, 0}).act("spin");
    EXPECT_FALSE(wheel.events()[0].payload["award"].contains("code"));
    EXPECT_EQ(wheel.records("spin")[0].payload["award"]["code"], "CODE-1");
}

TEST(Spin, gives_the_consolation_prize_when_the_drawn_one_is_sold_out) {
    Wheel wheel(settings({prize("phone", 10, with(goods("phone-x"), {{"stock", 1}})), thanks()}));
    EXPECT_EQ(wheel.spin_at(0), "phone");
    wheel.as("player-2");
    EXPECT_EQ(wheel.spin_at(0), "thanks");
    EXPECT_EQ(wheel.stock_taken("phone"), 1);
}

TEST(Spin, takes_from_the_stock_of_the_day_until_it_is_gone) {
    Wheel wheel(settings({prize("phone", 10, with(goods("phone-x"), {{"stock", 3}, {"per_day", 1}})), thanks()}));
    EXPECT_EQ(wheel.spin_at(0), "phone");
    EXPECT_EQ(wheel.spin_at(0), "thanks");
    wheel.pass(std::chrono::hours(24));
    EXPECT_EQ(wheel.spin_at(0), "phone");
    EXPECT_EQ(wheel.stock_taken("phone"), 2);
}

TEST(Spin, keeps_for_auditors_what_was_drawn_and_shows_players_only_what_was_given) {
    Wheel wheel(settings({prize("phone", 10, with(goods("phone-x"), {{"stock", 0}})), thanks()}));
    const Result result = wheel.draw(0).spin();
    EXPECT_EQ(wheel.records("spin")[0].payload["instead"], Json::parse(R"({"of": "phone", "why": "sold_out"})"));
    EXPECT_FALSE(result.body["spins"][0].contains("instead"));
    EXPECT_FALSE(result.body["spins"][0]["win"]);
}

TEST(Spin, gives_one_player_no_more_of_a_prize_than_allowed) {
    Wheel wheel(settings({prize("mug", 10, with(goods("mug"), {{"max_per_player", 1}})), thanks()}));
    EXPECT_EQ(wheel.spin_at(0), "mug");
    EXPECT_EQ(wheel.spin_at(0), "thanks");
    wheel.as("player-2");
    EXPECT_EQ(wheel.spin_at(0), "mug");
}

TEST(Spin, unlocks_a_prize_after_its_number_of_turns) {
    Wheel wheel(settings({prize("mug", 10, with(goods("mug"), {{"unlock_after", 2}})), thanks()}));
    EXPECT_EQ(wheel.spin_at(0), "thanks");
    EXPECT_EQ(wheel.spin_at(0), "thanks");
    EXPECT_EQ(wheel.spin_at(0), "mug");
}

TEST(Spin, makes_several_turns_in_one_call) {
    Wheel wheel(settings({prize("small", 10, points(5)), thanks()}));
    const Result result = wheel.draw(0).draw(1).draw(0).spin(3);
    ASSERT_TRUE(result.ok()) << result;
    EXPECT_THAT(Wheel::prizes_of(result), ElementsAre("small", "thanks", "small"));
    EXPECT_EQ(wheel.records("spin").size(), 3u);
    EXPECT_EQ(wheel.balance("points"), 10);
    EXPECT_EQ(result.body["spins"][2]["number"], 3);
}

TEST(Spin, counts_limits_within_a_call_too) {
    Wheel wheel(
        settings({prize("mug", 10, with(goods("mug"), {{"max_per_player", 1}, {"unlock_after", 1}})), thanks()}));
    EXPECT_THAT(Wheel::prizes_of(wheel.draw(0).draw(0).draw(0).spin(3)), ElementsAre("thanks", "mug", "thanks"));
}

TEST(Spin, means_one_turn_without_a_count) {
    Wheel wheel(settings({thanks()}));
    EXPECT_EQ(wheel.act("spin").body["spins"].size(), 1u);
}

TEST(Spin, refuses_bodies_that_it_does_not_understand) {
    Wheel wheel(settings({thanks()}, {{"max_spins_per_call", 5}}));
    for (const char* body : {R"({"count": 0})", R"({"count": 101})", R"({"count": "1"})", R"({"count": 1.5})",
                             R"({"count": 6})", R"({"coutn": 1})", R"([])", R"({"count": [[[1]]]})"})
        EXPECT_TRUE(wheel.act("spin", Json::parse(body)).invalid("invalid_body")) << body;
    EXPECT_EQ(wheel.act("spin", {{"count", 6}}).detail, "field 'count': found 6, expected at most 5");
}

TEST(Spin, leaves_no_trace_when_a_service_is_not_there) {
    Wheel wheel(settings({prize("small", 10, points(5)), thanks()}));
    wheel.fail("fg.events/1");
    EXPECT_EQ(wheel.draw(0).spin().status, FG_UNAVAILABLE);
    EXPECT_EQ(wheel.balance("points"), 0);
    EXPECT_THAT(wheel.records("spin"), IsEmpty());
}

TEST(Pity, gives_the_prize_after_so_many_losing_turns) {
    Wheel wheel(settings({prize("bonus", 10, points(20)), thanks()}, {{"pity", {{"after", 2}, {"prize", "bonus"}}}}));
    EXPECT_EQ(wheel.spin_at(1), "thanks");
    EXPECT_EQ(wheel.draw(1).spin().body["player"]["pity_in"], 0);
    const auto drawn = wheel.drawn().size();
    const Result result = wheel.spin();
    EXPECT_EQ(Wheel::prize_of(result), "bonus");
    EXPECT_TRUE(result.body["spins"][0]["pity"]);
    EXPECT_EQ(result.body["player"]["pity_in"], 2);
    EXPECT_EQ(wheel.drawn().size(), drawn) << "a guarantee needs no chance";
}

TEST(Pity, begins_anew_after_a_win) {
    Wheel wheel(settings({prize("bonus", 10, points(20)), thanks()}, {{"pity", {{"after", 2}, {"prize", "bonus"}}}}));
    wheel.spin_at(1);
    EXPECT_EQ(wheel.spin_at(0), "bonus");
    wheel.spin_at(1);
    EXPECT_EQ(wheel.draw(1).spin().body["spins"][0]["pity"], false);
}

TEST(Pity, stays_owed_while_the_prize_is_sold_out) {
    Wheel wheel(settings({prize("bonus", 10, with(points(20), {{"per_day", 1}})), thanks()},
                         {{"pity", {{"after", 1}, {"prize", "bonus"}}}}));
    wheel.as("player-2").script({0, 0}).act("spin");
    wheel.as("player-1");
    EXPECT_EQ(wheel.spin_at(1), "thanks");
    EXPECT_EQ(wheel.spin_at(1), "thanks") << "none left today: an ordinary turn";
    wheel.pass(std::chrono::hours(24));
    EXPECT_TRUE(wheel.spin().body["spins"][0]["pity"]);
}

}  // namespace
}  // namespace lucky_wheel
