#include "settings.hpp"

#include "signin_fixture.hpp"

namespace daily_signin {
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

Json streak(const std::string& mode, const std::vector<Json>& tiers) {
    return {{"streak", {{"mode", mode}, {"tiers", tiers}}}};
}
Json mug(const Json& more = Json::object()) {
    return with({{"id", "mug"}, {"title", {{"en", "Mug"}}}}, more);
}

TEST(Settings, that_use_everything_are_taken) {
    const Json all =
        settings({{"rewards", {points(1), {{"goods", "mug"}, {"instead", points(3)}}}},
                  {"streak", {{"mode", "cycle"}, {"tiers", {tier(3, points(30)), tier(7, points(70))}}}},
                  {"goods", {mug({{"stock", 10}, {"per_day", 2}})}},
                  {"makeup", {{"price", points(20)}, {"card", "cards"}, {"per_month", 3}, {"days_back", 7}}},
                  {"freeze", {{"card", "freezes"}, {"mode", "ask"}}},
                  {"full_month", {{"awards", {points(100)}}}},
                  {"reminder", {{"min_streak", 3}}}});
    EXPECT_THAT(problems(all), IsEmpty());
    fairground::Problems none;
    EXPECT_THAT(Settings::read(all, none).currencies(), ElementsAre("cards", "freezes", "points"));
}

TEST(Settings, name_a_first_day_that_exists) {
    EXPECT_THAT(problems(settings({{"first_day", "2026-02-29"}})),
                ElementsAre("/first_day: there is no day '2026-02-29': write a date like 2026-03-01"));
}

TEST(Settings, put_tiers_in_order) {
    EXPECT_THAT(problems(settings(streak("endless", {tier(7, points(1)), tier(3, points(1)), tier(3, points(1))}))),
                ElementsAre("/streak/tiers/1/days: found 3, expected more than 7, the days of the tier before: put the "
                            "tiers in order",
                            "/streak/tiers/2/days: found 3, expected more than 3, the days of the tier before: put the "
                            "tiers in order"));
}

TEST(Settings, give_a_cycle_its_length) {
    EXPECT_THAT(problems(settings(streak("cycle", {}))),
                ElementsAre("/streak/mode: a cycle ends with its last tier, and there is none: add tiers, or use "
                            "endless"));
    EXPECT_THAT(problems(with(settings(streak("cycle", {tier(2, points(1))})),
                              {{"rewards", {points(1), points(2), points(3)}}})),
                ElementsAre("/rewards: found 3 days, expected at most 2, the length of the cycle (its last tier): take "
                            "away rewards, or add a tier"));
}

TEST(Settings, know_the_goods_they_give) {
    EXPECT_THAT(problems(settings({{"rewards", {{{"goods", "mug"}}}}})),
                ElementsAre("/rewards/0/goods: there are no goods 'mug': add them to goods, with a title"));
    EXPECT_THAT(problems(settings({{"rewards", {{{"goods", "mug"}, {"instead", points(1)}}}}, {"goods", {mug()}}})),
                ElementsAre("/rewards/0/instead: 'mug' cannot run out, so nothing is ever given instead: give it a "
                            "stock, or take this away"));
    EXPECT_THAT(problems(settings({{"goods", {mug({{"stock", 1}, {"per_day", 2}}), mug()}}})),
                ElementsAre("/goods/0/per_day: found 2, expected at most 1, the whole stock: lower it",
                            "/goods/1/id: 'mug' is already the id of goods 0: each needs its own"));
}

TEST(Settings, say_what_pays_for_what) {
    EXPECT_THAT(problems(settings({{"makeup", {{"per_month", 3}, {"days_back", 7}}}})),
                ElementsAre("/makeup: nothing pays for a make-up: add a price, a card, or both"));
    EXPECT_THAT(problems(settings(makeup({{"card", "points"}}))),
                ElementsAre("/makeup/card: 'points' is the currency of the price too: name an account of its own for "
                            "cards"));
    EXPECT_THAT(problems(settings(with(makeup({{"card", "freeze-cards"}}), freeze("auto")))),
                ElementsAre("/freeze/card: 'freeze-cards' already pays for make-ups: name an account of its own for "
                            "freezes"));
}

}  // namespace
}  // namespace daily_signin
