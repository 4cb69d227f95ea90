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

TEST(ForEach, IsOneListOrOneRowForEachKey) {
    const std::vector<std::int64_t> ids{1, 2};
    const std::vector<std::string> names{"a", "b"};
    const auto statement = [&](Script script) {
        add_for_each(script, nullptr, "DELETE FROM t ? WHERE id IN (?) AND name IN (?) AND day = ?", Literal("x"),
                     Each(ids), names, 7);
        return script.statements()[0];
    };
    EXPECT_EQ(statement(Script()).text, "DELETE FROM t x WHERE id IN (1,2) AND name IN ('a','b') AND day = 7");
    const Statement list = statement(Script(Dialect::mariadb));
    EXPECT_EQ(list.text, "DELETE FROM t x WHERE id IN (?,?) AND name IN (?,?) AND day = ?");
    EXPECT_EQ(list.rows.size(), 1u);
    std::string text;
    append_text(text, list);
    EXPECT_EQ(text, statement(Script()).text);
    const Statement rows = statement(Script(Dialect::sqlite));
    EXPECT_EQ(rows.text, "DELETE FROM t x WHERE id IN (?) AND name IN (?,?) AND day = ?");
    ASSERT_EQ(rows.rows.size(), 2u);
    EXPECT_EQ(rows.rows[1].size(), 4u);
    EXPECT_EQ(rows.rows[1][0].integer, 2);
    EXPECT_EQ(rows.rows.text(rows.rows[1][2]), "b");
}

TEST(ForEach, ListsOfAboutTheSameLengthHaveTheSameText) {
    const auto text_for = [](std::size_t keys) {
        std::vector<std::string> names;
        for (std::size_t i = 0; i < keys; ++i) names.push_back("n" + std::to_string(i));
        Script script(Dialect::mariadb);
        add_for_each(script, nullptr, "DELETE FROM t WHERE name IN (?)", Each(names));
        std::string with_values;
        append_text(with_values, script.statements()[0]);
        for (const auto& name : names) EXPECT_THAT(with_values, testing::HasSubstr("'" + name + "'"));
        return script.statements()[0].text;
    };
    EXPECT_EQ(text_for(1), "DELETE FROM t WHERE name IN (?)");
    EXPECT_EQ(text_for(3), "DELETE FROM t WHERE name IN (?,?,?)");
    EXPECT_EQ(text_for(5), text_for(6));
    EXPECT_EQ(text_for(100), text_for(128));
    EXPECT_NE(text_for(96), text_for(97));
}

TEST(AppendText, PutsValuesInPlace) {
    Script script(Dialect::mariadb);
    MultiRow rows(script, "INSERT INTO t VALUES ", " ON DUPLICATE KEY UPDATE n = VALUES(n)");
    rows.row(-7, std::string("it's ? and \\"), std::optional<std::int64_t>());
    rows.row(8, std::string(), 9);
    rows.finish();
    ASSERT_EQ(script.statements().size(), 1u);
    EXPECT_EQ(script.statements()[0].text,
              "INSERT INTO t VALUES (?,?,?),(?,?,?) ON DUPLICATE KEY UPDATE n = VALUES(n)");
    std::string text = "BEGIN;";
    append_text(text, script.statements()[0]);
    EXPECT_EQ(text,
              "BEGIN;INSERT INTO t VALUES (-7,'it''s ? and \\',NULL),(8,'',9) ON DUPLICATE KEY UPDATE n = VALUES(n)");
}

TEST(Row, NamesTheColumnThatIsNoInteger) {
    const Row::Cell cells[] = {{"12", 2}, {"x", 1}};
    const Row row{cells};
    EXPECT_EQ(row.integer(0), 12);
    EXPECT_THROW(row.integer(1), Fault);
}

}  // namespace
}  // namespace fairground::store
