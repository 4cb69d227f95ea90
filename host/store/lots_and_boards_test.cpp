// Parts of balances that expire, and boards.
#include <gmock/gmock.h>

#include "store/store_fixture.hpp"

namespace fairground::store {
namespace {

class LotsTest : public StoreTest {
protected:
    // Writes ann's account of 30, of which these expire.
    PlayerRow set_lots(const std::vector<std::pair<std::int64_t, std::int64_t>>& lots,
                       std::optional<std::int64_t> next_expiry) {
        return change("ann", [&](const PlayerRow& p, Effects& effects) {
            effects.accounts.push_back({p.id, "points", 30, next_expiry});
            for (const auto& [expires, left] : lots) effects.lots.push_back({p.id, "points", expires, left});
        });
    }
    Loaded load(const PlayerRow& player) {
        Needs needs;
        needs.players = {player.id};
        needs.currencies = {"points", "spins"};
        return store_->reader()->load(needs);
    }
};
FAIRGROUND_ON_BOTH_DATABASES(LotsTest);

TEST_P(LotsTest, AreLoadedWithTheirAccount) {
    const PlayerRow ann = set_lots({{2000, 5}, {1000, 7}}, 1000);
    const Loaded loaded = load(ann);
    ASSERT_EQ(loaded.accounts.size(), 1u);
    EXPECT_EQ(loaded.accounts[0].balance, 30);
    EXPECT_EQ(loaded.accounts[0].next_expiry, 1000);
    ASSERT_EQ(loaded.lots.size(), 2u);
    EXPECT_EQ(loaded.lots[0].expires + loaded.lots[1].expires, 3000);
    EXPECT_EQ(loaded.lots[0].left + loaded.lots[1].left, 12);
}

TEST_P(LotsTest, NobodyLooksForThemWhereTheAccountHasNone) {
    const PlayerRow ann = set_lots({{1000, 7}}, std::nullopt);
    EXPECT_TRUE(load(ann).lots.empty());
}

TEST_P(LotsTest, ChangeAndGoWhenTheyAreEmpty) {
    set_lots({{1000, 7}, {2000, 5}, {3000, 1}}, 1000);
    const PlayerRow ann = set_lots({{1000, 0}, {2000, 4}}, 2000);
    EXPECT_EQ(sql().number("SELECT COUNT(*) FROM lot"), 2);
    EXPECT_EQ(sql().number("SELECT left_amount FROM lot WHERE expires_ms = 2000"), 4);
    EXPECT_EQ(load(ann).accounts.at(0).next_expiry, 2000);
    set_lots({{2000, 0}, {3000, 0}}, std::nullopt);
    EXPECT_EQ(sql().number("SELECT COUNT(*) FROM lot"), 0);
}

TEST_P(LotsTest, BalancesAreToldWithoutWhatHasExpired) {
    const PlayerRow ann = set_lots({{1000, 7}, {2000, 5}}, 1000);
    change("ann", [](const PlayerRow& p, Effects& effects) { effects.accounts.push_back({p.id, "spins", 4}); });
    const auto reader = store_->reader();
    const auto balances = [&](std::int64_t at) {
        std::vector<std::int64_t> all;
        for (const auto& row : reader->accounts(ann.id, at)) all.push_back(row.balance);
        return all;
    };
    EXPECT_THAT(balances(999), testing::ElementsAre(30, 4));
    EXPECT_THAT(balances(1000), testing::ElementsAre(23, 4));
    EXPECT_THAT(balances(2000), testing::ElementsAre(18, 4));
}

TEST_P(LotsTest, AnEntryKnowsWhenItsCreditExpires) {
    const PlayerRow ann = change("ann", [](const PlayerRow& p, Effects& effects) {
        effects.accounts.push_back({p.id, "points", 7, 1000});
        effects.lots.push_back({p.id, "points", 1000, 5});
        effects.entries.push_back({p.id, "points", 1, 5, 5, "r", 1, "a", 1, 1000});
        effects.entries.push_back({p.id, "points", 2, 2, 7, "r", 1, "a", 1});
    });
    const auto entries = store_->reader()->entries(ann.id, "points", 0, 9);
    ASSERT_EQ(entries.size(), 2u);
    EXPECT_EQ(entries[0].expires, std::nullopt);
    EXPECT_EQ(entries[1].expires, 1000);
}

class BoardTest : public StoreTest {
protected:
    void score(const std::string& name, std::int64_t score, std::int64_t at, const std::string& board = "march") {
        ids_[name] = change(name, [&](const PlayerRow& p, Effects& effects) {
                         effects.boards.push_back({p.id, board, score, at});
                     }).id;
    }
    std::vector<std::string> top(std::uint32_t limit) {
        std::vector<std::string> names;
        for (const auto& place : store_->reader()->board_top(1, "march", limit)) names.push_back(place.player);
        return names;
    }
    std::int64_t rank(const std::string& name) { return store_->reader()->board_rank(1, "march", ids_.at(name)); }

    std::map<std::string, std::int64_t> ids_;
};
FAIRGROUND_ON_BOTH_DATABASES(BoardTest);

TEST_P(BoardTest, WhoReachedAScoreFirstStandsFirst) {
    score("ann", 5, 300);
    score("bob", 5, 200);
    score("cid", 9, 400);
    score("dan", 5, 300);
    score("eve", 99, 1, "april");
    EXPECT_THAT(top(9), testing::ElementsAre("cid", "bob", "ann", "dan"));
    EXPECT_THAT(top(2), testing::ElementsAre("cid", "bob"));
    EXPECT_EQ(store_->reader()->board_top(1, "march", 1).at(0).score, 9);
    EXPECT_EQ(rank("cid"), 1);
    EXPECT_EQ(rank("bob"), 2);
    EXPECT_EQ(rank("ann"), 3);
    EXPECT_EQ(rank("dan"), 4);
    EXPECT_EQ(rank("eve"), 0);
    EXPECT_TRUE(store_->reader()->board_top(2, "march", 9).empty());
}

TEST_P(BoardTest, TheSameScoreAgainKeepsItsPlaceAndAnotherTakesANewOne) {
    score("ann", 5, 100);
    score("bob", 5, 200);
    score("ann", 5, 300);
    EXPECT_THAT(top(9), testing::ElementsAre("ann", "bob"));
    score("ann", 6, 400);
    score("ann", 5, 500);
    EXPECT_THAT(top(9), testing::ElementsAre("bob", "ann"));
}

TEST_P(BoardTest, ScoresAreLoadedForManyPlayers) {
    score("ann", 5, 100);
    score("bob", 7, 200);
    Needs needs;
    needs.campaign = 1;
    needs.players = {ids_["ann"], ids_["bob"], 99};
    needs.boards = {"march", "april"};
    const auto boards = store_->reader()->load(needs).boards;
    ASSERT_EQ(boards.size(), 2u);
    EXPECT_EQ(boards[0].score + boards[1].score, 12);
}

TEST_P(BoardTest, NobodyBehindTheFirstTenThousandHasARank) {
    score("last", 1, 100);
    sql().execute(GetParam() == Kind::mariadb
                      ? "INSERT INTO board SELECT 1, 'march', 1000 + seq, 2, seq FROM seq_1_to_9999"
                      : "WITH RECURSIVE seq (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM seq WHERE n < 9999) "
                        "INSERT INTO board SELECT 1, 'march', 1000 + n, 2, n FROM seq");
    EXPECT_EQ(rank("last"), 10'000);
    score("one-more", 2, 20'000);
    EXPECT_EQ(rank("last"), 0);
    EXPECT_EQ(rank("one-more"), 10'000);
}

TEST_P(BoardTest, CampaignsAreNamedByTheirIds) {
    const auto published = store_->publish(draft());
    const auto names = store_->reader()->campaign_names(std::vector<std::int64_t>{published.campaign, 99});
    EXPECT_EQ(names, (std::map<std::int64_t, std::string>{{published.campaign, "wheel"}}));
    EXPECT_TRUE(store_->reader()->campaign_names({}).empty());
}

}  // namespace
}  // namespace fairground::store
