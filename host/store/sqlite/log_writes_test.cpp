// The log in large pieces: fewer calls of the system, and the same file at every moment that counts.
#include "store/sqlite/log_writes.hpp"

#include <csignal>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <sys/resource.h>

#include "store/sqlite/connection.hpp"
#include "support/temp_dir.hpp"

namespace fairground::store {
namespace {

using namespace std::chrono_literals;

std::int64_t writes_of_this_process() {
    std::ifstream io("/proc/self/io");
    std::string name;
    std::int64_t count = 0;
    while (io >> name >> count)
        if (name == "syscw:") return count;
    throw std::runtime_error("no /proc/self/io");
}

class LogWritesTest : public testing::Test {
protected:
    LogWritesTest() { execute("CREATE TABLE t (id INTEGER PRIMARY KEY, body BLOB)"); }
    ~LogWritesTest() override { sqlite3_close(handle_); }

    void execute(const std::string& text) {
        ASSERT_EQ(sqlite3_exec(handle_, text.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
            << text << ": " << sqlite3_errmsg(handle_);
    }
    void insert(int pages) {
        execute("WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < " + std::to_string(pages) +
                ") INSERT INTO t (body) SELECT randomblob(4000) FROM n");
    }
    static std::string ask(sqlite3* handle, const std::string& question) {
        std::string answer;
        const auto take = [](void* into, int, char** values, char**) {
            *static_cast<std::string*>(into) += std::string(values[0] != nullptr ? values[0] : "NULL") + ";";
            return 0;
        };
        EXPECT_EQ(sqlite3_exec(handle, question.c_str(), take, &answer, nullptr), SQLITE_OK) << sqlite3_errmsg(handle);
        return answer;
    }
    std::string ask(const std::string& question) { return ask(handle_, question); }

    // What is in the files now, read by SQLite alone: as after a crash.
    std::string found_after_a_crash(const std::string& question) {
        const test::TempDir elsewhere;
        for (const char* part : {"", "-wal"})
            std::filesystem::copy_file(file_ + part, (elsewhere / "store.db").string() + part);
        sqlite3* handle = nullptr;
        EXPECT_EQ(sqlite3_open((elsewhere / "store.db").c_str(), &handle), SQLITE_OK);
        EXPECT_EQ(ask(handle, "PRAGMA integrity_check"), "ok;");
        const std::string answer = ask(handle, question);
        sqlite3_close(handle);
        return answer;
    }

    const test::TempDir folder_;
    const std::string file_ = folder_ / "store.db";
    sqlite3* handle_ = Sqlite::open({file_, 1s});
};

TEST_F(LogWritesTest, ATransactionOfManyPagesTakesFewCalls) {
    const auto before = writes_of_this_process();
    insert(500);
    EXPECT_LT(writes_of_this_process() - before, 30) << "it was 1,000 and more";
    EXPECT_EQ(ask("SELECT COUNT(*), SUM(LENGTH(body)) FROM t"), "500;");
}

TEST_F(LogWritesTest, WhatIsCommittedIsInTheFileAndWhatIsNotIsNot) {
    for (int i = 1; i <= 20; ++i) {
        insert(i);
        EXPECT_EQ(found_after_a_crash("SELECT COUNT(*) FROM t"), ask("SELECT COUNT(*) FROM t"));
    }
    execute("BEGIN");
    insert(7);
    EXPECT_EQ(found_after_a_crash("SELECT COUNT(*) FROM t"), "210;");
    execute("ROLLBACK");
}

TEST_F(LogWritesTest, EveryCommitIsSeenByOthersAtOnceEvenWithoutAFlush) {
    execute("PRAGMA synchronous = OFF");
    sqlite3* other = nullptr;
    ASSERT_EQ(sqlite3_open(file_.c_str(), &other), SQLITE_OK);  // SQLite's own way
    for (int i = 1; i <= 50; ++i) {
        insert(1 + i % 3);
        EXPECT_EQ(ask(other, "SELECT MAX(id) FROM t"), ask("SELECT MAX(id) FROM t"));
    }
    EXPECT_EQ(ask(other, "PRAGMA integrity_check"), "ok;");
    sqlite3_close(other);
}

TEST_F(LogWritesTest, ATransactionLargerThanTheCacheReadsItsOwnPagesAgain) {
    execute("PRAGMA cache_size = 10");
    execute("BEGIN");
    insert(300);
    execute("SAVEPOINT half");
    execute("UPDATE t SET body = zeroblob(4000) WHERE id % 2 = 0");
    EXPECT_EQ(ask("SELECT COUNT(*) FROM t WHERE body = zeroblob(4000)"), "150;");
    execute("ROLLBACK TO half");
    EXPECT_EQ(ask("SELECT COUNT(*) FROM t WHERE body = zeroblob(4000)"), "0;");
    execute("UPDATE t SET body = zeroblob(4000) WHERE id % 3 = 0");
    execute("COMMIT");
    EXPECT_EQ(found_after_a_crash("SELECT COUNT(*) FROM t WHERE body = zeroblob(4000)"), "100;");
}

TEST_F(LogWritesTest, WhatIsStillGatheredIsRead) {
    execute("PRAGMA cache_size = 10");
    insert(40);
    execute("BEGIN");
    for (int i = 1; i <= 40; ++i) {
        execute("UPDATE t SET body = zeroblob(3000) WHERE id = " + std::to_string(i));
        EXPECT_EQ(ask("SELECT SUM(LENGTH(body)) FROM t"), std::to_string(40 * 4000 - i * 1000) + ";");
    }
    execute("COMMIT");
}

TEST_F(LogWritesTest, ALogThatBeginsAnewIsWholeToo) {
    for (int i = 0; i < 10; ++i) {
        insert(20);
        execute("PRAGMA wal_checkpoint(RESTART)");
    }
    insert(1);
    EXPECT_EQ(found_after_a_crash("SELECT COUNT(*) FROM t"), "201;");
}

// In a child: the limit is the process's.
TEST_F(LogWritesTest, WhatDoesNotFitOnTheDiskFailsItsCommitAndNothingElse) {
    insert(50);
    const auto run_out_of_room = [&] {
        const auto done = [&](const char* text) {
            return sqlite3_exec(handle_, text, nullptr, nullptr, nullptr) == SQLITE_OK;
        };
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit room{400'000, RLIM_INFINITY};
        setrlimit(RLIMIT_FSIZE, &room);
        const bool carried_out = done("PRAGMA cache_size = 10") && done("BEGIN") &&
                                 done(
                                     "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 200) "
                                     "INSERT INTO t (body) SELECT randomblob(4000) FROM n");
        const rlimit enough{RLIM_INFINITY, RLIM_INFINITY};
        setrlimit(RLIMIT_FSIZE, &enough);
        if (carried_out && done("COMMIT")) std::_Exit(1);
        const bool goes_on = done("INSERT INTO t (body) VALUES (1)");
        std::_Exit(goes_on && ask("SELECT COUNT(*) FROM t") == "51;" ? 0 : 2);
    };
    EXPECT_EXIT(run_out_of_room(), testing::ExitedWithCode(0), "");
    EXPECT_EQ(found_after_a_crash("SELECT COUNT(*) FROM t"), "51;");
}

}  // namespace
}  // namespace fairground::store
