#include "wheel_fixture.hpp"

namespace lucky_wheel {
namespace {

using testing::Contains;

TEST(Prizes, are_published_with_their_chances) {
    Wheel wheel(settings(
        {prize("phone", 1, with(goods("phone-x"), {{"stock", 2}})), prize("tea", 9, coupon("tea-pool")), thanks()}));
    wheel.coupons("tea-pool", {"CODE-1"});
    const Json prizes = wheel.view("prizes").body["prizes"];
    EXPECT_EQ(prizes[0], Json::parse(R"({"id": "phone", "index": 0, "title": {"en": "The phone", "zh": "奖 phone"},
        "chance": 0.01, "sold_out": false, "consolation": false, "award": {"kind": "goods", "goods": "phone-x"}})"));
    EXPECT_EQ(prizes[1]["award"], Json::parse(R"({"kind": "coupon", "coupon": "tea-pool"})"));
    EXPECT_EQ(prizes[2]["consolation"], true);
}

TEST(Prizes, show_what_is_sold_out) {
    Wheel wheel(settings(
        {prize("phone", 10, with(goods("phone-x"), {{"stock", 1}})), prize("tea", 9, coupon("tea-pool")), thanks()}));
    EXPECT_EQ(wheel.view("prizes").body["prizes"][0]["sold_out"], false);
    EXPECT_EQ(wheel.view("prizes").body["prizes"][1]["sold_out"], true) << "no code was imported";
    wheel.spin_at(0);
    EXPECT_EQ(wheel.view("prizes").body["prizes"][0]["sold_out"], true);
}

TEST(Prizes, tell_when_they_unlock) {
    Wheel wheel(settings({prize("mug", 10, with(goods("mug"), {{"unlock_after", 2}})), thanks()}));
    wheel.spin_at(1);
    const Json mug = wheel.view("prizes").body["prizes"][0];
    EXPECT_EQ(mug["unlock_after"], 2);
    EXPECT_EQ(mug["unlocks_in"], 1);
}

TEST(Prizes, are_shown_to_everybody_and_standing_only_to_players) {
    Wheel wheel(settings({prize("mug", 10, with(goods("mug"), {{"unlock_after", 2}})), thanks()},
                         {{"spin_price", {{"currency", "spins"}, {"amount", 1}}},
                          {"pity", {{"after", 4}, {"prize", "mug"}}},
                          {"limits", {{"per_day", 5}}}}));
    const Json anybody = wheel.as("").view("prizes").body;
    EXPECT_FALSE(anybody.contains("player"));
    EXPECT_FALSE(anybody["prizes"][0].contains("unlocks_in"));
    EXPECT_EQ(anybody["spin_price"], Json::parse(R"({"currency": "spins", "amount": 1})"));
    EXPECT_EQ(anybody["free_spins_per_day"], nullptr);
    EXPECT_EQ(anybody["limits"], Json::parse(R"({"per_day": 5, "total": null})"));
    EXPECT_EQ(anybody["pity"], Json::parse(R"({"after": 4, "prize": "mug"})"));
    EXPECT_EQ(anybody["max_spins_per_call"], 10);

    const Json player = wheel.as("player-1").give("spins", 3).view("prizes").body["player"];
    EXPECT_EQ(player, Json::parse(R"({"spins_done": 0, "spins_today": 0, "free_spins_left": 0, "spins_left_today": 5,
        "spins_left": null, "spins_possible": 3, "pity_in": 4, "balance": {"spins": 3}})"));
}

TEST(Manifest, declares_all_that_the_wheel_does) {
    Wheel wheel(settings({thanks()}));
    const Json& manifest = wheel.manifest();
    EXPECT_EQ(manifest["id"], "lucky-wheel");
    EXPECT_EQ(manifest["actions"][0]["schema"]["properties"]["count"],
              Json::parse(R"({"type": "integer", "minimum": 1, "maximum": 100, "default": 1})"));
    EXPECT_EQ(manifest["views"][0]["role"], "none");
    EXPECT_EQ(manifest["views"][1]["role"], "player");
    EXPECT_EQ(manifest["views"][0]["max_age_ms"], 1000)
        << "everybody looks at the prizes, and stock may be a second old";
    EXPECT_EQ(manifest["views"][0]["stale_while_revalidate_ms"], 2000);
    EXPECT_THAT(manifest["emits"], Contains("prize.won"));
    EXPECT_EQ(manifest["page"], "pages");
}

}  // namespace
}  // namespace lucky_wheel
