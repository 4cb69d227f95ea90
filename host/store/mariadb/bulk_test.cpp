// Rows in bulk: the same as from texts, and what goes wrong with one of them.
#include "store/mariadb/bulk.hpp"

#include <gmock/gmock.h>

#include "store/mariadb/backend_fixture.hpp"
#include "store/sql/errors.hpp"

namespace fairground::store {
namespace {

using namespace std::string_view_literals;

class BulkRowsTest : public BackendTest {
protected:
    BulkRowsTest() {
        session_->run_file(
            "CREATE TABLE t (id BIGINT PRIMARY KEY, number BIGINT, name MEDIUMTEXT) DEFAULT CHARSET utf8mb4");
    }

    // So many that they do not go as a text.
    static constexpr std::size_t many = 40;

    void insert(std::int64_t first, std::size_t count, const std::string& name) {
        Script script(Dialect::mariadb);
        MultiRow rows(script, count, "INSERT INTO t (id, number, name) VALUES ");
        for (std::size_t i = 0; i < count; ++i)
            rows.row(first + static_cast<std::int64_t>(i), std::optional<std::int64_t>(), name);
        rows.finish();
        commit(script);
    }
};

TEST_F(BulkRowsTest, AreStoredAsTheyAre) {
    Script script(Dialect::mariadb);
    MultiRow rows(script, many, "INSERT INTO t (id, number, name) VALUES ");
    rows.row(1, -7, "it's \\ 中\n"sv);
    rows.row(2, std::optional<std::int64_t>(), std::string());
    rows.row(3, std::numeric_limits<std::int64_t>::min(), std::optional<std::string>());
    rows.finish();
    ASSERT_EQ(script.statements().size(), 1u);
    EXPECT_EQ(script.statements()[0].text, "INSERT INTO t (id, number, name) VALUES (?,?,?)");
    commit(script);
    EXPECT_EQ(ask("SELECT number FROM t ORDER BY id"), "-7;NULL;-9223372036854775808;");
    EXPECT_EQ(ask("SELECT name FROM t ORDER BY id"), "it's \\ 中\n;;NULL;");
}

TEST_F(BulkRowsTest, TheStatementServesTheNextRowsToo) {
    insert(1, many, "once");
    insert(1001, many + 1, "again");
    EXPECT_EQ(ask("SELECT COUNT(*) FROM t"), std::to_string(2 * many + 1) + ";");
    EXPECT_EQ(status("COM_STMT_PREPARE"), 1);
}

TEST_F(BulkRowsTest, AFewGoWithTheCommit) {
    Script script(Dialect::mariadb);
    MultiRow rows(script, 2, "INSERT INTO t (id, name) VALUES ");
    rows.row(1, "a"sv);
    rows.row(2, "b"sv);
    rows.finish();
    ASSERT_EQ(script.statements().size(), 1u);
    EXPECT_EQ(script.statements()[0].rows.size(), 1u);
}

TEST_F(BulkRowsTest, OnesThatAreTooMuchForAPacketGoInSeveral) {
    insert(1, many, std::string(100'000, 'x'));
    EXPECT_EQ(ask("SELECT SUM(LENGTH(name)) FROM t"), std::to_string(many * 100'000) + ";");
}

TEST_F(BulkRowsTest, OneThatTheServerRefusesUndoesTheTransactionAndIsNamed) {
    insert(5, 1, "here first");
    try {
        insert(1, many, "too late");
        FAIL() << "a key was taken";
    } catch (const Duplicate& refused) {
        EXPECT_THAT(refused.what(), testing::HasSubstr("INSERT INTO t (id, number, name)"));
    }
    EXPECT_EQ(ask("SELECT name FROM t"), "here first;");
    insert(6, many, "the statement is as good as new");
    EXPECT_EQ(ask("SELECT COUNT(*) FROM t"), std::to_string(many + 1) + ";");
}

TEST_F(BulkRowsTest, AConnectionThatIsLostMeanwhileIsRetryable) {
    session_->begin();
    Script change;
    change.add("INSERT INTO t (id) VALUES (1)");
    session_->run(change);
    kill_all_connections();
    Script rows_of_it(Dialect::mariadb);
    MultiRow rows(rows_of_it, many, "INSERT INTO t (id) VALUES ");
    for (std::int64_t i = 2; i < 50; ++i) rows.row(i);
    rows.finish();
    EXPECT_THROW(session_->commit(rows_of_it), Retryable);
    session_ = backend_->lease("another one");
    EXPECT_EQ(ask("SELECT COUNT(*) FROM t"), "0;");
}

}  // namespace
}  // namespace fairground::store
