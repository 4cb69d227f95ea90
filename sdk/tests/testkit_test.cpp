// SPDX-License-Identifier: MIT
#include "fairground/testkit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "raw_plugin.hpp"

namespace fairground::testkit {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using namespace std::chrono_literals;

struct TestkitTest : testing::Test {
    Testkit kit{{{"reply", {{"stock", {{{"item", "phone"}, {"total", 3}, {"per_day", 2}}}}, {"coupons", {"pool"}}}}},
                raw_plugin()};

    Result act(Json steps, const std::string& end = "ok") {
        return kit.act("do", {{"steps", std::move(steps)}, {"end", end}});
    }
    // Runs one step; its status and result.
    fg_status status(Json step) { return act(Json::array({std::move(step)})).body["steps"][0]["status"]; }
    Json result(Json step) { return act(Json::array({std::move(step)})).body["steps"][0]["result"]; }

    static Json credit(std::int64_t amount, const std::string& currency = "points") {
        return {{"do", "credit"}, {"name", currency}, {"amount", amount}, {"reason", "prize"}};
    }
    static Json debit(std::int64_t amount) {
        return {{"do", "debit"}, {"name", "points"}, {"amount", amount}, {"reason", "spin"}};
    }
    static Json take(std::int64_t count) { return {{"do", "take"}, {"name", "phone"}, {"amount", count}}; }
};

TEST_F(TestkitTest, AnActionChangesBalancesAndWritesTheLedger) {
    kit.give("points", 10);
    EXPECT_TRUE(act({credit(5), debit(12)}).ok());
    EXPECT_EQ(kit.balance("points"), 3);
    ASSERT_EQ(kit.entries().size(), 2u);
    EXPECT_EQ(kit.entries()[1].amount, -12);
    EXPECT_EQ(kit.entries()[1].balance_after, 3);
    EXPECT_EQ(kit.entries()[1].reason, "spin");
}

TEST_F(TestkitTest, ADebitBelowZeroIsRefusedAndTheCallMayGoOn) {
    kit.give("points", 10);
    EXPECT_EQ(status(debit(11)), FG_REFUSED);
    EXPECT_EQ(kit.balance("points"), 10);
}

TEST_F(TestkitTest, ARefusedCallLeavesNoTrace) {
    kit.give("points", 10).coupons("pool", {"A"});
    const Json everything = {credit(5),
                             take(1),
                             {{"do", "append"}, {"name", "spin"}, {"payload", {{"n", 1}}}},
                             {{"do", "move"}, {"name", "parcel"}, {"to", "claimed"}},
                             {{"do", "put"}, {"name", "pity"}, {"value", "1"}},
                             {{"do", "add"}, {"name", "spins"}},
                             {{"do", "coupon"}, {"name", "pool"}},
                             {{"do", "emit"}, {"name", "prize.won"}, {"payload", Json::object()}},
                             {{"do", "log"}, {"text", "still here"}}};
    const Result result = act(everything, "refused");
    EXPECT_TRUE(result.refused("no_more")) << result;
    EXPECT_EQ(result.detail, "enough");
    EXPECT_EQ(kit.balance("points"), 10);
    EXPECT_THAT(kit.entries(), IsEmpty());
    EXPECT_EQ(kit.stock_taken("phone"), 0);
    EXPECT_EQ(kit.stock_taken("phone", kit.day()), 0);
    EXPECT_THAT(kit.records("spin"), IsEmpty());
    EXPECT_EQ(kit.state("parcel"), "unclaimed");
    EXPECT_EQ(kit.value("pity"), nullptr);
    EXPECT_EQ(kit.tally("spins"), 0);
    EXPECT_THAT(kit.events(), IsEmpty());
    EXPECT_EQ(kit.log().back().text, "still here");

    ASSERT_TRUE(act(everything).ok());
    EXPECT_EQ(kit.balance("points"), 15);
    EXPECT_EQ(kit.stock_taken("phone"), 1);
    EXPECT_EQ(kit.records("spin").at(0).payload, Json({{"n", 1}}));
    EXPECT_EQ(kit.state("parcel"), "claimed");
    EXPECT_EQ(kit.value("pity"), 1);
    EXPECT_EQ(kit.tally("spins"), 1);
    EXPECT_EQ(kit.events().at(0).topic, "prize.won");
    EXPECT_EQ(result.status, FG_REFUSED);
}

TEST_F(TestkitTest, StockEndsAtItsTotalAndAtItsDailyCap) {
    EXPECT_EQ(result({{"do", "left"}, {"name", "phone"}}), 2);
    EXPECT_EQ(status(take(2)), FG_OK);
    EXPECT_EQ(status(take(1)), FG_REFUSED);
    kit.pass(24h);
    EXPECT_EQ(result({{"do", "left"}, {"name", "phone"}}), 1);
    EXPECT_EQ(status(take(2)), FG_REFUSED);
    EXPECT_EQ(status(take(1)), FG_OK);
    EXPECT_EQ(kit.stock_taken("phone"), 3);
    EXPECT_EQ(kit.stock_taken("phone", 20260102), 1);
}

TEST_F(TestkitTest, GivenBackStockCanBeTakenAgainButNeverMoreThanWasTaken) {
    EXPECT_EQ(status(take(2)), FG_OK);
    EXPECT_EQ(status({{"do", "give_back"}, {"name", "phone"}, {"amount", 3}}), FG_INVALID);
    EXPECT_EQ(status({{"do", "give_back"}, {"name", "phone"}, {"amount", 1}}), FG_OK);
    EXPECT_EQ(result({{"do", "left"}, {"name", "phone"}}), 1);
}

TEST_F(TestkitTest, ItemsWithoutALimitNeverEnd) {
    EXPECT_EQ(result({{"do", "left"}, {"name", "thanks"}}), std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(status({{"do", "take"}, {"name", "thanks"}, {"amount", 1'000'000}}), FG_OK);
}

TEST_F(TestkitTest, RecordsAreCountedByLocalDayAndPagedNewestFirst) {
    kit.utc_offset(8h).at(20260301, 23h + 59min);
    const auto append = [&](int n) { return act({{{"do", "append"}, {"name", "spin"}, {"payload", {{"n", n}}}}}); };
    append(1);
    kit.pass(1min);
    append(2);
    append(3);
    EXPECT_EQ(result({{"do", "count"}, {"name", "spin"}, {"from", 20260301}, {"to", 20260301}}), 1);
    EXPECT_EQ(result({{"do", "count"}, {"name", "spin"}, {"from", 20260301}, {"to", 20260302}}), 3);

    const auto page = [&](const std::string& cursor) {
        return Json::parse(
            result({{"do", "last"}, {"name", "spin"}, {"amount", 2}, {"cursor", cursor}}).get<std::string>());
    };
    const Json first = page("");
    EXPECT_EQ(first["records"][0]["payload"]["n"], 3);
    EXPECT_EQ(first["records"][0]["day"], 20260302);
    EXPECT_EQ(first["records"].size(), 2u);
    append(4);
    const Json second = page(first["next"]);
    EXPECT_EQ(second["records"].size(), 1u);
    EXPECT_EQ(second["records"][0]["payload"]["n"], 1);
    EXPECT_FALSE(second.contains("next"));
    EXPECT_EQ(status({{"do", "last"}, {"name", "spin"}, {"amount", 2}, {"cursor", "made up"}}), FG_INVALID);
    EXPECT_EQ(status({{"do", "last"}, {"name", "spin"}, {"amount", 201}}), FG_INVALID);
}

TEST_F(TestkitTest, OnlyDeclaredTransitionsAndTopicsExist) {
    EXPECT_EQ(result({{"do", "state"}, {"name", "parcel"}}), "unclaimed");
    EXPECT_EQ(status({{"do", "move"}, {"name", "parcel"}, {"to", "shipped"}}), FG_REFUSED);
    EXPECT_EQ(status({{"do", "move"}, {"name", "parcel"}, {"to", "claimed"}}), FG_OK);
    EXPECT_EQ(status({{"do", "state"}, {"name", "envelope"}}), FG_INVALID);
    EXPECT_EQ(status({{"do", "emit"}, {"name", "prize.lost"}, {"payload", Json::object()}}), FG_INVALID);
    EXPECT_THAT(kit.warnings(), testing::Contains("do: the manifest does not declare the event \"prize.lost\""));
}

TEST_F(TestkitTest, ValuesHaveAVersionAndASize) {
    EXPECT_EQ(result({{"do", "get"}, {"name", "pity"}}), Json({{"value", ""}, {"version", 0}}));
    EXPECT_EQ(status({{"do", "put"}, {"name", "pity"}, {"value", "{\"misses\":3}"}}), FG_OK);
    EXPECT_EQ(result({{"do", "get"}, {"name", "pity"}}), Json({{"value", "{\"misses\":3}"}, {"version", 1}}));
    EXPECT_EQ(kit.value("pity")["misses"], 3);
    EXPECT_EQ(status({{"do", "put"}, {"name", "pity"}, {"value", "not json"}}), FG_INVALID);
    EXPECT_EQ(status({{"do", "put"}, {"name", "pity"}, {"value", Json(std::string(16 * 1024, 'x')).dump()}}),
              FG_INVALID);
}

TEST_F(TestkitTest, EachCouponIsGivenOnce) {
    kit.coupons("pool", {"A", "B"});
    const Json coupon = {{"do", "coupon"}, {"name", "pool"}};
    EXPECT_EQ(result(coupon), "A");
    EXPECT_FALSE(act({coupon}, "refused").ok());
    EXPECT_EQ(result(coupon), "B");
    EXPECT_EQ(status(coupon), FG_REFUSED);
}

TEST_F(TestkitTest, PlayersHaveTheirOwnThingsAndShareTheCampaign) {
    kit.as("alice").give("points", 5).attribute("segment", "vip");
    kit.as("bob");
    EXPECT_EQ(kit.balance("points"), 0);
    EXPECT_EQ(status(take(2)), FG_OK);
    kit.as("alice");
    EXPECT_EQ(status(take(1)), FG_REFUSED);
    EXPECT_EQ(
        result({{"do", "who"}}),
        Json({{"player", "alice"}, {"segment", "vip"}, {"now", kit.now()}, {"day", 20260101}, {"utc_offset", 0}}));
}

TEST_F(TestkitTest, ChanceFollowsTheScriptThenTheSeed) {
    kit.script({4, 0});
    const Json random = {{"do", "random"}, {"amount", 5}};
    EXPECT_EQ(result(random), 4);
    EXPECT_EQ(result(random), 0);
    EXPECT_THAT(kit.drawn(), ElementsAre(Draw{5, 4}, Draw{5, 0}));
    const Json unscripted = act({random, random, random, random}).body;
    Testkit other(Json::object(), raw_plugin());
    EXPECT_EQ(other.act("do", {{"steps", {random, random, random, random}}}).body, unscripted);
}

TEST_F(TestkitTest, AScriptThatDoesNotFitIsTheTestsMistake) {
    kit.script({5});
    EXPECT_THROW(act({credit(1), {{"do", "random"}, {"amount", 5}}}), std::logic_error);
    EXPECT_EQ(kit.balance("points"), 0);
    EXPECT_THROW(kit.act("undo"), std::logic_error);
    EXPECT_THROW(kit.fail("fg.stocks/1"), std::logic_error);
}

TEST_F(TestkitTest, AFailingServiceIsUnavailableAndUndoesEvenACallThatIgnoresIt) {
    kit.fail("fg.stock/1");
    const Result result = act({credit(1), take(1)});
    EXPECT_EQ(result.status, FG_UNAVAILABLE);
    EXPECT_EQ(kit.balance("points"), 0);
    EXPECT_THAT(kit.warnings(), testing::Contains(HasSubstr("fg.stock/1 was unavailable, yet the call succeeded")));
    kit.heal();
    EXPECT_EQ(status(take(1)), FG_OK);
}

TEST_F(TestkitTest, AViewChangesNothing) {
    const Json script = {{"steps", {{{"do", "balance"}, {"name", "points"}}, credit(1), take(1)}}};
    const Result result = kit.view("look", {{"script", script.dump()}});
    ASSERT_TRUE(result.ok()) << result;
    EXPECT_EQ(result.body["steps"][0]["status"], FG_OK);
    EXPECT_EQ(result.body["steps"][1]["status"], FG_INVALID);
    EXPECT_EQ(result.body["steps"][2]["status"], FG_INVALID);
    EXPECT_THAT(kit.warnings(), testing::Contains("look: a view may not change anything"));
}

TEST_F(TestkitTest, NamesAndAmountsAreChecked) {
    EXPECT_EQ(status(credit(1, "Gold Coins")), FG_INVALID);
    EXPECT_EQ(status(credit(1, std::string(49, 'a'))), FG_INVALID);
    EXPECT_EQ(status(credit(1, "")), FG_INVALID);
    EXPECT_EQ(status(credit(0)), FG_INVALID);
    EXPECT_EQ(status(debit(-5)), FG_INVALID);
    EXPECT_EQ(status({{"do", "append"}, {"name", "spin"}, {"payload", "[]"}}), FG_INVALID);
    EXPECT_EQ(status({{"do", "append"}, {"name", "spin"}, {"payload", {{"x", std::string(17'000, 'x')}}}}), FG_INVALID);
    const std::string deep = std::string(33, '[') + std::string(33, ']');
    EXPECT_EQ(status({{"do", "put"}, {"name", "pity"}, {"value", deep.substr(1, 64)}}), FG_OK);
    EXPECT_EQ(status({{"do", "put"}, {"name", "pity"}, {"value", deep}}), FG_INVALID);
    EXPECT_EQ(status({{"do", "append"}, {"name", "spin"}, {"payload", "{\"x\":" + deep + "}"}}), FG_INVALID);
    const Json bad_item = {{"do", "take"}, {"name", "A phone"}};
    EXPECT_EQ(kit.act("do", {{"steps", {bad_item}}, {"plan", Json::array({{"stock", ""}})}}).body["steps"][0]["status"],
              FG_INVALID);
    kit.give("points", std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(status(credit(1)), FG_INVALID);
}

TEST_F(TestkitTest, WhatWasNotPlannedIsServedWithAWarning) {
    kit.coupons("pool", {"A", "B"});
    const Json steps = {credit(1),
                        take(1),
                        {{"do", "count"}, {"name", "spin"}, {"from", 20260101}, {"to", 20260101}},
                        {{"do", "last"}, {"name", "spin"}, {"amount", 5}},
                        {{"do", "coupon"}, {"name", "pool"}},
                        {{"do", "coupon"}, {"name", "pool"}}};
    const Json plan = {{"account", "points"},
                       {"stock", ""},
                       {"count", "spin", 20260101, 20260101},
                       {"records", "spin", 5},
                       {"coupons", "pool", 1}};
    ASSERT_TRUE(kit.act("do", {{"steps", steps}, {"plan", plan}}).ok());
    EXPECT_THAT(kit.warnings(),
                ElementsAre("do: coupons \"pool\" was not planned: a host loads it for this call alone"));
    ASSERT_TRUE(act({{{"do", "tally"}, {"name", "spins"}}}).ok());
    EXPECT_THAT(kit.warnings().back(), HasSubstr("tally \"spins\" was not planned"));
}

TEST_F(TestkitTest, APlanMayRefuseTheBody) {
    const Result result = kit.act("do", {{"bad_body", true}});
    EXPECT_TRUE(result.invalid("bad_body")) << result;
}

TEST_F(TestkitTest, AReplyThatBreaksTheContractIsAFault) {
    const auto reply = [&](const std::string& end, const std::string& text) {
        return kit.act("do", {{"end", end}, {"reply", text}});
    };
    EXPECT_EQ(reply("refused", "not json").status, FG_FAULT);
    EXPECT_EQ(reply("refused", R"({"code":"no spins left"})").status, FG_FAULT);
    EXPECT_EQ(reply("refused", "{}").status, FG_FAULT);
    EXPECT_EQ(reply("unavailable", "").status, FG_UNAVAILABLE);
    EXPECT_THAT(reply("what", "{}").detail, HasSubstr("the unknown status 99"));
}

TEST_F(TestkitTest, SettingsThatThePluginRefusesThrowItsProblems) {
    try {
        Testkit refused({{"problem", true}}, raw_plugin());
        FAIL() << "no problem was found";
    } catch (const SettingsRefused& refusal) {
        ASSERT_EQ(refusal.problems.size(), 1u);
        EXPECT_EQ(refusal.problems[0].at, "/problem");
        EXPECT_THAT(refusal.what(), HasSubstr("/problem: there is one"));
    }
}

TEST_F(TestkitTest, LinesLoggedOutsideACallAndOddsCanBeRead) {
    ASSERT_FALSE(kit.log().empty());
    EXPECT_EQ(kit.log()[0].text, "created");
    EXPECT_EQ(kit.odds()["prizes"][0]["chance"], 1.0);
    EXPECT_EQ(kit.manifest()["id"], "raw");
}

}  // namespace
}  // namespace fairground::testkit
