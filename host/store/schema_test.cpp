#include <fstream>

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/mariadb/backend.hpp"
#include "store/migrations.hpp"
#include "store/sqlite/backend.hpp"
#include "store/store_fixture.hpp"

namespace fairground::store {
namespace {

class SchemaTest : public StoreTest {
protected:
    std::shared_ptr<Backend> backend() const {
        if (GetParam() == Kind::sqlite) {
            return make_sqlite_backend({(folder_ / "store.db").string(), options_.lock_timeout}, {2});
        }
        return make_mariadb_backend({.host = {},
                                     .socket = mariadb_server().socket(),
                                     .user = "root",
                                     .password = "",
                                     .database = "fairground",
                                     .connect_timeout = options_.connect_timeout,
                                     .io_timeout = options_.io_timeout,
                                     .lock_timeout = options_.lock_timeout},
                                    {2});
    }

    // The one difference that this statement makes.
    std::string difference_after(const std::string& statement) {
        sql().execute(statement);
        const auto differences = store_->schema_differences();
        EXPECT_EQ(differences.size(), 1u);
        return differences.empty() ? "" : differences[0];
    }

    bool mariadb() const { return GetParam() == Kind::mariadb; }
};
FAIRGROUND_ON_BOTH_DATABASES(SchemaTest);

TEST_P(SchemaTest, IsAsExpectedAfterTheMigrations) {
    EXPECT_THAT(store_->schema_differences(), testing::IsEmpty());
    // When a migration was added: copy the left side into migrations/mariadb/expected_schema.txt.
    if (mariadb()) {
        EXPECT_EQ(to_text(backend()->lease("a test")->live_schema()), expected_mariadb_schema());
    }
}

TEST_P(SchemaTest, ServesTheModel) {
    const auto session = backend()->lease("a test");
    const SchemaShape migrated = session->live_schema();
    for (const std::string header : {"player", "campaign", "upkeep"}) {
        std::ifstream file(STORE_MODEL_SCHEMA "/store/model/" + header + (mariadb() ? "-mysql.sql" : "-sqlite.sql"));
        session->run_file(
            {std::istreambuf_iterator<char>(file), {}});  // drops each table and makes it as the model has it
    }
    EXPECT_EQ(to_text(session->live_schema()), to_text(migrated));
}

TEST_P(SchemaTest, NamesAMissingTable) {
    EXPECT_THAT(difference_after("DROP TABLE coupon"),
                testing::StartsWith("table coupon: missing; run `fairground migrate up`, or if that has nothing to do, "
                                    "repair it with: CREATE TABLE IF NOT EXISTS coupon ( id "));
}

TEST_P(SchemaTest, NamesAMissingColumn) {
    EXPECT_EQ(
        difference_after("ALTER TABLE entry DROP COLUMN reason"),
        "table entry: missing column reason " +
            std::string(mariadb() ? "varchar(64) COLLATE utf8mb4_nopad_bin NOT NULL" : "VARCHAR(64) NOT NULL") +
            "; run `fairground migrate up`, or if that has nothing to do, repair it with: ALTER TABLE entry ADD COLUMN "
            "reason " +
            (mariadb() ? "varchar(64) COLLATE utf8mb4_nopad_bin NOT NULL" : "VARCHAR(64) NOT NULL"));
}

TEST_P(SchemaTest, NamesAMissingIndex) {
    EXPECT_EQ(
        difference_after(mariadb() ? "DROP INDEX request_at ON request" : "DROP INDEX request_at"),
        "table request: missing index request_at(at_ms); run `fairground migrate up`, or if that has nothing to do, "
        "repair it with: " +
            std::string(mariadb() ? "ALTER TABLE request ADD INDEX request_at (at_ms), ALGORITHM=INPLACE, LOCK=NONE"
                                  : "CREATE INDEX request_at ON request (at_ms)"));
}

TEST_P(SchemaTest, NamesAnIndexThatIsNotUnique) {
    if (mariadb()) {
        sql().execute("DROP INDEX player_external ON player");
    } else {
        sql().execute("DROP INDEX player_external");
    }
    EXPECT_THAT(difference_after("CREATE INDEX player_external ON player (tenant, external_id)"),
                testing::HasSubstr("index player_external is (tenant, external_id), expected unique"));
}

TEST_P(SchemaTest, AcceptsAnIndexOfAnotherNameAndOneMore) {
    sql().execute(mariadb() ? "DROP INDEX request_at ON request" : "DROP INDEX request_at");
    sql().execute("CREATE INDEX another_name ON request (at_ms)");
    sql().execute("CREATE INDEX one_more ON request (version)");
    EXPECT_THAT(store_->schema_differences(), testing::IsEmpty());
}

TEST_P(SchemaTest, NamesAColumnOfAnotherTypeOnMariaDb) {
    if (!mariadb()) GTEST_SKIP() << "SQLite cannot change a column";
    EXPECT_THAT(difference_after("ALTER TABLE account MODIFY COLUMN balance INT NULL"),
                testing::StartsWith("table account: column balance is int(11) NULL, expected bigint(20) NOT NULL"));
}

TEST_P(SchemaTest, NamesAMissingPrimaryKeyOnMariaDb) {
    if (!mariadb()) GTEST_SKIP() << "SQLite cannot drop a primary key";
    EXPECT_THAT(
        difference_after("ALTER TABLE record DROP PRIMARY KEY"),
        testing::StartsWith("table record: missing index PRIMARY(player_id, campaign_id, kind, day, seq); run"));
}

TEST_P(SchemaTest, ListsWhatIsAppliedAndAppliesNothingTwice) {
    ASSERT_FALSE(store_->migrations().empty());
    EXPECT_EQ(store_->migrations()[0].name, "foundation");
    EXPECT_TRUE(store_->migrations()[0].applied_at);
    EXPECT_TRUE(store_->migrate().empty());
}

TEST_P(SchemaTest, RefusesAnEditedMigration) {
    sql().execute("UPDATE schema_migration SET checksum = 'other'");
    EXPECT_THROW(store_->migrate(), Fault);
}

TEST_P(SchemaTest, RefusesTheDatabaseOfANewerHost) {
    sql().execute("INSERT INTO schema_migration VALUES (9999, 'future', 'x', 1)");
    EXPECT_THROW(store_->migrate(), Fault);
}

TEST_P(SchemaTest, KeepsLargeRowsWhenTheirTablesAreLaidOutAnew) {
    if (mariadb()) GTEST_SKIP() << "only SQLite's tables are";
    const test::TempDir folder;
    const Options options = options_for(Kind::sqlite, folder);
    const auto before =
        make_sqlite_backend({(folder / "store.db").string(), options.lock_timeout}, {2})->lease("a test");
    const auto file = test::Sql::sqlite(folder / "store.db");
    for (const auto& migration : migration_files(Dialect::sqlite)) {
        if (migration.number >= 7) continue;
        before->run_file(std::string(migration.text));
        file->execute(fairground::store::sql("INSERT INTO schema_migration VALUES (?, ?, ?, 1)", migration.number,
                                             migration.name, migration.checksum));
    }
    file->execute("INSERT INTO record VALUES (2, 1, 'spin', 7, 3, 5, '{}', '[4]'), (1, 1, 'spin', 7, 9, 6, '{}', '')");
    file->execute("INSERT INTO request VALUES (2, 1, 'key''s', 'print', '{}', 3, 4, 5), (1, 1, 'k', 'p', '', 1, 2, 9)");
    const auto rows = [&] {
        auto found = file->query("SELECT * FROM record ORDER BY seq");
        for (auto& row : file->query("SELECT * FROM request ORDER BY version DESC")) found.push_back(std::move(row));
        return found;
    };
    const auto old_rows = rows();
    ASSERT_EQ(old_rows.size(), 4u);

    const auto store = Store::open(options);
    store->migrate();
    EXPECT_EQ(rows(), old_rows);
    EXPECT_THAT(store->schema_differences(), testing::IsEmpty());
    EXPECT_EQ(file->number("SELECT COUNT(*) FROM sqlite_master WHERE name = 'request_at'"), 1);
    EXPECT_EQ(file->number("SELECT COUNT(*) FROM sqlite_master WHERE name LIKE '%anew%'"), 0);
    EXPECT_NO_THROW(file->query("SELECT rowid FROM record UNION SELECT rowid FROM request"));
}

// Forked: two hosts are two processes.
TEST_P(SchemaTest, SeveralHostsMayMigrateAtOnce) {
    test::TempDir folder;
    const Options options = options_for(GetParam(), folder);
    std::vector<pid_t> hosts;
    for (int i = 0; i < 4; ++i) {
        hosts.push_back(fork());
        if (hosts.back() != 0) continue;
        try {
            Store::open(options)->migrate();
            _exit(0);
        } catch (const std::exception& e) {
            std::fprintf(stderr, "%s\n", e.what());
            _exit(1);
        }
    }
    for (const pid_t host : hosts) {
        int status = 0;
        waitpid(host, &status, 0);
        EXPECT_EQ(status, 0);
    }
    const auto store = Store::open(options);
    EXPECT_TRUE(store->migrate().empty());
    EXPECT_THAT(store->schema_differences(), testing::IsEmpty());
}

}  // namespace
}  // namespace fairground::store
