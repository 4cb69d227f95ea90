// SPDX-License-Identifier: MIT
// Balances that expire, the ledger behind them, leaderboards and local days, as an author's class meets them.
#include <gmock/gmock.h>

#include "fairground/plugin.hpp"
#include "fairground/testkit.hpp"

namespace {

using namespace fairground;
using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

class Bank final : public Campaign<Json> {
public:
    static void declare(Manifest& manifest) {
        manifest.action("earn", &Bank::earn).needs(account("points")).takes({integer("amount"), integer("until")});
        manifest.action("pay", &Bank::pay).needs(account("points")).takes({integer("amount")});
        manifest.action("score", &Bank::score).takes({integer("score")});
        manifest.action("peek", &Bank::peek).takes({text("what")});
        manifest.view("lots", &Bank::lots).needs(account("points"));
        manifest.view("statement", &Bank::statement).takes({integer("limit"), text("cursor").otherwise("")});
        manifest.view("board", &Bank::board).takes({integer("limit").otherwise(10)});
        manifest.view("day", &Bank::day).takes({integer("day")});
    }

    Json earn(Call& call) const {
        const auto until = call.input().integer("until");
        if (until == 0)
            call.account("points").credit(call.input().integer("amount"), "gift");
        else
            call.account("points").credit_until(call.input().integer("amount"), "gift", until);
        return call.account("points").balance();
    }
    Json pay(Call& call) const {
        call.account("points").debit(call.input().integer("amount"), "fee");
        return call.account("points").balance();
    }
    Json score(Call& call) const {
        call.board("2026-03").set(call.input().integer("score"));
        return call.board("2026-03").score();
    }
    // What only views may ask.
    Json peek(Call& call) const {
        const std::string& what = call.input().text("what");
        if (what == "ledger") call.ledger("points").entries(1);
        if (what == "top") call.board("2026-03").top(1);
        if (what == "rank") call.board("2026-03").rank();
        return nullptr;
    }
    Json lots(Call& call) const {
        Json lots = Json::array();
        for (const Lot& lot : call.account("points").lots()) lots.push_back({lot.expires_at, lot.left});
        return lots;
    }
    Json statement(Call& call) const {
        const EntryPage page = call.ledger("points").entries(static_cast<std::uint32_t>(call.input().integer("limit")),
                                                             call.input().text("cursor"));
        Json lines = Json::array();
        for (const Entry& entry : page.entries) {
            lines.push_back({entry.reason, entry.amount, entry.balance, entry.action, entry.campaign});
            if (entry.expires_at) lines.back().push_back(*entry.expires_at);
        }
        return {{"lines", lines}, {"next", page.next.value_or("")}};
    }
    Json board(Call& call) const {
        Json places = Json::array();
        for (const Place& place : call.board("2026-03").top(static_cast<std::uint32_t>(call.input().integer("limit"))))
            places.push_back(place.player + " " + std::to_string(place.score));
        return {{"top", places}, {"rank", call.board("2026-03").rank()}};
    }
    Json day(Call& call) const {
        const auto day = static_cast<std::int32_t>(call.input().integer("day"));
        return call.time_text(call.day_start(day));
    }
};

struct LedgerTest : testing::Test {
    const fg_plugin bank = detail::Border<Bank>::table();
    Testkit kit{Json::object(), &bank};

    std::int64_t in(std::chrono::milliseconds time) const { return kit.now() + time.count(); }
    Testkit::Result earn(std::int64_t amount, std::int64_t until = 0) {
        return kit.act("earn", {{"amount", amount}, {"until", until}});
    }
    Testkit::Result pay(std::int64_t amount) { return kit.act("pay", {{"amount", amount}}); }
    Json lots() { return kit.view("lots").body; }
    Json statement(int limit = 200, const std::string& cursor = "") {
        return kit.view("statement", {{"limit", limit}, {"cursor", cursor}}).body;
    }
};

TEST_F(LedgerTest, WhatExpiresFirstIsSpentFirst) {
    const auto soon = in(1h);
    const auto later = in(2h);
    earn(5);
    earn(20, later);
    earn(10, soon);
    earn(1, soon);
    EXPECT_EQ(lots(), Json({{soon, 11}, {later, 20}}));
    EXPECT_EQ(pay(12).body, 24);
    EXPECT_EQ(lots(), Json({{later, 19}}));
    EXPECT_EQ(pay(24).body, 0);
    EXPECT_EQ(lots(), Json::array());
}

TEST_F(LedgerTest, WhatExpiredIsGoneAtThatMomentAndEnteredByTheNextPosting) {
    const auto expiry = in(1h);
    earn(5);
    earn(10, expiry);
    pay(2);
    kit.pass(1h - 1ms);
    EXPECT_EQ(kit.balance("points"), 13);
    kit.pass(1ms);
    EXPECT_EQ(kit.balance("points"), 5);
    EXPECT_EQ(lots(), Json::array());
    EXPECT_EQ(kit.entries().size(), 3u);
    EXPECT_TRUE(pay(6).refused("balance_too_low"));

    kit.pass(1h);
    EXPECT_EQ(earn(1).body, 6);
    ASSERT_EQ(kit.entries().size(), 5u);
    const auto& expired = kit.entries()[3];
    EXPECT_EQ(expired.reason, "expired");
    EXPECT_EQ(expired.amount, -8);
    EXPECT_EQ(expired.balance_after, 5);
    EXPECT_EQ(expired.at, expiry);
    EXPECT_EQ(kit.entries()[4].balance_after, 6);
}

TEST_F(LedgerTest, ARefusedCallTakesNothingOff) {
    earn(10, in(1h));
    kit.pass(2h);
    EXPECT_TRUE(pay(1).refused("balance_too_low"));
    EXPECT_EQ(kit.entries().size(), 1u);
    EXPECT_EQ(kit.balance("points"), 0);
}

TEST_F(LedgerTest, ACreditThatHasExpiredAlreadyIsABug) {
    EXPECT_THAT(earn(1, kit.now()).detail, HasSubstr("accounts.credit_until(points) was misused"));
    EXPECT_THAT(kit.warnings(), ElementsAre(HasSubstr("a credit expires after now")));
    EXPECT_TRUE(earn(1, kit.now() + 1).ok());
    EXPECT_EQ(earn(0, in(1h)).status, FG_FAULT);
}

TEST_F(LedgerTest, TheStatementIsPagedNewestFirst) {
    const auto expiry = in(1h);
    earn(5);
    earn(10, expiry);
    kit.act("score", {{"score", 1}});
    pay(1);
    const Json first = statement(2);
    EXPECT_EQ(first["lines"],
              Json({{"fee", -1, 14, "pay", "campaign-1"}, {"gift", 10, 15, "earn", "campaign-1", expiry}}));
    pay(1);
    const Json second = statement(2, first["next"]);
    EXPECT_EQ(second["lines"], Json::array({Json::array({"gift", 5, 5, "earn", "campaign-1"})}));
    EXPECT_EQ(second["next"], "");
    EXPECT_TRUE(kit.view("statement", {{"limit", 2}, {"cursor", "made up"}}).invalid("invalid_cursor"));
    EXPECT_EQ(kit.view("statement", {{"limit", 0}}).status, FG_FAULT);
    EXPECT_EQ(kit.view("statement", {{"limit", 201}}).status, FG_FAULT);
}

TEST_F(LedgerTest, WhoReachedAScoreFirstStandsFirst) {
    for (const char* player : {"ann", "bob", "cid"}) kit.as(player).act("score", {{"score", 7}});
    kit.as("bob").act("score", {{"score", 9}});
    kit.as("ann").act("score", {{"score", 9}});
    kit.as("bob").act("score", {{"score", 9}});
    EXPECT_EQ(kit.score("2026-03"), 9);
    EXPECT_EQ(kit.view("board").body, Json({{"top", {"bob 9", "ann 9", "cid 7"}}, {"rank", 1}}));
    EXPECT_EQ(kit.as("cid").view("board", {{"limit", "2"}}).body, Json({{"top", {"bob 9", "ann 9"}}, {"rank", 3}}));
    EXPECT_EQ(kit.as("dan").view("board", {{"limit", "1"}}).body["rank"], 0);
    EXPECT_EQ(kit.as("").view("board", {{"limit", "1"}}).body["rank"], 0);
    EXPECT_EQ(kit.view("board", {{"limit", "101"}}).status, FG_FAULT);
    EXPECT_EQ(kit.as("dan").act("score", {{"score", 0}}).status, FG_FAULT);
}

TEST_F(LedgerTest, WhatIsOnlyThereInViewsIsABugInAnAction) {
    for (const char* what : {"ledger", "top", "rank"}) {
        const auto peeked = kit.act("peek", {{"what", what}});
        EXPECT_EQ(peeked.status, FG_FAULT) << what;
        EXPECT_THAT(peeked.detail, HasSubstr("was misused")) << what;
    }
    EXPECT_THAT(kit.warnings(),
                ElementsAre("peek: ledger.entries is only there in views", "peek: boards.top is only there in views",
                            "peek: boards.rank is only there in views"));
}

TEST_F(LedgerTest, ServicesThatFailMakeTheCallUnavailable) {
    EXPECT_EQ(kit.fail("fg.ledger/1").view("statement", {{"limit", 1}}).status, FG_UNAVAILABLE);
    EXPECT_EQ(kit.fail("fg.boards/1").act("score", {{"score", 1}}).status, FG_UNAVAILABLE);
    EXPECT_EQ(kit.heal().act("score", {{"score", 1}}).body, 1);
}

TEST_F(LedgerTest, ALocalDayBeginsWhenItsClocksSayMidnight) {
    kit.utc_offset(1h).at(20260301).change_offset(20260329, 2h, 2h).change_offset(20261025, 3h, 1h);
    const auto start = [&](int day) { return kit.view("day", {{"day", std::to_string(day)}}).body; };
    const auto hours_of = [&](std::int32_t day, std::int32_t next) {
        const auto begin = kit.at(day, 0h).now();
        return (kit.at(next, 0h).now() - begin) / 3'600'000;
    };
    EXPECT_EQ(start(20260301), "2026-03-01T00:00:00+01:00");
    EXPECT_EQ(hours_of(20260328, 20260329), 24);
    EXPECT_EQ(hours_of(20260329, 20260330), 23);
    EXPECT_EQ(hours_of(20261025, 20261026), 25);
    EXPECT_EQ(kit.at(20260329, 2h + 30min).now(), kit.at(20260329, 3h).now()) << "02:30 is skipped";
    EXPECT_EQ(kit.day(), 20260329);
    EXPECT_EQ(start(20260701), "2026-07-01T00:00:00+02:00") << "in summer, while it is summer";
}

TEST_F(LedgerTest, ADayWithoutAMidnightBeginsWithItsFirstMoment) {
    kit.utc_offset(-4h).at(20260905).change_offset(20260906, 0h, -3h);
    EXPECT_EQ(kit.at(20260906, 12h).view("day", {{"day", "20260906"}}).body, "2026-09-06T01:00:00-03:00");
}

TEST_F(LedgerTest, ADayThatDoesNotExistIsABug) {
    EXPECT_TRUE(kit.view("day", {{"day", "20280229"}}).ok());
    for (const char* day : {"20260229", "20260431", "20261301", "20260100", "0", "-20260101"})
        EXPECT_THAT(kit.view("day", {{"day", day}}).detail, HasSubstr("day_start: there is no day")) << day;
}

}  // namespace
