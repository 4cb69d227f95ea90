// SPDX-License-Identifier: MIT
//
// The recipes of docs/sdk/cookbook.md do what the page says.
#include <fairground/testkit.hpp>
#include <gtest/gtest.h>

#include "daily_limit.hpp"
#include "draw.hpp"
#include "failures.hpp"
#include "job.hpp"
#include "listening.hpp"
#include "state.hpp"
#include "stock.hpp"
#include "streak.hpp"

FAIRGROUND_PLUGIN(Streak, "cookbook", "1.0.0");  // the one that stands for the program; the others are given to the kit

namespace {

using namespace std::chrono_literals;

template <class Recipe>
struct Kit : Testkit {
    explicit Kit(const Json& settings = Json::object()) : Testkit(settings, plugin()) {}
    static const fg_plugin* plugin() {
        static const fg_plugin table = detail::Border<Recipe>::table();
        return &table;
    }
};

TEST(Cookbook, a_daily_limit_ends_with_the_day) {
    Kit<DailyLimit> kit(Json{{"per_day", 1}});
    EXPECT_EQ(kit.act("answer").body["left"], 0);
    EXPECT_TRUE(kit.act("answer").refused("daily_limit"));
    kit.pass(24h);
    EXPECT_TRUE(kit.act("answer").ok());
    EXPECT_TRUE(kit.warnings().empty());
}

TEST(Cookbook, a_draw_follows_its_script_and_publishes_its_odds) {
    Kit<Cards> kit(Json{{"cards", {"ace", "king"}}, {"weights", {1, 3}}});
    kit.script({0, 0, 1, 3});
    EXPECT_EQ(kit.act("draw").body["card"], "ace");
    EXPECT_EQ(kit.act("draw").body["card"], "king");
    EXPECT_EQ(kit.odds()["prizes"][0], (Json{{"id", "ace"}, {"chance", 0.25}}));
    EXPECT_THROW(Kit<Cards>(Json{{"cards", {"ace"}}, {"weights", {0}}}), testkit::SettingsRefused);
}

TEST(Cookbook, what_is_sold_out_costs_nothing) {
    Kit<Shop> kit;
    kit.give("points", 1000);
    for (int i = 0; i < 10; ++i) EXPECT_TRUE(kit.act("buy", {{"item", "mug"}}).ok());
    EXPECT_TRUE(kit.act("buy", {{"item", "mug"}}).refused("sold_out"));
    EXPECT_EQ(kit.balance("points"), 500);
    EXPECT_EQ(kit.view("left").body["mug"], 0);
    kit.pass(24h);
    EXPECT_EQ(kit.view("left").body["mug"], 10);
    EXPECT_TRUE(kit.act("buy", {{"item", "car"}}).invalid("unknown_item"));
    EXPECT_TRUE(kit.give("points", 49).act("buy", {{"item", "bag"}}).refused("balance_too_low"));
    EXPECT_TRUE(kit.warnings().empty());
}

TEST(Cookbook, a_streak_goes_across_a_leap_day_and_breaks_on_a_missed_one) {
    Kit<Streak> kit;
    kit.at(2028'02'28);
    for (int days = 1; days <= 7; ++days, kit.pass(24h)) EXPECT_EQ(kit.act("come").body["days"], days);
    EXPECT_EQ(kit.balance("points"), 100);
    EXPECT_TRUE(kit.act("come").ok());
    EXPECT_TRUE(kit.act("come").refused("already_here"));
    kit.pass(48h);
    EXPECT_EQ(kit.act("come").body["days"], 1);
    EXPECT_TRUE(kit.warnings().empty());
}

TEST(Cookbook, a_parcel_moves_only_as_declared) {
    Kit<Parcel> kit;
    EXPECT_EQ(kit.view("parcel").body["parcel"], "unclaimed");
    EXPECT_TRUE(kit.act("cancel").refused("nothing_to_cancel"));
    EXPECT_EQ(kit.act("claim").body["parcel"], "claimed");
    EXPECT_TRUE(kit.act("claim").refused("not_possible_now"));
    EXPECT_EQ(kit.act("cancel").body["parcel"], "unclaimed");
    EXPECT_TRUE(kit.warnings().empty());
}

TEST(Cookbook, a_listener_gives_up_to_its_limit_and_begins_anew_the_next_day) {
    Kit<Thanks> kit(Json{{"topics", {"signin.completed"}}, {"points", 5}, {"per_day", 10}});
    EXPECT_TRUE(kit.hear("ann", "signin.completed").ok());
    EXPECT_TRUE(kit.hear("ann", "signin.completed").ok());
    EXPECT_TRUE(kit.hear("ann", "signin.completed").refused("enough_for_today"));
    EXPECT_EQ(kit.as("ann").balance("points"), 10);
    kit.pass(24h);
    EXPECT_TRUE(kit.hear("ann", "signin.completed").ok());
    EXPECT_TRUE(kit.warnings().empty());
}

TEST(Cookbook, a_job_reminds_those_who_have_not_written_today) {
    Kit<Diary> kit;
    kit.as("ann").act("write");
    EXPECT_TRUE(kit.run("remind", "ann").ok());
    EXPECT_TRUE(kit.events().empty());
    kit.pass(24h);
    EXPECT_TRUE(kit.run("remind", "ann").ok());
    ASSERT_EQ(kit.events().size(), 1u);
    EXPECT_EQ(kit.events()[0].topic, "diary.missing");
    EXPECT_TRUE(kit.warnings().empty());
}

TEST(Cookbook, a_call_that_fails_in_any_way_has_changed_nothing) {
    Kit<Failures> kit;
    kit.give("points", 50);
    EXPECT_TRUE(kit.act("pay", {{"amount", 60}}).refused("too_poor"));
    EXPECT_TRUE(kit.act("pay", {{"amount", 45}}).invalid("odd_amount"));
    EXPECT_TRUE(kit.act("pay", {{"amount", 5000}}).invalid("invalid_body"));
    EXPECT_EQ(kit.fail("fg.accounts/1").act("pay", {{"amount", 10}}).status, FG_UNAVAILABLE);
    EXPECT_EQ(kit.balance("points"), 50);
    EXPECT_EQ(kit.heal().act("pay", {{"amount", 10}}).body["balance"], 41);
}

}  // namespace
