#include "growth_fixture.hpp"

namespace growth_points {
namespace {

using testing::IsEmpty;

// A shop and somebody with points in the purse.
class Shop : public Programme {
public:
    explicit Shop(const Json& item, std::int64_t points = 100)
        : Programme(settings({{"redeem", std::vector<Json>{item}}})) {
        give("growth", points);
    }
    Result redeem(const std::string& item = "tea") { return act("redeem", {{"item", item}}); }
};

TEST(Redeem, takes_the_price_and_gives_the_goods) {
    Shop shop(item("tea", 30, {{"stock", 5}}));
    const Result result = shop.redeem();
    ASSERT_TRUE(result.ok()) << result;
    EXPECT_EQ(result.body, Json::parse(R"({"balance": 70, "redemption": {"number": 1, "item": "tea", "price": 30,
        "title": {"en": "The tea", "zh": "一 tea"}, "award": {"kind": "goods", "goods": "tea"}}})"));
    EXPECT_EQ(shop.stock_taken("tea"), 1);
    EXPECT_EQ(shop.entries()[0].reason, "redeem.tea");
    EXPECT_EQ(shop.events()[0].topic, "item.redeemed");
}

TEST(Redeem, gives_a_code_to_the_player_and_to_nobody_else) {
    Shop shop(item("tea", 30, {{"award", {{"coupon", "tea-pool"}}}}));
    shop.coupons("tea-pool", {"CODE-1"});
    EXPECT_EQ(shop.redeem().body["redemption"]["award"]["code"], "CODE-1");
    EXPECT_FALSE(shop.events()[0].payload["award"].contains("code"));
    EXPECT_TRUE(shop.redeem().refused("sold_out"));
    EXPECT_EQ(shop.balance("growth"), 70) << "nothing is taken where nothing is given";
    EXPECT_EQ(shop.view("redemptions").body["redemptions"][0]["award"]["code"], "CODE-1");
}

TEST(Redeem, changes_points_into_another_currency) {
    Shop shop(item("spin", 30, {{"award", {{"currency", "spins"}, {"amount", 2}}}}));
    ASSERT_TRUE(shop.redeem("spin").ok());
    EXPECT_EQ(shop.balance("spins"), 2);
}

TEST(Redeem, refuses_and_tells_why) {
    EXPECT_TRUE(Shop(item("tea", 101)).redeem().refused("balance_too_low"));
    EXPECT_TRUE(Shop(item("tea", 30, {{"stock", 0}})).redeem().refused("sold_out"));
    EXPECT_TRUE(Shop(item("tea", 30)).redeem("coffee").refused("no_such_item"));
    const Result level = Shop(item("tea", 30, {{"level", "silver"}})).redeem();
    EXPECT_TRUE(level.refused("level_too_low"));
    EXPECT_EQ(level.detail, "'tea' is for the level 'silver' and above, the player's is 'bronze'");
}

TEST(Redeem, gives_one_player_no_more_than_allowed) {
    Shop shop(item("tea", 30, {{"max_per_player", 1}}));
    EXPECT_TRUE(shop.redeem().ok());
    EXPECT_TRUE(shop.redeem().refused("limit_reached"));
    shop.as("player-2").give("growth", 100);
    EXPECT_TRUE(shop.redeem().ok());
}

TEST(Redeem, leaves_no_trace_when_a_service_is_not_there) {
    Shop shop(item("tea", 30, {{"stock", 5}}));
    shop.fail("fg.records/1");
    EXPECT_EQ(shop.redeem().status, FG_UNAVAILABLE);
    EXPECT_EQ(shop.balance("growth"), 100);
    EXPECT_EQ(shop.stock_taken("tea"), 0);
}

TEST(Items, tell_what_is_left_and_what_the_player_has) {
    Shop shop(item("tea", 30, {{"stock", 2}, {"max_per_player", 5}, {"level", "bronze"}}));
    shop.redeem();
    EXPECT_EQ(shop.view("items").body, Json::parse(R"({"currency": "growth", "balance": 70, "items": [
        {"id": "tea", "title": {"en": "The tea", "zh": "一 tea"}, "price": 30, "left": 1, "sold_out": false, "level": 0,
         "award": {"kind": "goods", "goods": "tea"}, "max_per_player": 5, "redeemed": 1}]})"));
    shop.redeem();
    EXPECT_TRUE(shop.view("items").body["items"][0]["sold_out"]);
    EXPECT_FALSE(shop.as("").view("items").body.contains("balance"));
}

TEST(Redemptions, page_from_the_newest_and_do_not_shift) {
    Shop shop(item("tea", 10));
    for (int i = 0; i < 3; ++i) shop.redeem();
    const Json first = shop.view("redemptions", {{"limit", "2"}}).body;
    EXPECT_EQ(first["redemptions"][0]["number"], 3);
    shop.redeem();
    const Json rest = shop.view("redemptions", {{"limit", "2"}, {"cursor", first["next"]}}).body;
    EXPECT_EQ(rest["redemptions"][0]["number"], 1);
    EXPECT_FALSE(rest.contains("next"));
    EXPECT_THAT(shop.as("player-2").view("redemptions").body["redemptions"], IsEmpty());
}

}  // namespace
}  // namespace growth_points
