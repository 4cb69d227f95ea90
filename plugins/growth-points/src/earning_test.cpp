#include "earning.hpp"

#include "growth_fixture.hpp"

namespace growth_points {
namespace {

// What the first rule gives for this payload, to a player of the first level.
std::int64_t worth_of(const Json& rule, const Json& payload, const std::string& topic = "prize.won",
                      double multiplier = 1) {
    const Settings found =
        taken(settings({{"earn", {rule}}, {"levels", {level("only", 0, {{"multiplier", multiplier}})}}}));
    return worth(found.rules[0], found.levels[0], {topic, "wheel", payload});
}

TEST(Worth, is_the_amount_for_the_topic_and_nothing_for_others) {
    EXPECT_EQ(worth_of(rule("a", "prize.won", 20), Json::object()), 20);
    EXPECT_EQ(worth_of(rule("a", "prize.won", 20), Json::object(), "signin.completed"), 0);
}

TEST(Worth, may_be_for_one_campaign_only) {
    EXPECT_EQ(worth_of(rule("a", "prize.won", 20, {{"campaign", "wheel"}}), Json::object()), 20);
    EXPECT_EQ(worth_of(rule("a", "prize.won", 20, {{"campaign", "other"}}), Json::object()), 0);
}

TEST(Worth, may_depend_on_a_field_deep_in_the_payload) {
    const Json goods = rule("a", "prize.won", 20, {{"when", {{"field", "award.kind"}, {"equals", "goods"}}}});
    EXPECT_EQ(worth_of(goods, {{"award", {{"kind", "goods"}}}}), 20);
    EXPECT_EQ(worth_of(goods, {{"award", {{"kind", "points"}}}}), 0);
    EXPECT_EQ(worth_of(goods, {{"award", "goods"}}), 0);
    EXPECT_EQ(worth_of(goods, Json::object()), 0);
}

TEST(Worth, takes_the_first_factor_that_fits) {
    const Json streak = rule("a", "prize.won", 10,
                             {{"multipliers",
                               {{{"field", "streak"}, {"equals", 7}, {"times", 2}},
                                {{"field", "streak"}, {"equals", 28}, {"times", 5}},
                                {{"field", "streak"}, {"equals", 7}, {"times", 9}}}}});
    EXPECT_EQ(worth_of(streak, {{"streak", 6}}), 10);
    EXPECT_EQ(worth_of(streak, {{"streak", 7}}), 20);
    EXPECT_EQ(worth_of(streak, {{"streak", 28}}), 50);
}

TEST(Worth, grows_with_the_level_and_drops_fractions_once) {
    EXPECT_EQ(worth_of(rule("a", "prize.won", 7), Json::object(), "prize.won", 1.5), 10);
    const Json twice =
        rule("a", "prize.won", 7, {{"multipliers", {{{"field", "vip"}, {"equals", true}, {"times", 1.5}}}}});
    EXPECT_EQ(worth_of(twice, {{"vip", true}}, "prize.won", 1.5), 15) << "7 × 2.25 = 15.75";
    EXPECT_EQ(worth_of(rule("a", "prize.won", 7, {{"by_level", false}}), Json::object(), "prize.won", 1.5), 7);
}

}  // namespace
}  // namespace growth_points
