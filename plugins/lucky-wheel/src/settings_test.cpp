#include "settings.hpp"

#include "wheel_fixture.hpp"

namespace lucky_wheel {
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

Json percent(const std::string& id, double chance) {
    Json json = prize(id, 0);
    json.erase("weight");
    json["chance"] = chance;
    return json;
}

TEST(Settings, of_the_example_in_the_platforms_contract_are_taken) {
    EXPECT_THAT(
        problems(settings({prize("phone", 1, with(goods("phone-x"), {{"stock", 10}, {"per_day", 2}})),
                           prize("points-50", 499, points(50)), prize("thanks", 9500)},
                          {{"spin_price", {{"currency", "spins"}, {"amount", 1}}}, {"free_spins", {{"per_day", 1}}}})),
        IsEmpty());
}

TEST(Settings, tell_the_host_what_they_amount_to) {
    fairground::Problems none;
    const Settings read =
        Settings::read(settings({prize("tea", 1, coupon("tea-pool")), prize("coin", 1, points(5)), thanks()},
                                {{"spin_price", {{"currency", "spins"}, {"amount", 1}}}}),
                       none);
    EXPECT_THAT(read.currencies, ElementsAre("points", "spins"));
    EXPECT_THAT(read.coupon_pools, ElementsAre("tea-pool"));
}

TEST(Weights, must_add_up_to_the_total_if_one_is_given) {
    EXPECT_THAT(problems(settings({prize("a", 400), prize("b", 500)}, {{"total_weight", 1000}})),
                ElementsAre("/total_weight: the weights add up to 900, expected 1000: correct a weight or the total"));
}

TEST(Weights, may_not_all_be_zero) {
    EXPECT_THAT(problems(settings({prize("a", 0)})),
                ElementsAre("/prizes: the weights add up to 0, expected 1 to 4294967295: change the weights"));
}

TEST(Weights, must_fit_a_draw) {
    EXPECT_THAT(problems(settings({prize("a", 4294967295), prize("b", 1)})),
                ElementsAre("/prizes: the weights add up to 4294967296, expected 1 to 4294967295: change the weights"));
}

TEST(Chances, must_add_up_to_100_percent) {
    EXPECT_THAT(problems(settings({percent("a", 0.1), percent("b", 0.2), percent("c", 99.7)})), IsEmpty());
    EXPECT_THAT(problems(settings({percent("a", 0.01), percent("b", 99.5)})),
                ElementsAre("/prizes: the chances add up to 99.51 %, expected 100 %: 0.49 % are missing"));
    EXPECT_THAT(problems(settings({percent("a", 1), percent("b", 99.5)})),
                ElementsAre("/prizes: the chances add up to 100.5 %, expected 100 %: 0.5 % are too much"));
}

TEST(Chances, have_at_most_6_decimals) {
    EXPECT_THAT(problems(settings({percent("a", 0.0000005), percent("b", 99.9999995)})),
                testing::Contains("/prizes/0/chance: has more than 6 decimals: round it, or use weights"));
}

TEST(Chances, do_not_mix_with_weights) {
    EXPECT_THAT(problems(settings({prize("a", 1), percent("b", 99)})),
                ElementsAre("/prizes/1/weight: expected a weight and no chance: all prizes must be given the same way, "
                            "as the first one is"));
}

TEST(Prizes, need_ids_of_their_own) {
    EXPECT_THAT(problems(settings({prize("a", 1), prize("b", 1), prize("a", 1)})),
                ElementsAre("/prizes/2/id: 'a' is already the id of prize 0: every prize needs its own"));
}

TEST(Prizes, cannot_give_more_a_day_than_there_are) {
    EXPECT_THAT(problems(settings({prize("a", 1, {{"stock", 10}, {"per_day", 20}}), thanks()})),
                ElementsAre("/prizes/0/per_day: found 20, expected at most 10, the whole stock: lower it"));
}

TEST(Prizes, must_unlock_before_the_limit_of_turns) {
    EXPECT_THAT(
        problems(settings({prize("a", 1, {{"unlock_after", 5}}), thanks()}, {{"limits", {{"total", 5}}}})),
        ElementsAre("/prizes/0/unlock_after: found 5, expected at most 4, or limits.total ends the turns before "
                    "it unlocks: lower it"));
}

TEST(Consolation, is_needed_when_a_prize_can_run_out) {
    EXPECT_THAT(
        problems(settings({prize("coin", 1, points(5)), prize("mug", 1, with(goods("mug"), {{"stock", 1}}))})),
        ElementsAre("/prizes: 'mug' can run out, but there is no consolation prize to give instead: add a prize "
                    "without award and limits, or name one in consolation"));
}

TEST(Consolation, is_not_needed_when_nothing_can_run_out) {
    EXPECT_THAT(problems(settings({prize("coin", 1, points(5)), prize("mug", 1, goods("mug"))})), IsEmpty());
}

TEST(Consolation, may_award_something) {
    Wheel wheel(settings({prize("mug", 1, with(goods("mug"), {{"stock", 0}})), prize("coin", 1, points(1))},
                         {{"consolation", "coin"}}));
    EXPECT_EQ(wheel.spin_at(0), "coin");
    EXPECT_EQ(wheel.balance("points"), 1);
    EXPECT_THAT(wheel.events(), IsEmpty()) << "a consolation is not a win";
}

TEST(Consolation, cannot_run_out_itself) {
    EXPECT_THAT(problems(settings({prize("mug", 1, {{"stock", 5}}), thanks()}, {{"consolation", "mug"}})),
                ElementsAre("/consolation: 'mug' can run out, the consolation prize must not: take away its stock, "
                            "per_day, max_per_player, unlock_after and coupon, or name another"));
}

TEST(Consolation, must_be_one_of_the_prizes) {
    EXPECT_THAT(problems(settings({thanks()}, {{"consolation", "thank"}})),
                ElementsAre("/consolation: there is no prize 'thank': use the id of one of the prizes"));
}

TEST(Consolation, is_needed_for_blocked_players_who_shall_not_notice) {
    EXPECT_THAT(problems(settings({prize("coin", 1, points(5))},
                                  {{"blocked", {{"players", {"x"}}, {"answer", "consolation"}}}})),
                ElementsAre("/blocked/answer: there is no consolation prize to give to blocked players: add a prize "
                            "without award and limits, or name one in consolation"));
}

TEST(Limits, of_a_day_fit_into_those_of_the_campaign) {
    EXPECT_THAT(problems(settings({thanks()}, {{"limits", {{"per_day", 5}, {"total", 3}}}})),
                ElementsAre("/limits/per_day: found 5, expected at most 3, limits.total: lower it"));
}

TEST(FreeSpins, fit_into_the_limit_of_the_day) {
    EXPECT_THAT(problems(settings({thanks()}, {{"limits", {{"per_day", 2}}}, {"free_spins", {{"per_day", 3}}}})),
                ElementsAre("/free_spins/per_day: found 3, expected at most 2, limits.per_day allows no more turns: "
                            "lower it"));
}

TEST(Pity, needs_a_prize_that_is_a_win) {
    const auto pity = [](const char* prize) { return Json{{"pity", {{"after", 3}, {"prize", prize}}}}; };
    EXPECT_THAT(problems(settings({thanks()}, pity("bonus"))),
                ElementsAre("/pity/prize: there is no prize 'bonus': use the id of one of the prizes"));
    EXPECT_THAT(problems(settings({thanks()}, pity("thanks"))),
                ElementsAre("/pity/prize: 'thanks' is a consolation, not a win: name a prize that awards something"));
}

TEST(Pity, must_come_before_the_limit_of_turns) {
    EXPECT_THAT(problems(settings({prize("coin", 1, points(5)), thanks()},
                                  {{"limits", {{"total", 3}}}, {"pity", {{"after", 3}, {"prize", "coin"}}}})),
                ElementsAre("/pity/after: found 3, expected at most 2, or limits.total ends the turns before the "
                            "guarantee: lower it"));
}

TEST(Problems, are_all_told_at_once) {
    EXPECT_EQ(problems(settings({prize("a", 1, {{"stock", 1}, {"per_day", 2}}), prize("a", 1)},
                                {{"total_weight", 3}, {"limits", {{"per_day", 5}, {"total", 3}}}}))
                  .size(),
              4u);
}

}  // namespace
}  // namespace lucky_wheel
