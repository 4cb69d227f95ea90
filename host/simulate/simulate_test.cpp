#include "simulate/simulate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fairground::simulate {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Pair;

class Simulation : public testing::Test {
protected:
    Simulation() {
        options.crowd.players = 200;
        options.crowd.days = 5;
        options.crowd.actions = 2;
        options.runs = 3;
    }
    std::shared_ptr<const campaign::Revision> revision(const std::string& settings, const std::string& more = "") {
        return campaign::unpublished(
            config::parse_campaign(
                "id: die\nplugin: die\ntime_zone: Asia/Shanghai\nwindow: {from: 2026-03-01T00:00:00+08:00}\n" + more +
                    "settings: " + settings + "\n",
                "die.yaml"),
            shelf);
    }
    Report simulated(const std::string& settings, const std::string& more = "") {
        return simulate(revision(settings, more), options);
    }
    const ThingLine& thing(const Report& report, const std::string& id) {
        for (const ThingLine& line : report.things)
            if (line.id == id) return line;
        throw std::out_of_range(id);
    }

    plugin::Shelf shelf{SIMULATE_TEST_PLUGINS, testing::TempDir() + "simulate_test_images"};
    Options options;
};

constexpr const char* fair = "{sides: [{id: six, weight: 1}, {id: other, weight: 5}]}";

TEST_F(Simulation, EveryPlayerActsAsOftenAsAsked) {
    const Report report = simulated(fair);
    EXPECT_EQ(report.answers.all, 200U * 5 * 2 * 3);
    EXPECT_EQ(report.answers.done, report.answers.all);
    EXPECT_EQ(report.action, "throw");
    EXPECT_EQ(report.first_day, 20260301);
    EXPECT_DOUBLE_EQ(thing(report, "six").given.mean + thing(report, "other").given.mean, 2000);
}

TEST_F(Simulation, FairOddsAreKept) {
    const Report report = simulated(fair);
    EXPECT_EQ(report.draws, report.answers.all);
    EXPECT_TRUE(report.odds_kept());
    EXPECT_NEAR(thing(report, "six").odds->share, 1.0 / 6, 0.02);
    EXPECT_LT(thing(report, "six").odds->low, 1.0 / 6);
    EXPECT_GT(thing(report, "six").odds->high, 1.0 / 6);
}

TEST_F(Simulation, APluginThatDrawsOtherwiseThanItPublishesIsFound) {
    const Report report = simulated("{sides: [{id: six, weight: 2, claimed: 3}, {id: other, weight: 5}]}");
    EXPECT_FALSE(report.odds_kept());
    EXPECT_TRUE(thing(report, "six").odds->outside);
    EXPECT_THAT(to_text(report), HasSubstr("✗ OUTSIDE"));
    EXPECT_THAT(to_text(report), HasSubstr("✗ the odds drawn are NOT those published"));
    EXPECT_THAT(to_html(report), HasSubstr("badmark"));
    EXPECT_EQ(to_json(report)["odds_kept"], false);
}

TEST_F(Simulation, TheSameSeedRollsTheSameDice) {
    auto first = to_json(simulated(fair));
    auto again = to_json(simulated(fair));
    options.seed = 99;
    auto other = to_json(simulated(fair));
    for (auto* report : {&first, &again, &other}) report->erase("seconds");
    EXPECT_EQ(first, again);
    EXPECT_NE(first["prizes"], other["prizes"]);
}

TEST_F(Simulation, StockRunsOutAndTheOddsAreStillJudgedByWhatWasDrawn) {
    const Report report = simulated("{sides: [{id: six, weight: 1, stock: 30}, {id: other, weight: 5}]}");
    const ThingLine& six = thing(report, "six");
    EXPECT_DOUBLE_EQ(six.given.mean, 30);
    EXPECT_EQ(six.runs_sold_out, 3U);
    EXPECT_GT(six.sold_out_after.mean, 0);
    EXPECT_LT(six.sold_out_after.high, 2);
    EXPECT_TRUE(report.odds_kept());
    EXPECT_EQ(report.draws, report.answers.all);
}

TEST_F(Simulation, WhereARecordDoesNotSayWhatWasDrawnOnlyDrawsWithStockCount) {
    const Report report = simulated("{tells: false, sides: [{id: six, weight: 1, stock: 30}, {id: other, weight: 5}]}");
    EXPECT_TRUE(report.odds_kept());
    EXPECT_GT(report.draws_left_out, 0U);
    EXPECT_EQ(report.draws + report.draws_left_out, report.answers.all);
    EXPECT_THAT(report.notes, Contains(HasSubstr("are left out of the odds")));
}

TEST_F(Simulation, ADailyCapHoldsEachDay) {
    const Report report = simulated("{sides: [{id: six, weight: 1, per_day: 7}, {id: other, weight: 5}]}");
    const ThingLine& six = thing(report, "six");
    EXPECT_THAT(six.given_by_day, ElementsAre(7, 7, 7, 7, 7));
    EXPECT_DOUBLE_EQ(six.days_at_cap, 5);
    EXPECT_EQ(six.runs_sold_out, 0U);
}

TEST_F(Simulation, RefusalsAreCountedByCode) {
    options.crowd.balances["points"] = 12;
    const Report report = simulated("{price: 10, sides: [{id: six}, {id: other}]}");
    // 12 pay for one throw, which gives 1 back.
    EXPECT_EQ(report.answers.done, 200U * 3);
    EXPECT_THAT(report.answers.refused, ElementsAre(Pair("no_points", 200U * 9 * 3)));
    EXPECT_DOUBLE_EQ(report.currencies.front().credited.mean, 200);
    EXPECT_DOUBLE_EQ(report.currencies.front().debited.mean, 2000);
}

TEST_F(Simulation, CostsAreCountedByWhatTheFileSays) {
    const Report report = simulated("{sides: [{id: six, stock: 30}, {id: other, stock: 100000}, {id: none}]}",
                                    "costs: {unit: CNY, prizes: {six: 100}, currencies: {points: 0.5}}\n");
    EXPECT_EQ(report.cost_unit, "CNY");
    EXPECT_DOUBLE_EQ(report.cost.mean, 30 * 100 + 2000 * 0.5);
    double days = 0;
    for (const Spread& day : report.cost_by_day) days += day.mean;
    EXPECT_NEAR(days, report.cost.mean, 1e-6);
    EXPECT_THAT(report.notes, Contains(HasSubstr("counted as 0: the prize other")));
}

TEST_F(Simulation, AFaultOfThePluginIsTold) {
    const Report report = simulated("{fault_every: 2, sides: [{id: six}, {id: other}]}");
    EXPECT_GT(report.answers.faults, 0U);
    EXPECT_THAT(report.answers.first_fault, HasSubstr("fell off the table"));
    EXPECT_THAT(to_text(report), HasSubstr("FAILED"));
}

TEST_F(Simulation, AnActionThatReadsItsHistoryFindsIt) {
    const Report report = simulated("{asks_history: true, sides: [{id: six}, {id: other}]}");
    EXPECT_EQ(report.answers.done, report.answers.all);
    EXPECT_EQ(report.answers.all, 200U * 5 * 2 * 3);
}

TEST_F(Simulation, PlayersComeWhenTheCrowdSays) {
    options.crowd.comes = {1, 0.5, 0};
    const Report report = simulated(fair);
    const auto& days = thing(report, "six").given_by_day;
    const auto& rest = thing(report, "other").given_by_day;
    EXPECT_DOUBLE_EQ(days[0] + rest[0], 400);
    EXPECT_NEAR(days[1] + rest[1], 200, 40);
    EXPECT_EQ(days[2] + days[3] + days[4], 0);
}

TEST_F(Simulation, TheWindowEndsIt) {
    options.crowd.days = 0;
    const auto short_one = "{from: 2026-03-01T10:00:00+08:00, to: 2026-03-04T00:00:00+08:00}";
    const auto revision = campaign::unpublished(
        config::parse_campaign("id: die\nplugin: die\ntime_zone: Asia/Shanghai\nwindow: " + std::string(short_one) +
                                   "\nsettings: " + fair + "\n",
                               "die.yaml"),
        shelf);
    const Report report = simulate(revision, options);
    EXPECT_EQ(report.first_day, 20260302) << "the first whole day";
    EXPECT_EQ(report.crowd.days, 2U);
}

TEST_F(Simulation, AnotherActionMayBeNamed) {
    options.action = "rest";
    const Report report = simulated(fair);
    EXPECT_EQ(report.answers.done, report.answers.all);
    EXPECT_THAT(report.notes, Contains(HasSubstr("the odds could not be checked")));
    options.action = "fly";
    EXPECT_THAT([&] { simulated(fair); },
                testing::ThrowsMessage<Impossible>("the plugin die has no action 'fly'; it has: throw, rest"));
}

TEST_F(Simulation, NobodyWaitsForACrowdThatIsTooLarge) {
    options.crowd.players = 2'000'000;
    options.crowd.actions = 1000;
    EXPECT_THAT([&] { simulated(fair); }, testing::ThrowsMessage<Impossible>(HasSubstr("more than 200000000 actions")));
}

TEST_F(Simulation, ThePageHoldsNothingFromElsewhere) {
    const std::string page = to_html(simulated(fair, "costs: {unit: CNY, prizes: {six: 3}}\n"));
    EXPECT_THAT(page, HasSubstr("<svg"));
    EXPECT_THAT(page, Not(HasSubstr("http")));
    EXPECT_THAT(page, Not(HasSubstr("<script")));
    EXPECT_THAT(page, HasSubstr("Cost by day, CNY"));
}

}  // namespace
}  // namespace fairground::simulate
