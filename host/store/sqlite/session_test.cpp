// What is bound on SQLite: the same rows as from texts, by statements that are kept.
#include "store/sqlite/session.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/sql/for_each.hpp"
#include "store/sqlite/backend.hpp"
#include "support/temp_dir.hpp"

namespace fairground::store {
namespace {

using namespace std::string_view_literals;
using MaybeText = std::optional<std::string>;

class BoundTest : public testing::Test {
protected:
    BoundTest() { session_->run_file("CREATE TABLE t (id INTEGER PRIMARY KEY, number INTEGER, name VARCHAR(48))"); }

    void commit(const Script& script) {
        session_->begin();
        session_->commit(script);
    }
    void insert(const std::vector<std::pair<std::int64_t, MaybeText>>& lines) {
        Script script(Dialect::sqlite);
        MultiRow rows(script, "INSERT INTO t (id, name) VALUES ");
        for (const auto& [id, name] : lines) rows.row(id, name);
        rows.finish();
        commit(script);
    }
    std::string all(const std::string& columns) {
        std::string found;
        Script script;
        script.add("SELECT " + columns + " FROM t ORDER BY id",
                   [&](const Row& row) { found += row.maybe_text(0).value_or("NULL") + ";"; });
        session_->run(script);
        return found;
    }

    test::TempDir folder_;
    std::shared_ptr<Backend> backend_ =
        make_sqlite_backend({(folder_ / "store.db").string(), std::chrono::milliseconds(200)}, {2});
    std::unique_ptr<Session> session_ = backend_->lease("a test");
};

TEST_F(BoundTest, StoresValuesAsTheyAre) {
    Script script(Dialect::sqlite);
    MultiRow rows(script, "INSERT INTO t (id, number, name) VALUES ");
    rows.row(1, -7, "it's"sv);
    rows.row(2, std::optional<std::int64_t>(), std::string());
    rows.row(3, std::numeric_limits<std::int64_t>::min(), MaybeText());
    rows.row(4, 1u, std::string("42"));
    rows.finish();
    commit(script);
    EXPECT_EQ(all("typeof(number) || ' ' || coalesce(number, '')"),
              "integer -7;null ;integer -9223372036854775808;integer 1;");
    EXPECT_EQ(all("typeof(name) || ' ' || coalesce(name, '')"), "text it's;text ;null ;text 42;");
}

TEST_F(BoundTest, RefusesAZeroByteAsTextsDo) {
    Script script(Dialect::sqlite);
    MultiRow rows(script, "INSERT INTO t (id, name) VALUES ");
    EXPECT_THROW(rows.row(1, std::string("a\0b", 3)), Fault);
}

TEST_F(BoundTest, CountsTheChangesOfAllRowsTogether) {
    insert({{1, "a"}, {2, "b"}, {3, "c"}});
    Script script(Dialect::sqlite);
    BoundRows rows;
    for (const std::int64_t id : {1, 2, 9}) rows.row("x"sv, id);
    std::uint64_t changed = 0;
    script.add_bound("UPDATE t SET name = ? WHERE id = ?", std::move(rows), nullptr,
                     [&](std::uint64_t count) { changed = count; });
    commit(script);
    EXPECT_EQ(changed, 2u);
    EXPECT_EQ(all("name"), "x;x;c;");
}

TEST_F(BoundTest, RunsTheTailForEachRow) {
    Script script(Dialect::sqlite);
    MultiRow rows(script, "INSERT INTO t (id, number) VALUES ",
                  " ON CONFLICT (id) DO UPDATE SET number = number + excluded.number");
    for (const int number : {1, 10, 100}) rows.row(5, number);
    rows.finish();
    commit(script);
    EXPECT_EQ(all("number"), "111;");
}

TEST_F(BoundTest, AStatementIsAsNewAfterAnError) {
    insert({{1, "a"}});
    try {
        insert({{2, "b"}, {1, "again"}, {3, "c"}});
        FAIL() << "the key 1 is taken";
    } catch (const Duplicate& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("in: INSERT INTO t (id, name) VALUES (?,?)"));
    }
    EXPECT_EQ(all("name"), "a;") << "the transaction was to take the row before with it";
    insert({{2, MaybeText()}});
    EXPECT_EQ(all("name"), "a;NULL;");
}

TEST_F(BoundTest, AStatementReadsNoOldStateWhenItsRowWasTooMuch) {
    insert({{1, "a"}, {2, "b"}});
    const std::vector<std::int64_t> ids{1, 2};
    Script script(Dialect::sqlite);
    add_for_each(
        script, [](const Row&) { throw Fault("enough"); }, "SELECT name FROM t WHERE id IN (?)", Each(ids));
    EXPECT_THROW(session_->run(script), Fault);
    Script change;
    change.add("UPDATE t SET name = 'new'");
    backend_->lease("another test")->run(change);
    EXPECT_EQ(all("name"), "new;new;");
}

TEST_F(BoundTest, AKeptStatementFollowsAChangeOfItsTable) {
    insert({{1, "a"}});
    Script change;
    change.add("ALTER TABLE t RENAME COLUMN name TO old_name");
    change.add("ALTER TABLE t ADD COLUMN name VARCHAR(48)");
    backend_->lease("another test")->run(change);
    insert({{2, "b"}});
    EXPECT_EQ(all("name"), "NULL;b;");
}

TEST_F(BoundTest, RefusesAChangeThatWouldCommitRowByRow) {
    Script script(Dialect::sqlite);
    MultiRow rows(script, "INSERT INTO t (id) VALUES ");
    rows.row(1);
    rows.finish();
    EXPECT_THROW(session_->run(script), std::logic_error);
    EXPECT_EQ(all("id"), "");
}

TEST_F(BoundTest, AsksForEachKey) {
    insert({{1, "a"}, {2, "b"}, {3, "c"}});
    const std::vector<std::string> names{"c", "it's", "a"};
    std::string ids;
    Script script(Dialect::sqlite);
    add_for_each(
        script, [&](const Row& row) { ids += row.view(0); }, "SELECT ? FROM t WHERE id > ? AND name IN (?)",
        Literal("id"), 0, Each(names));
    session_->run(script);
    EXPECT_EQ(ids, "31");
}

TEST(KeptStatements, ForgetWhatWasNotUsedForLongest) {
    sqlite3* handle = nullptr;
    ASSERT_EQ(sqlite3_open(":memory:", &handle), SQLITE_OK);
    {
        KeptStatements kept(handle, 2);
        sqlite3_stmt* const first = kept.use("SELECT 1").get();
        kept.use("SELECT 2");
        EXPECT_EQ(kept.use("SELECT 1").get(), first);
        kept.use("SELECT 3");
        EXPECT_EQ(kept.size(), 2u);
        EXPECT_EQ(kept.use("SELECT 1").get(), first);
        EXPECT_THROW(kept.use("SELECT nothing"), Fault);
        EXPECT_EQ(kept.size(), 2u);
    }
    EXPECT_EQ(sqlite3_close(handle), SQLITE_OK) << "a statement was left";
}

}  // namespace
}  // namespace fairground::store
