#include "wheel_fixture.hpp"

namespace lucky_wheel {
namespace {

Json priced(const Json& more = Json::object()) {
    return settings({thanks()}, with({{"spin_price", {{"currency", "spins"}, {"amount", 2}}}}, more));
}

TEST(Price, is_taken_for_each_turn) {
    Wheel wheel(priced());
    wheel.give("spins", 10);
    ASSERT_TRUE(wheel.spin(3).ok());
    EXPECT_EQ(wheel.balance("spins"), 4);
    ASSERT_EQ(wheel.entries().size(), 1u) << "one line of the ledger for the whole call";
    EXPECT_EQ(wheel.entries()[0].reason, "spin");
}

TEST(Price, refuses_all_turns_when_the_balance_does_not_pay_for_all) {
    Wheel wheel(priced());
    wheel.give("spins", 5);
    const Result result = wheel.spin(3);
    EXPECT_TRUE(result.refused("no_spins_left")) << result;
    EXPECT_EQ(result.detail, "3 turns asked for, 0 free: the rest costs 6 spins, the balance is 5");
    EXPECT_EQ(wheel.balance("spins"), 5);
    EXPECT_TRUE(wheel.records("spin").empty());
}

TEST(FreeSpins, are_used_before_the_balance) {
    Wheel wheel(priced({{"free_spins", {{"per_day", 2}}}}));
    wheel.give("spins", 10);
    const Result result = wheel.spin(3);
    ASSERT_TRUE(result.ok()) << result;
    EXPECT_EQ(wheel.balance("spins"), 8);
    EXPECT_EQ(result.body["spins"][1]["free"], true);
    EXPECT_EQ(result.body["spins"][2]["free"], false);
    EXPECT_EQ(result.body["player"]["free_spins_left"], 0);
}

TEST(FreeSpins, come_back_on_the_next_local_day) {
    Wheel wheel(settings({thanks()}, {{"free_spins", {{"per_day", 1}}}}));
    wheel.utc_offset(std::chrono::hours(8)).at(20260301, std::chrono::hours(23));
    EXPECT_TRUE(wheel.spin().ok());
    const Result refused = wheel.spin();
    EXPECT_TRUE(refused.refused("no_spins_left"));
    EXPECT_EQ(refused.detail, "1 turn asked for, 0 free: no more free turns today");
    wheel.pass(std::chrono::hours(2));
    EXPECT_TRUE(wheel.spin().ok());
}

TEST(Limits, hold_for_a_day) {
    Wheel wheel(settings({thanks()}, {{"limits", {{"per_day", 2}}}}));
    EXPECT_EQ(wheel.spin().body["player"]["spins_left_today"], 1);
    const Result refused = wheel.spin(2);
    EXPECT_TRUE(refused.refused("daily_limit_reached"));
    EXPECT_EQ(refused.detail, "2 turns asked for, 1 turn of 2 left today");
    EXPECT_TRUE(wheel.spin().ok());
    wheel.pass(std::chrono::hours(24));
    EXPECT_TRUE(wheel.spin(2).ok());
}

TEST(Limits, hold_for_the_whole_campaign) {
    Wheel wheel(settings({thanks()}, {{"limits", {{"total", 3}}}}));
    EXPECT_TRUE(wheel.spin(2).ok());
    wheel.pass(std::chrono::hours(240));
    EXPECT_TRUE(wheel.spin(2).refused("campaign_limit_reached"));
    EXPECT_EQ(wheel.spin().body["player"]["spins_left"], 0);
    EXPECT_TRUE(wheel.spin().refused("campaign_limit_reached"));
}

TEST(BlockList, refuses_its_players) {
    Wheel wheel(settings({thanks()}, {{"blocked", {{"players", {"player-1"}}}}}));
    EXPECT_TRUE(wheel.spin().refused("blocked"));
    EXPECT_EQ(wheel.view("prizes").body["player"]["spins_possible"], 0);
    EXPECT_TRUE(wheel.as("player-2").act("spin").ok());
}

TEST(BlockList, gives_consolation_prizes_without_drawing_if_told_so) {
    Wheel wheel(settings({prize("small", 10, points(5)), thanks()},
                         {{"blocked", {{"players", {"player-1"}}, {"answer", "consolation"}}}}));
    EXPECT_EQ(Wheel::prize_of(wheel.spin()), "thanks");
    EXPECT_TRUE(wheel.drawn().empty());
    EXPECT_EQ(wheel.records("spin")[0].payload["instead"], Json::parse(R"({"why": "blocked"})"));
}

TEST(Standing, tells_how_many_turns_are_possible_now) {
    Wheel wheel(priced({{"free_spins", {{"per_day", 1}}}, {"limits", {{"per_day", 9}}}}));
    const auto possible = [&] { return wheel.view("prizes").body["player"]["spins_possible"].get<int>(); };
    EXPECT_EQ(possible(), 1);
    wheel.give("spins", 5);
    EXPECT_EQ(possible(), 3);
    wheel.give("spins", 1000);
    EXPECT_EQ(possible(), 9);
    EXPECT_TRUE(wheel.spin(7).ok());
    EXPECT_EQ(possible(), 2);
}

}  // namespace
}  // namespace lucky_wheel
