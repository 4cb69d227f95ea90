// The statements of the hot path must find their rows by an index, however the tables grow. MariaDB only.
#include "store/plans.hpp"

#include <regex>

#include <gmock/gmock.h>

#include "store/mariadb/backend_fixture.hpp"
#include "store/statements.hpp"

namespace fairground::store {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;

class PlansTest : public testing::Test {
protected:
    static void SetUpTestSuite() {
        test::TempDir unused;
        Store::open(options_for(Kind::mariadb, unused))->migrate();
        sql_ = test::Sql::mariadb(mariadb_server().socket(), "root", "fairground");
        backend_ = backend_for_tests(2s);
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
        fill("event",
             "seq, seq % 50, seq, 1, IF(seq % 3, 'prize.won', 'level.up'), '{}', 1, IF(seq % 2, 'shop', NULL), "
             "IF(seq % 2, seq, NULL)");
        fill("audit (at_ms, admin, role, address, action, target, campaign, tenant, outcome, trace)",
             "seq, CONCAT('a', seq % 50), 'owner', '', 'x', 'y', CONCAT('c', seq % 50), IF(seq % 2, 'shop', 'other'), "
             "'done', ''");
        fill("admin_session", "CONCAT('s', seq), seq, '', 1, 1, seq");
        fill("entry", "seq % 1000, 'points', seq, 1, 1, 'r', 1, 'a', 1, NULL");
    }

    static void TearDownTestSuite() {
        sql_.reset();
        backend_.reset();
    }

    static void fill(const std::string& table, const std::string& values) {
        sql_->execute("INSERT INTO " + table + " SELECT " + values + " FROM seq_1_to_20000");
        sql_->execute("ANALYZE TABLE " + table.substr(0, table.find(' ')));
    }

    // What the store itself says of these statements.
    static std::vector<std::string> problems(const std::vector<std::string>& statements) {
        return plan_problems(*backend_->lease("a test"), statements);
    }

    // A statement without its values.
    static std::string shape_of(const std::string& statement) {
        std::string shape = std::regex_replace(statement, std::regex("'([^']|'')*'"), "?");
        shape = std::regex_replace(shape, std::regex("-?\\b[0-9]+\\b"), "?");
        shape = std::regex_replace(shape, std::regex("\\(\\?(,\\?)*\\)"), "(?)");
        return std::regex_replace(shape, std::regex("\\(\\?\\)(,\\(\\?\\))+"), "(?)");
    }

    // In the words of the server's own log; a packet may hold several.
    static std::vector<std::string> sent_by_a_busy_store() {
        sql_->execute("SET GLOBAL log_output = 'TABLE', general_log = ON");
        keep_busy();
        sql_->execute("SET GLOBAL general_log = OFF");
        std::vector<std::string> statements;
        for (const auto& row : sql_->query("SELECT CONVERT(argument USING utf8mb4) FROM mysql.general_log")) {
            for (std::size_t begin = 0, end = 0; end != std::string::npos; begin = end + 2) {
                end = row[0].find(";\n", begin);
                const std::string statement = row[0].substr(begin, end - begin);
                for (const char* kind : {"SELECT ", "UPDATE ", "DELETE "})
                    if (statement.starts_with(kind)) statements.push_back(statement);
            }
        }
        return statements;
    }

    static void keep_admins_busy(Store& store) {
        const auto admins = store.admins();
        const AuditRow line{.admin = "ann", .campaign = "busy", .tenant = "shop"};
        admins->add({.name = "ann", .role = "owner"}, line);
        const auto ann = admins->find("ann")->id;
        admins->all();
        admins->propose_totp(ann, "sealed");
        admins->confirm_totp(ann, 1, line);
        admins->use_totp(ann, 2);
        admins->note_failure(ann);
        admins->open_session({.hash = "s", .admin = ann}, line);
        admins->session("s");
        admins->touch_session("s", 1);
        admins->set_password(ann, "hash", "s", line);
        admins->end_session("s", line);
        admins->purge_sessions(1);
        admins->reset_totp("ann", line);
        admins->disable("ann", 1, line);
        store.pause("busy", true, line);
        const auto audit = store.audit();
        for (const auto& campaign : {std::optional<std::string>("busy"), {}})
            for (const auto& admin : {std::optional<std::string>("ann"), {}})
                for (const auto& tenant : {std::optional<std::string>("shop"), {}})
                    audit->page({.campaign = campaign, .admin = admin, .tenant = tenant});
        audit->since(0, {}, 10);
        audit->since(0, "shop", 10);
    }

    static void keep_busy() {
        Options options;
        options.url = mariadb_server().url();
        const auto store = Store::open(options);
        const auto campaign = store->publish({"busy", "shop", "lucky-wheel", "1", "{}", {{"phone", 10}}}).campaign;
        store->import_coupons("busy", "coffee", std::vector<std::string>{"one", "two"});
        store->switches();
        const auto writer = store->writer();
        writer->begin({"shop", {"busy-ann", "busy-bob"}, {}});
        writer->rollback();
        writer->begin({"shop", {"busy-ann", "busy-bob"}, {}});
        writer->commit(Effects{});
        Needs needs{.campaign = campaign,
                    .day = 20260301,
                    .players = {},
                    .currencies = {"points"},
                    .values = {"pity"},
                    .machines = {"prize"},
                    .record_counts = {{"spin", 0, 99991231}},
                    .stock = {"phone"},
                    .tallies = {"spent"},
                    .boards = {"march"},
                    .coupons = {{"coffee", 1}},
                    .requests = {{0, "k"}}};
        const auto opened = writer->begin({"shop", {"busy-ann"}, {needs}});
        const auto& loaded = opened.loaded.at(0);
        const auto player = opened.players.at(0);
        needs.players = {player.id};
        needs.requests = {{player.id, "k"}};
        writer->load(needs);
        writer->records(player.id, campaign, "spin", 0, 0, 5);
        Effects effects;
        effects.campaign = campaign;
        effects.players = {{player.id, 1}};
        effects.lots = {{player.id, "points", 1, 0}};
        effects.boards = {{player.id, "march", 1, 1}};
        effects.coupons = {{loaded.coupons.at(0).id, player.id, 1}};
        writer->commit(effects);
        const auto reader = store->reader();
        reader->player("shop", "busy-ann");
        reader->load(needs);
        reader->players("shop", std::vector<std::string>{"busy-ann", "busy-bob"});
        reader->coupons_left(campaign, "coffee");
        reader->accounts(player.id, 1);
        reader->entries(player.id, "points", 0, 5);
        reader->campaign_names(std::vector<std::int64_t>{campaign});
        reader->board_top(campaign, "march", 5);
        reader->board_rank(campaign, "march", player.id);
        const auto tokens = store->tokens();
        tokens->add({.hash = "h", .partner = "p", .tenant = "shop"});
        tokens->all();
        tokens->revoke(1, 1);
        const auto feed = store->feed();
        feed->give_places(1);
        feed->events("shop", "", 0, 10);
        feed->events("shop", "prize.won", 0, 10);
        tokens->find("h");
        keep_admins_busy(*store);
        const auto jobs = store->jobs();
        const JobRun run{.campaign = campaign, .job = "tidy", .day = 20260301};
        jobs->begin(run);
        jobs->advance(run, run);
        jobs->runs(campaign, "tidy", 5);
        jobs->players(campaign, 0, 5);
        jobs->first_published(campaign);
        jobs->take_lease("busy", "here", 1s);
        jobs->release_lease("busy", "here");
        jobs->lease_holder("busy");
        store->purge_requests(0, 10);
    }

    static inline std::shared_ptr<Backend> backend_;
    static inline std::unique_ptr<test::Sql> sql_;
};

TEST_F(PlansTest, NoStatementThatHostsSendScansATable) {
    for (const std::size_t players : {1, 30, 1200}) {
        EXPECT_THAT(problems(serving_statements({.players = players})), IsEmpty()) << players << " players";
        const Sample known{.players = players, .campaign = 1, .step = 7, .tenant = "shop", .prefix = "p"};
        EXPECT_THAT(problems(serving_statements(known)), IsEmpty()) << players << " players whom it knows";
    }
}

// The list has to know every kind of statement that the store sends: the server tells what it was sent. What ODB words
// (`in such quotes`) is in the list in words of our own.
TEST_F(PlansTest, TheListHoldsEveryStatementThatFindsRows) {
    std::set<std::string> known;
    for (const auto& statement : serving_statements({})) known.insert(shape_of(statement));
    std::set<std::string> sent;
    for (const auto& statement : sent_by_a_busy_store())
        if (statement.find('`') == statement.npos) sent.insert(shape_of(statement));
    EXPECT_GT(sent.size(), 20u);
    const std::set<std::string> scans_on_purpose{"SELECT ?", "SELECT @@global.read_only",
                                                 "SELECT id FROM writer_mark WHERE at_ms < ? LIMIT ?"};
    for (const auto& shape : sent)
        EXPECT_TRUE(known.contains(shape) || scans_on_purpose.contains(shape)) << "not in the list: " << shape;
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
    EXPECT_THAT(problems({"SELECT id FROM player WHERE version = 5"}),
                testing::ElementsAre("table player: read from end to end, as no index serves the statement: SELECT id "
                                     "FROM player WHERE version = 5"));
    EXPECT_THAT(problems({"SELECT id FROM player FORCE INDEX (gone) WHERE version = 5"}),
                testing::ElementsAre(testing::HasSubstr("Key 'gone' doesn't exist in table 'player'")));
}

}  // namespace
}  // namespace fairground::store
