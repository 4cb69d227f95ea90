#include "store/store_fixture.hpp"

namespace fairground::store {
namespace {

class RecountTest : public StoreTest {
protected:
    RecountTest() {
        earn("ann", 5, 5);
        earn("ann", -2, 3);
        change("ann", [](const PlayerRow& p, Effects& effects) {
            effects.records.push_back({p.id, 1, "spin", 20260301, p.version, 1, "{}", ""});
            effects.stock.push_back({"phone", 0, 1, 10});
            effects.requests.push_back({p.id, "k", "f", "{}", p.version, 1});
        });
    }

    // 5 of ann's 8 expire.
    void let_some_expire() {
        change("ann", [](const PlayerRow& p, Effects& effects) {
            effects.accounts.push_back({p.id, "points", 8, 5000});
            effects.lots.push_back({p.id, "points", 5000, 5});
            effects.entries.push_back({p.id, "points", p.version, 5, 8, "spin", 1, "spin", 1000, 5000});
        });
    }

    // The rules broken by this statement.
    std::set<std::string> broken_by(const std::string& statement) {
        sql().execute(statement);
        std::set<std::string> rules;
        for (const auto& finding : store_->recount(100)) rules.insert(finding.rule);
        return rules;
    }
    using Rules = std::set<std::string>;
};
FAIRGROUND_ON_BOTH_DATABASES(RecountTest);

TEST_P(RecountTest, FindsNothingInASoundLedger) {
    EXPECT_TRUE(store_->recount(100).empty());
}

TEST_P(RecountTest, FindsABalanceThatWasPostedTwice) {
    EXPECT_EQ(broken_by("UPDATE account SET balance = balance + 5"), Rules{"balance"});
    const auto finding = store_->recount(100).at(0);
    EXPECT_EQ(finding.detail, "player 1, currency points, balance 8, sum of entries 3");
}

TEST_P(RecountTest, FindsADoubledEntry) {
    EXPECT_TRUE(
        broken_by("INSERT INTO entry SELECT player_id, currency, 3, amount, balance_after, reason, campaign_id, "
                  "action, at_ms, expires_ms FROM entry WHERE seq = 2")
            .contains("balance"));
}

TEST_P(RecountTest, FindsALostAccount) {
    EXPECT_EQ(broken_by("DELETE FROM account"), Rules{"balance"});
}

TEST_P(RecountTest, FindsARunningBalanceThatIsOff) {
    EXPECT_EQ(broken_by("UPDATE entry SET balance_after = 4 WHERE seq = 2"), Rules{"balance"});
}

TEST_P(RecountTest, FindsABalanceBelowZero) {
    EXPECT_EQ(broken_by("UPDATE account SET balance = -1"), Rules{"balance"});
}

TEST_P(RecountTest, FindsNothingInASoundLedgerWithLots) {
    let_some_expire();
    EXPECT_TRUE(store_->recount(100).empty());
}

TEST_P(RecountTest, FindsALotThatIsEmptyOrBelowZero) {
    let_some_expire();
    EXPECT_EQ(broken_by("UPDATE lot SET left_amount = 0"), Rules{"lots"});
    EXPECT_EQ(broken_by("UPDATE lot SET left_amount = -1"), Rules{"lots"});
}

TEST_P(RecountTest, FindsLotsOfMoreThanTheBalance) {
    let_some_expire();
    sql().execute("UPDATE entry SET expires_ms = 4000 WHERE seq = 1");  // so that 4 and 5 are no more than was credited
    EXPECT_EQ(broken_by("INSERT INTO lot SELECT player_id, currency, 4000, 4 FROM lot"), Rules{"lots"});
    EXPECT_EQ(store_->recount(100).at(0).detail, "player 1, currency points, left in lots 9, more than the balance 8");
}

TEST_P(RecountTest, FindsALotOfMoreThanWasCredited) {
    let_some_expire();
    EXPECT_EQ(broken_by("UPDATE lot SET left_amount = 6"), Rules{"lots"});
    EXPECT_EQ(store_->recount(100).at(0).detail, "player 1, currency points, expires at 5000, left 6, of credited 5");
}

TEST_P(RecountTest, FindsLotsThatTheAccountDoesNotKnowOf) {
    let_some_expire();
    EXPECT_EQ(broken_by("UPDATE account SET next_expiry_ms = NULL"), Rules{"lots"});
    EXPECT_EQ(broken_by("UPDATE account SET next_expiry_ms = 6000"), Rules{"lots"});
    EXPECT_EQ(broken_by("UPDATE account SET next_expiry_ms = 5000"), Rules{});
    EXPECT_EQ(broken_by("DELETE FROM lot"), Rules{"lots"});
}

TEST_P(RecountTest, FindsOversoldAndNegativeStock) {
    EXPECT_EQ(broken_by("UPDATE stock SET taken = 11"), Rules{"stock"});
    EXPECT_EQ(broken_by("UPDATE stock SET taken = -1"), Rules{"stock"});
}

TEST_P(RecountTest, FindsADoubledRecord) {
    EXPECT_EQ(broken_by("INSERT INTO record SELECT player_id, campaign_id, kind, day + 1, seq, at_ms, payload, draws "
                        "FROM record"),
              Rules{"records"});
}

TEST_P(RecountTest, FindsARecordBeyondThePlayersVersion) {
    EXPECT_EQ(broken_by("INSERT INTO record SELECT player_id, campaign_id, kind, day, seq + 1, at_ms, payload, draws "
                        "FROM record"),
              Rules{"records"});
}

TEST_P(RecountTest, FindsAnAnswerOfAChangeThatIsNotThere) {
    EXPECT_EQ(broken_by("UPDATE request SET version = 99"), Rules{"request"});
}

TEST_P(RecountTest, FindsACouponOfNobody) {
    EXPECT_EQ(
        broken_by("INSERT INTO coupon (campaign_id, pool, code, player_id, taken_ms) VALUES (1, 'p', 'c', 99, 1)"),
        Rules{"coupon"});
}

TEST_P(RecountTest, StopsAtTheLimit) {
    sql().execute("UPDATE account SET balance = 100");
    sql().execute("UPDATE stock SET taken = 11");
    EXPECT_EQ(store_->recount(1).size(), 1u);
}

}  // namespace
}  // namespace fairground::store
