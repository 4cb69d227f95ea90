// Balances that expire, the ledger, and boards: as a call sees them, and as they are stored.
#include <gmock/gmock.h>

#include "engine/testing/desk.hpp"

namespace fairground::engine {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;
using testing::ElementsAre;

class LedgerTest : public Desk {
protected:
    std::int64_t balance(const std::string& name) {
        std::int64_t balance = -1;
        see(name, [&](UnitOfWork& unit) { balance = unit.balance("points"); });
        return balance;
    }
    json lots(const std::string& name) {
        json lots;
        see(name, [&](UnitOfWork& unit) { lots = json::parse(unit.lots("points")).at("lots"); });
        return lots;
    }
    json page(const std::string& name, const std::string& cursor = "", std::uint32_t limit = 200) {
        json page;
        see(name, [&](UnitOfWork& unit) { page = json::parse(unit.ledger_entries("points", cursor, limit)); });
        return page;
    }
    // "7 earned, -2 paid": oldest first.
    std::string story(const std::string& name) {
        std::string story;
        const json entries = page(name).at("entries");
        for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
            if (!story.empty()) story += ", ";
            story += std::to_string((*entry)["amount"].get<int>()) + " " + (*entry)["reason"].get<std::string>();
        }
        return story;
    }
    json board(const std::string& name, std::uint32_t limit = 100) {
        json top;
        see("", [&](UnitOfWork& unit) { top = json::parse(unit.board_top(name, limit)).at("places"); });
        return top;
    }
    std::int64_t rank(const std::string& name) {
        std::int64_t rank = -1;
        see(name, [&](UnitOfWork& unit) { rank = unit.board_rank("march"); });
        return rank;
    }
    void score(const std::string& name, std::int64_t score) {
        change(name, [&](UnitOfWork& unit) { unit.board_set("march", score); });
        now_ += 1s;
    }
};

TEST_F(LedgerTest, WhatHasExpiredIsNotInTheBalance) {
    change("ann", [&](UnitOfWork& unit) {
        unit.credit("points", 10, "earned");
        unit.credit_until("points", 5, "gift", at(1h));
        EXPECT_EQ(unit.balance("points"), 15);
    });
    EXPECT_EQ(balance("ann"), 15);
    EXPECT_EQ(lots("ann"), json::array({{{"expires_at", at(1h)}, {"left", 5}}}));
    now_ += 1h;
    EXPECT_EQ(balance("ann"), 10);
    EXPECT_EQ(lots("ann"), json::array());
    EXPECT_EQ(story("ann"), "10 earned, 5 gift") << "a view changes nothing";
    expect_ledger_adds_up();
}

TEST_F(LedgerTest, TheNextPostingTakesOffWhatHasExpiredEachLotWithAnEntryOfItsMoment) {
    change("ann", [&](UnitOfWork& unit) {
        unit.credit_until("points", 5, "gift", at(2h));
        unit.credit_until("points", 3, "gift", at(1h));
        unit.credit_until("points", 4, "gift", at(9h));
    });
    const auto first = at(1h);
    now_ += 3h;
    change("ann", [&](UnitOfWork& unit) { unit.credit("points", 1, "earned"); });
    EXPECT_EQ(story("ann"), "5 gift, 3 gift, 4 gift, -3 expired, -5 expired, 1 earned");
    const json expired = page("ann").at("entries").at(2);
    EXPECT_EQ(expired["balance"], 9);
    EXPECT_EQ(expired["at"], first);
    EXPECT_FALSE(expired.contains("expires_at"));
    EXPECT_EQ(page("ann")["entries"][0]["balance"], 5);
    EXPECT_EQ(balance("ann"), 5);
    expect_ledger_adds_up();
}

TEST_F(LedgerTest, WhatExpiresFirstIsSpentFirst) {
    change("ann", [&](UnitOfWork& unit) {
        unit.credit("points", 10, "earned");
        unit.credit_until("points", 5, "gift", at(2h));
        unit.credit_until("points", 3, "gift", at(1h));
    });
    change("ann", [&](UnitOfWork& unit) { unit.debit("points", 4, "paid"); });
    EXPECT_EQ(lots("ann"), json::array({{{"expires_at", at(2h)}, {"left", 4}}}));
    change("ann", [&](UnitOfWork& unit) { unit.debit("points", 5, "paid"); });
    EXPECT_EQ(lots("ann"), json::array());
    now_ += 3h;
    EXPECT_EQ(balance("ann"), 9) << "nothing was left to expire";
    expect_ledger_adds_up();
}

TEST_F(LedgerTest, CreditsThatExpireTogetherAreOneLot) {
    change("ann", [&](UnitOfWork& unit) { unit.credit_until("points", 5, "gift", at(1h)); });
    change("ann", [&](UnitOfWork& unit) { unit.credit_until("points", 3, "gift", at(1h)); });
    EXPECT_EQ(lots("ann"), json::array({{{"expires_at", at(1h)}, {"left", 8}}}));
    now_ += 1h;
    change("ann", [&](UnitOfWork& unit) { unit.credit("points", 1, "earned"); });
    EXPECT_EQ(story("ann"), "5 gift, 3 gift, -8 expired, 1 earned");
    expect_ledger_adds_up();
}

TEST_F(LedgerTest, WhatHasExpiredCannotBeSpent) {
    change("ann", [&](UnitOfWork& unit) { unit.credit_until("points", 5, "gift", at(1h)); });
    now_ += 1h;
    change("ann", [&](UnitOfWork& unit) {
        EXPECT_THROW(unit.debit("points", 1, "paid"), plugin::ServiceRefused);
        unit.credit("spins", 1, "consolation");
    });
    EXPECT_EQ(balance("ann"), 0);
    expect_ledger_adds_up();
}

TEST_F(LedgerTest, ACreditMustExpireAfterNow) {
    change("ann", [&](UnitOfWork& unit) {
        EXPECT_THROW(unit.credit_until("points", 5, "gift", at(0h)), plugin::ServiceMisused);
        EXPECT_THROW(unit.credit_until("points", 5, "gift", at(-1h)), plugin::ServiceMisused);
        unit.credit_until("points", 5, "gift", at(1ms));
        EXPECT_THROW(unit.credit("points", INT64_MAX, "much"), plugin::ServiceMisused);
    });
    EXPECT_EQ(balance("ann"), 5);
}

TEST_F(LedgerTest, LotsAreShownTwoHundredAtMost) {
    change("ann", [&](UnitOfWork& unit) {
        for (int i = 1; i <= 201; ++i) unit.credit_until("points", 1, "gift", at(i * 1h));
    });
    EXPECT_EQ(lots("ann").size(), 200u);
    EXPECT_EQ(balance("ann"), 201);
}

TEST_F(LedgerTest, ThePlayersOfABatchKeepTheirOwnLots) {
    change_together({{"ann", [&](UnitOfWork& unit) { unit.credit_until("points", 5, "gift", at(1h)); }},
                     {"bob", [&](UnitOfWork& unit) { unit.credit_until("points", 7, "gift", at(1h)); }}});
    now_ += 1h;
    change_together({{"bob", [&](UnitOfWork& unit) { unit.credit("points", 1, "earned"); }},
                     {"ann", [&](UnitOfWork& unit) { unit.credit("points", 2, "earned"); }}});
    EXPECT_EQ(story("ann"), "5 gift, -5 expired, 2 earned");
    EXPECT_EQ(story("bob"), "7 gift, -7 expired, 1 earned");
    expect_ledger_adds_up();
}

TEST_F(LedgerTest, APageTellsWhereAnEntryComesFromAndWhenItExpires) {
    change("ann", [&](UnitOfWork& unit) { unit.credit_until("points", 5, "gift", at(1h)); });
    EXPECT_EQ(page("ann"), json({{"entries", json::array({{{"id", "1"},
                                                           {"at", at(0h)},
                                                           {"amount", 5},
                                                           {"balance", 5},
                                                           {"reason", "gift"},
                                                           {"campaign", "probe"},
                                                           {"action", "do"},
                                                           {"expires_at", at(1h)}}})}}));
}

TEST_F(LedgerTest, PagesDoNotShiftWhenNewEntriesCome) {
    for (int i = 1; i <= 5; ++i) change("ann", [&](UnitOfWork& unit) { unit.credit("points", i, "earned"); });
    const auto amounts = [](const json& page) {
        std::vector<int> all;
        for (const auto& entry : page.at("entries")) all.push_back(entry.at("amount"));
        return all;
    };
    const json first = page("ann", "", 2);
    EXPECT_THAT(amounts(first), ElementsAre(5, 4));
    change("ann", [&](UnitOfWork& unit) { unit.credit("points", 6, "earned"); });
    const json second = page("ann", first.at("next"), 2);
    EXPECT_THAT(amounts(second), ElementsAre(3, 2));
    const json last = page("ann", second.at("next"), 2);
    EXPECT_THAT(amounts(last), ElementsAre(1));
    EXPECT_FALSE(last.contains("next"));
    EXPECT_FALSE(page("ann", second.at("next"), 1).contains("next")) << "a page that is just full is the last too";
}

TEST_F(LedgerTest, AForeignCursorIsRefused) {
    for (const std::string cursor : {"x", "e", "e0", "e-1", "e1x", "1", "20260301-1"})
        EXPECT_THROW(page("ann", cursor), plugin::ServiceMisused) << cursor;
}

TEST_F(LedgerTest, WhoNeverActedHasNothing) {
    EXPECT_EQ(balance("nobody"), 0);
    EXPECT_EQ(lots("nobody"), json::array());
    EXPECT_EQ(page("nobody"), json({{"entries", json::array()}}));
    EXPECT_EQ(rank("nobody"), 0);
    see("nobody", [](UnitOfWork& unit) { EXPECT_EQ(unit.board_score("march"), 0); });
}

TEST_F(LedgerTest, ViewsMayNotChangeAndActionsMayNotLookAtOthers) {
    see("ann", [&](UnitOfWork& unit) {
        EXPECT_THROW(unit.credit_until("points", 5, "gift", at(1h)), plugin::ServiceMisused);
        EXPECT_THROW(unit.board_set("march", 1), plugin::ServiceMisused);
    });
    change("ann", [&](UnitOfWork& unit) {
        EXPECT_THROW(unit.ledger_entries("points", "", 1), plugin::ServiceMisused);
        EXPECT_THROW(unit.board_top("march", 1), plugin::ServiceMisused);
        EXPECT_THROW(unit.board_rank("march"), plugin::ServiceMisused);
        unit.credit("points", 1, "earned");
    });
}

TEST_F(LedgerTest, ABoardStandsBestFirstAndWhoWasFirstStandsFirst) {
    score("ann", 5);
    score("bob", 9);
    score("cid", 5);
    score("ann", 5);
    EXPECT_EQ(board("march"), json::array({{{"player", "bob"}, {"score", 9}},
                                           {{"player", "ann"}, {"score", 5}},
                                           {{"player", "cid"}, {"score", 5}}}));
    EXPECT_EQ(board("march", 1).size(), 1u);
    EXPECT_EQ(board("april"), json::array());
    EXPECT_EQ(rank("ann"), 2);
    EXPECT_EQ(rank("cid"), 3);
    score("ann", 4);
    EXPECT_EQ(rank("ann"), 3);
}

TEST_F(LedgerTest, TheSameScoreAgainInOneBatchKeepsItsPlaceToo) {
    const auto set = [this](UnitOfWork& unit) {
        unit.board_set("march", 5);
        now_ += 1s;
    };
    change_together({{"ann", set}, {"bob", set}, {"ann", set}});
    EXPECT_EQ(rank("ann"), 1);
    EXPECT_EQ(rank("bob"), 2);
}

TEST_F(LedgerTest, AScoreIsReadAsStoredAndAsJustSet) {
    score("ann", 5);
    change_together({{"ann",
                      [&](UnitOfWork& unit) {
                          EXPECT_EQ(unit.board_score("march"), 5);
                          EXPECT_EQ(unit.board_score("april"), 0);
                          unit.board_set("march", unit.board_score("march") + 2);
                          EXPECT_EQ(unit.board_score("march"), 7);
                      }},
                     {"bob", [&](UnitOfWork& unit) {
                          EXPECT_EQ(unit.board_score("march"), 0);
                          unit.board_set("may", 3);
                          EXPECT_EQ(unit.board_score("may"), 3);
                      }}});
    see("ann", [](UnitOfWork& unit) { EXPECT_EQ(unit.board_score("march"), 7); });
    see("bob", [](UnitOfWork& unit) { EXPECT_EQ(unit.board_score("may"), 3); });
}

TEST_F(LedgerTest, AScoreSetBeforeTheOthersAreLoadedStays) {
    score("ann", 5);
    score("bob", 6);
    change_together(
        {{"ann", [](UnitOfWork& unit) { unit.board_set("march", 8); }},
         {"bob", [](UnitOfWork& unit) { EXPECT_EQ(unit.board_score("march"), 6), unit.credit("points", 1, "r"); }}});
    see("ann", [](UnitOfWork& unit) { EXPECT_EQ(unit.board_score("march"), 8); });
}

}  // namespace
}  // namespace fairground::engine
