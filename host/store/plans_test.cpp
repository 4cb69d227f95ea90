// The statements of the hot path must find their rows by an index, however the tables grow. MariaDB only.
#include "store/effects.hpp"
#include "store/loading.hpp"
#include "store/store_fixture.hpp"

namespace fairground::store {
namespace {

class PlansTest : public testing::Test {
protected:
    static void SetUpTestSuite() {
        test::TempDir unused;
        Store::open(options_for(Kind::mariadb, unused))->migrate();
        sql_ = test::Sql::mariadb(mariadb_server().socket(), "root", "fairground");
        sql_->execute("SET SESSION in_predicate_conversion_threshold = 0");  // as the store's sessions do
        fill("player", "seq, IF(seq % 2, 'shop', 'other'), CONCAT('p', seq), 1");
        fill("account", "seq, 'points', 1, IF(seq % 2, 5000, NULL)");
        fill("lot", "seq, 'points', 5000, 1");
        fill("board", "seq % 3, 'march', seq, seq % 100, seq");
        fill("record", "seq, 1, 'spin', 20260301, 1, 1, '{}', ''");
        fill("player_value", "seq, 1, 'pity', 1, '{}'");
        fill("player_state", "seq, 1, 'prize', 'claimed'");
        fill("request", "seq, 1, CONCAT('k', seq), 'f', '{}', 1, 1, seq");
        fill("stock", "seq % 50, CONCAT('i', seq), 0, 1, 0");
        fill("tally", "seq % 50, CONCAT('t', seq), 0");
        fill("coupon", "seq, seq % 50, 'coffee', CONCAT('c', seq), IF(seq % 3, seq, NULL), IF(seq % 3, 1, NULL)");
        fill("entry", "seq % 1000, 'points', seq, 1, 1, 'r', 1, 'a', 1, NULL");
    }

    static void TearDownTestSuite() { sql_.reset(); }

    static void fill(const std::string& table, const std::string& values) {
        sql_->execute("INSERT INTO " + table + " SELECT " + values + " FROM seq_1_to_20000");
        sql_->execute("ANALYZE TABLE " + table);
    }

    // Each statement that reads a table from end to end, with its plan.
    static std::string full_scans(const std::vector<std::string>& statements) {
        constexpr std::size_t table = 2, type = 3, key = 5;
        std::string found;
        for (const auto& statement : statements) {
            for (const auto& row : sql_->query("EXPLAIN " + statement)) {
                const bool ours = !row[table].empty() && row[table][0] != '<';  // "<derived2>": the keys asked for
                if (ours && (row[type] == "ALL" || row[type] == "index")) {
                    found += row[table] + " " + row[type] + " " + row[key] + ": " + head_of(statement) + "\n";
                }
            }
        }
        return found;
    }

    static inline std::unique_ptr<test::Sql> sql_;
};

std::vector<std::string> texts_of(const Script& script) {
    std::vector<std::string> texts;
    for (const auto& statement : script.statements()) texts.push_back(statement.text);
    return texts;
}

TEST_F(PlansTest, LoadingABatchScansNoTable) {
    Needs needs;
    needs.campaign = 1;
    needs.day = 20260301;
    needs.currencies = {"points", "spins"};
    needs.values = {"pity"};
    needs.machines = {"prize"};
    needs.record_counts = {{"spin", 20260301, 20260301}, {"spin", 0, 99991231}};
    needs.stock = {"i1", "i51"};
    needs.tallies = {"t1"};
    needs.boards = {"march"};
    needs.coupons = {{"coffee", 3}};
    Loaded loaded;
    for (const std::int64_t players : {1, 30, 1200}) {
        needs.players.clear();
        needs.requests.clear();
        for (std::int64_t i = 1; i <= players; ++i) {
            needs.players.push_back(i * 7);
            needs.requests.push_back({i * 7, "k" + std::to_string(i * 7)});
        }
        for (const Locking locking : {Locking::none, Locking::all}) {
            Script script;
            add_load(script, Dialect::mariadb, needs, locking, loaded);
            EXPECT_EQ(full_scans(texts_of(script)), "") << players << " players";
        }
    }
}

TEST_F(PlansTest, TheOtherHotStatementsScanNoTable) {
    std::string names = "'p1'";
    for (int i = 3; i < 2400; i += 2) names += ",'p" + std::to_string(i) + "'";
    EXPECT_EQ(
        full_scans({
            "SELECT id, external_id, version FROM player FORCE INDEX (player_external) WHERE tenant = 'shop' AND "
            "external_id IN (" +
                names + ") FOR UPDATE",
            "SELECT id, external_id, version FROM player FORCE INDEX (PRIMARY) WHERE id IN (3,6,9) AND tenant = 'shop' "
            "FOR UPDATE",
            "SELECT id, version FROM player WHERE tenant = 'shop' AND external_id = 'p7'",
            "SELECT COUNT(*) FROM coupon WHERE campaign_id = 1 AND pool = 'coffee' AND player_id IS NULL",
            "UPDATE coupon SET player_id = 1 WHERE id IN (3,6,9) AND player_id IS NULL",
            "DELETE FROM request WHERE at_ms < 100 ORDER BY at_ms LIMIT 10",
            "SELECT * FROM record WHERE player_id = 1 AND campaign_id = 1 AND kind = 'spin' AND (day < 20260301 OR "
            "(day = 20260301 AND seq < 5)) ORDER BY day DESC, seq DESC LIMIT 20",
            "SELECT * FROM entry WHERE player_id = 1 AND currency = 'points' AND seq < 500 ORDER BY seq DESC LIMIT 20",
            "SELECT a.currency, a.balance - COALESCE(SUM(l.left_amount), 0), a.next_expiry_ms FROM account AS a "
            "LEFT JOIN lot AS l ON a.next_expiry_ms <= 9 AND l.player_id = a.player_id AND l.currency = a.currency "
            "AND l.expires_ms <= 9 WHERE a.player_id = 1 GROUP BY a.currency, a.balance, a.next_expiry_ms",
            "DELETE FROM lot WHERE player_id IN (1,2,3) AND left_amount = 0",
            "SELECT 1 FROM board FORCE INDEX (board_best) WHERE campaign_id = 1 AND board = 'march' AND score >= 7 AND "
            "(score > 7 OR (at_ms < 5 OR (at_ms = 5 AND player_id < 5))) LIMIT 10000",
        }),
        "");
}

TEST_F(PlansTest, ABoardIsReadBestFirstWithoutSorting) {
    constexpr std::size_t key = 5, extra = 9;
    const auto plan = sql_->query(
        "EXPLAIN SELECT STRAIGHT_JOIN p.external_id, b.score FROM board AS b JOIN player AS p ON p.id = b.player_id "
        "WHERE b.campaign_id = 1 AND b.board = 'march' ORDER BY b.score DESC, b.at_ms, b.player_id LIMIT 100");
    EXPECT_EQ(plan.at(0).at(key), "board_best");
    EXPECT_EQ(plan.at(0).at(extra).find("filesort"), std::string::npos) << plan.at(0).at(extra);
    EXPECT_EQ(plan.at(1).at(key), "PRIMARY");
}

TEST_F(PlansTest, AMissingIndexWouldBeSeen) {
    EXPECT_NE(full_scans({"SELECT id FROM player WHERE version = 5"}), "");
}

}  // namespace
}  // namespace fairground::store
