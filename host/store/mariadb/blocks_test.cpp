// Statements that come again and again: they mean the same prepared as they did as a text.
#include "store/mariadb/blocks.hpp"

#include <gmock/gmock.h>

#include "store/mariadb/backend_fixture.hpp"
#include "store/sql/errors.hpp"
#include "store/sql/for_each.hpp"

namespace fairground::store {
namespace {

class BlocksTest : public BackendTest {
protected:
    BlocksTest() {
        session_->run_file(
            "CREATE TABLE t (id BIGINT PRIMARY KEY, number BIGINT CHECK (number <> -13), name MEDIUMTEXT) DEFAULT "
            "CHARSET utf8mb4;"
            "CREATE TABLE cap (id BIGINT PRIMARY KEY, taken BIGINT NOT NULL)");
    }

    // In one transaction, which ends with it.
    void insert(std::int64_t id, std::optional<std::int64_t> number, const std::string& name) {
        Script script(Dialect::mariadb);
        MultiRow row(script, "INSERT INTO t (id, number, name) VALUES ");
        row.row(id, number, name);
        row.finish();
        commit(script);
    }
    void make_it_usual() {
        for (int i = 1; i <= 5; ++i) insert(1000 + i, i, "usual");
    }
};

TEST_F(BlocksTest, WhatComesOftenIsPreparedOnceAndStoresTheSame) {
    for (int i = 1; i <= 3; ++i) insert(i, -i, "it's \\ 中\n?");
    EXPECT_EQ(status("COM_STMT_PREPARE"), 0) << "it does not pay yet";
    for (int i = 4; i <= 9; ++i) insert(i, i == 5 ? std::nullopt : std::optional(-i), "it's \\ 中\n?");
    insert(10, std::numeric_limits<std::int64_t>::min(), std::string(200'000, 'x'));
    EXPECT_EQ(status("COM_STMT_PREPARE"), 1);
    EXPECT_EQ(status("COM_STMT_EXECUTE"), 7);
    EXPECT_EQ(ask("SELECT number FROM t ORDER BY id"), "-1;-2;-3;-4;NULL;-6;-7;-8;-9;-9223372036854775808;");
    EXPECT_EQ(ask("SELECT COUNT(*) FROM t WHERE name = 'it''s \\ 中\n?'"), "9;");
    EXPECT_EQ(ask("SELECT LENGTH(name) FROM t WHERE id = 10"), "200000;");
}

TEST_F(BlocksTest, RowsComeToThoseWhoAskedForThem) {
    insert(1, std::nullopt, "one");
    insert(2, -22, std::string(100'000, 'y'));
    for (int i = 0; i < 8; ++i) {
        std::string numbers;
        std::string names;
        std::string nobody;
        const std::vector<std::int64_t> ids{1, 2};
        Script script(Dialect::mariadb);
        add_for_each(
            script, [&](const Row& row) { numbers += row.maybe_text(0).value_or("NULL") + ";"; },
            "SELECT number FROM t WHERE id IN (?) ORDER BY id", Each(ids));
        MultiRow row(script, "INSERT INTO t (id) VALUES ");
        row.row(100 + i);
        row.finish();
        add_for_each(
            script, [&](const Row&) { nobody += "somebody"; }, "SELECT id FROM t WHERE number = 7 AND id IN (?)",
            Each(ids));
        add_for_each(
            script,
            [&](const Row& row) {
                EXPECT_EQ(row.integer(1), row.view(0).size());
                names += row.view(0).substr(0, 3);
            },
            "SELECT name, LENGTH(name) FROM t WHERE id IN (?) ORDER BY id", Each(ids));
        session_->begin();
        session_->run(script);
        session_->rollback();
        EXPECT_EQ(numbers, "NULL;-22;");
        EXPECT_EQ(nobody, "");
        EXPECT_EQ(names, "oneyyy");
    }
    EXPECT_GE(status("COM_STMT_EXECUTE"), 4);
    EXPECT_EQ(ask("SELECT COUNT(*) FROM t WHERE id >= 100"), "0;") << "a block is in the transaction";
}

TEST_F(BlocksTest, ARefusedStatementUndoesTheTransactionAndIsKnownNotToBeCommitted) {
    make_it_usual();
    const auto prepared = status("COM_STMT_EXECUTE");
    EXPECT_THROW(insert(1001, 1, "again"), Duplicate);
    try {
        insert(1, -13, "");
        FAIL() << "a constraint of the table";
    } catch (const Fault& refused) {
        EXPECT_THAT(refused.what(), testing::HasSubstr("INSERT INTO t (id, number, name)"));
    }
    insert(2, 2, "it is as good as new");
    EXPECT_EQ(status("COM_STMT_EXECUTE"), prepared + 3);
    EXPECT_EQ(ask("SELECT COUNT(*) FROM t"), "6;");
}

TEST_F(BlocksTest, WhoeverWasFasterIsNamed) {
    const auto take = [&] {
        Script script(Dialect::mariadb);
        MultiRow row(script, "INSERT INTO cap (id, taken) VALUES ",
                     " ON DUPLICATE KEY UPDATE taken = IF(taken + VALUES(taken) <= 6, taken + VALUES(taken), NULL)",
                     "others were faster");
        row.row(1, 1);
        row.finish();
        commit(script);
    };
    for (int i = 0; i < 6; ++i) take();
    EXPECT_THROW(take(), Outrun);
    EXPECT_EQ(ask("SELECT taken FROM cap"), "6;");
}

TEST_F(BlocksTest, ALockThatIsNotGotInTimeIsRetryable) {
    make_it_usual();
    const auto other = backend_->lease("somebody else");
    other->begin();
    Script lock;
    lock.add("INSERT INTO t (id) VALUES (7)");
    other->run(lock);
    EXPECT_THROW(insert(7, 7, "waits"), Retryable);
    other->rollback();
    insert(7, 7, "comes again");
    EXPECT_EQ(ask("SELECT name FROM t WHERE id = 7"), "comes again;");
}

TEST_F(BlocksTest, ACommitWhoseConnectionIsLostIsInDoubt) {
    make_it_usual();
    session_->begin();
    Script change(Dialect::mariadb);
    change.add("INSERT INTO t (id) VALUES (1)");
    session_->run(change);
    kill_all_connections();
    Script last(Dialect::mariadb);
    MultiRow row(last, "INSERT INTO t (id, number, name) VALUES ");
    row.row(2, 2, std::string("never"));
    row.finish();
    EXPECT_THROW(session_->commit(last), InDoubt);
    session_ = backend_->lease("another one");
    EXPECT_EQ(ask("SELECT COUNT(*) FROM t WHERE id < 1000"), "0;");
}

TEST_F(BlocksTest, OutlivesAMigration) {
    make_it_usual();
    const auto other = test::Sql::mariadb(mariadb_server().socket(), "root", "fairground");
    int id = 1;
    for (const char* change : {"ADD COLUMN more BIGINT NOT NULL DEFAULT 5 FIRST", "ADD INDEX by_number (number)",
                               "MODIFY number DECIMAL(20) NULL", "DROP INDEX by_number", "DROP COLUMN more"}) {
        other->execute(std::string("ALTER TABLE t ") + change);
        insert(id, 100 + id, change);
        EXPECT_EQ(ask("SELECT CONCAT(number, ' ', name) FROM t WHERE id = " + std::to_string(id)),
                  std::to_string(100 + id) + " " + change + ";");
        ++id;
    }
}

TEST_F(BlocksTest, TheServerKeepsOnlyThoseUsedLately) {
    for (int shape = 1; shape <= 100; ++shape) {
        for (int time = 0; time < 5; ++time) {
            Script script(Dialect::mariadb);
            std::vector<std::int64_t> numbers(static_cast<std::size_t>(shape), time);
            add_for_each(script, nullptr, "DELETE FROM t WHERE number IN (?) AND id IN (?)", numbers,
                         Each(std::vector<std::int64_t>{1}));
            session_->run(script);
        }
        insert(shape, shape, "in use all the time");
    }
    EXPECT_EQ(status("COM_STMT_PREPARE"), 101);
    EXPECT_EQ(status("COM_STMT_CLOSE"), 101 - 64);
}

}  // namespace
}  // namespace fairground::store
