#include "settings.hpp"

#include "growth_fixture.hpp"

namespace growth_points {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// "pointer: message" for each problem; empty if the settings are taken.
std::vector<std::string> problems(const Json& settings) {
    fairground::Problems found;
    Settings::read(settings, found);
    std::vector<std::string> lines;
    for (const auto& problem : found.found()) lines.push_back(problem.at + ": " + problem.message);
    return lines;
}

TEST(Settings, of_an_ordinary_programme_are_taken) {
    EXPECT_THAT(problems(settings({{"period", "quarter"},
                                   {"downgrade", {{"grace_days", 14}, {"notice_days", 7}}},
                                   {"redeem", {item("tea", 50, {{"stock", 10}, {"level", "silver"}})}}})),
                IsEmpty());
}

TEST(Settings, tell_the_host_what_they_amount_to) {
    const Settings found = taken(
        settings({{"earn", {rule("b", "prize.won", 1), rule("a", "signin.completed", 1), rule("c", "prize.won", 2)}},
                  {"redeem",
                   {item("tea", 50, {{"award", {{"coupon", "tea-pool"}}}}),
                    item("spin", 20, {{"award", {{"currency", "spins"}, {"amount", 1}}}})}}}));
    EXPECT_THAT(found.topics(), ElementsAre("prize.won", "signin.completed"));
    EXPECT_THAT(found.currencies(), ElementsAre("growth", "spins"));
    EXPECT_THAT(found.coupon_pools(), ElementsAre("tea-pool"));
}

TEST(Settings, keep_factors_exactly) {
    EXPECT_EQ(taken(settings({{"levels", {level("a", 0, {{"multiplier", 1.15}})}}})).levels[0].percent, 115);
    EXPECT_THAT(problems(settings({{"levels", {level("a", 0, {{"multiplier", 1.125}})}}})),
                ElementsAre("/levels/0/multiplier: found 1.125, expected at most two decimals: round it"));
    const Json times = {{"field", "tier"}, {"equals", 7}, {"times", 0.333}};
    EXPECT_THAT(problems(settings({{"earn", {rule("a", "t", 1, {{"multipliers", {times}}})}}})),
                ElementsAre("/earn/0/multipliers/0/times: found 0.333, expected at most two decimals: round it"));
}

TEST(Levels, begin_with_one_that_everybody_has) {
    EXPECT_THAT(problems(settings({{"levels", {level("silver", 100), level("gold", 500)}}})),
                ElementsAre("/levels/0/from: found 100, expected 0: the first level is everybody's, who begins has no "
                            "points"));
}

TEST(Levels, ascend) {
    EXPECT_THAT(
        problems(settings({{"levels", {level("a", 0), level("b", 500), level("c", 100), level("d", 100)}}})),
        ElementsAre("/levels/2/from: found 100, expected more than 500, where 'b' begins: list the levels from the "
                    "lowest to the highest",
                    "/levels/3/from: found 100, expected more than 100, where 'c' begins: list the levels from the "
                    "lowest to the highest"));
}

TEST(Ids, are_unique_in_each_list) {
    EXPECT_THAT(problems(settings({{"levels", {level("a", 0), level("a", 5)}},
                                   {"earn", {rule("x", "t", 1), rule("y", "t", 1), rule("x", "t", 1)}},
                                   {"redeem", {item("tea", 5), item("tea", 6)}}})),
                ElementsAre("/levels/1/id: 'a' is already the id of level 0: every level needs its own",
                            "/earn/2/id: 'x' is already the id of rule 0: every rule needs its own",
                            "/redeem/1/id: 'tea' is already the id of item 0: every item needs its own"));
}

TEST(Caps, of_a_day_fit_into_those_of_a_month) {
    EXPECT_THAT(problems(settings({{"earn", {rule("a", "t", 1, caps({{"per_day", 100}, {"per_month", 50}}))}}})),
                ElementsAre("/earn/0/caps/per_day: found 100, expected at most 50, the cap of a month: lower it"));
}

TEST(Items, have_a_level_that_exists_and_a_stock_that_a_day_fits_into) {
    EXPECT_THAT(
        problems(settings({{"redeem", {item("tea", 5, {{"level", "diamond"}, {"stock", 3}, {"per_day", 4}})}}})),
        ElementsAre("/redeem/0/level: there is no level 'diamond': use the id of one of the levels",
                    "/redeem/0/per_day: found 4, expected at most 3, the whole stock: lower it"));
}

TEST(Items, do_not_give_back_what_they_cost) {
    EXPECT_THAT(
        problems(settings({{"redeem", {item("x", 5, {{"award", {{"currency", "growth"}, {"amount", 5}}}})}}})),
        ElementsAre(
            "/redeem/0/award/amount: found 5 growth, expected less than the price of 5 in the same currency: or "
            "players redeem without end"));
}

TEST(Downgrade, is_over_before_the_next_one_can_begin) {
    EXPECT_THAT(
        problems(settings({{"downgrade", {{"grace_days", 28}, {"notice_days", 27}}}})),
        ElementsAre("/downgrade/grace_days: found 28, expected at most 27, less than the shortest period: lower "
                    "it"));
}

TEST(Downgrade, does_not_exist_where_a_period_never_ends) {
    EXPECT_THAT(
        problems(settings({{"period", "campaign"}, {"downgrade", {{"grace_days", 3}}}})),
        ElementsAre("/downgrade/grace_days: the period 'campaign' never ends, so no level is lost: leave it out, "
                    "or choose a month, quarter or year"));
}

}  // namespace
}  // namespace growth_points
