#include "store/sql/text.hpp"

#include <gtest/gtest.h>

#include "store/sql/for_each.hpp"
#include "store/store.hpp"

namespace fairground::store {
namespace {

TEST(SqlText, FillsEachHoleWithItsValue) {
    const std::vector<std::int64_t> ids{1, -2};
    EXPECT_EQ(sql("SELECT ? FROM t WHERE a IN (?) AND b = ?", Literal("x"), ids, std::string("y")),
              "SELECT x FROM t WHERE a IN (1,-2) AND b = 'y'");
}

TEST(SqlText, DoublesQuotesAndLeavesBackslashesAlone) {
    EXPECT_EQ(sql("?", std::string(R"('; DROP TABLE player; -- \' ?)")), R"('''; DROP TABLE player; -- \'' ?')");
}

TEST(SqlText, WritesAnEmptyOptionalAsNull) {
    EXPECT_EQ(sql("?,?", std::optional<int>(), std::optional<int>(3)), "NULL,3");
}

TEST(SqlText, RefusesAZeroByte) {
    EXPECT_THROW(sql("?", std::string("a\0b", 3)), Fault);
}

TEST(MultiRow, SplitsWhatIsTooBigForOneStatement) {
    Script script;
    MultiRow rows(script, "INSERT INTO t VALUES ", " ON CONFLICT DO NOTHING");
    const std::string big(300'000, 'x');
    for (int i = 0; i < 3; ++i) rows.row(i, big);
    rows.finish();
    ASSERT_EQ(script.statements().size(), 2u);
    for (const auto& statement : script.statements()) {
        EXPECT_TRUE(statement.text.starts_with("INSERT INTO t VALUES ("));
        EXPECT_TRUE(statement.text.ends_with("') ON CONFLICT DO NOTHING"));
        EXPECT_LT(statement.text.size(), max_piece);
    }
}

TEST(ForEach, IsOneListInATextAndOneRowForEachKeyWhereValuesAreBound) {
    const std::vector<std::int64_t> ids{1, 2};
    const std::vector<std::string> names{"a", "b"};
    const auto statement = [&](Dialect dialect) {
        Script script(dialect);
        add_for_each(script, nullptr, "DELETE FROM t ? WHERE id IN (?) AND name IN (?) AND day = ?", Literal("x"),
                     Each(ids), names, 7);
        return script.statements()[0];
    };
    EXPECT_EQ(statement(Dialect::mariadb).text, "DELETE FROM t x WHERE id IN (1,2) AND name IN ('a','b') AND day = 7");
    EXPECT_TRUE(statement(Dialect::mariadb).rows.empty());
    const Statement bound = statement(Dialect::sqlite);
    EXPECT_EQ(bound.text, "DELETE FROM t x WHERE id IN (?) AND name IN (?,?) AND day = ?");
    ASSERT_EQ(bound.rows.size(), 2u);
    EXPECT_EQ(bound.rows[1].size(), 4u);
    EXPECT_EQ(bound.rows[1][0].integer, 2);
    EXPECT_EQ(bound.rows.text(bound.rows[1][2]), "b");
}

TEST(Row, NamesTheColumnThatIsNoInteger) {
    const Row::Cell cells[] = {{"12", 2}, {"x", 1}};
    const Row row{cells};
    EXPECT_EQ(row.integer(0), 12);
    EXPECT_THROW(row.integer(1), Fault);
}

}  // namespace
}  // namespace fairground::store
