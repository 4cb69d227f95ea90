#include "store/sqlite/checkpoints.hpp"

#include <fstream>
#include <functional>

#include <gtest/gtest.h>

#include "store/sqlite/connection.hpp"
#include "support/temp_dir.hpp"

namespace fairground::store {
namespace {

using namespace std::chrono_literals;

class CheckpointsTest : public testing::Test {
protected:
    ~CheckpointsTest() override { sqlite3_close(handle_); }

    void execute(const std::string& text) {
        ASSERT_EQ(sqlite3_exec(handle_, text.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << text;
    }
    void write() {
        ASSERT_TRUE(turns_.take(5s));
        execute("INSERT INTO t VALUES (randomblob(4000))");
        turns_.pass();
    }
    // Counted in its header: how often the log began anew.
    std::string beginnings() const {
        std::ifstream log(file_ + "-wal", std::ios::binary);
        std::string header(16, ' ');
        log.read(header.data(), 16);
        return header.substr(12);
    }

    const test::TempDir folder_;
    const std::string file_ = folder_ / "store.db";
    Turns turns_;
    Checkpoints checkpoints_{file_, turns_, 5s, 100};
    sqlite3* handle_ = Sqlite::open({file_, 1s});
};

TEST_F(CheckpointsTest, TheLogBeginsAnewWhileSomebodyWrites) {
    execute("CREATE TABLE t (body BLOB)");
    checkpoints_.watch(handle_);
    const std::string first = beginnings();
    int commits = 0;  // of two or three pages each
    for (; beginnings() == first && commits < 120; ++commits) {
        write();
        if (commits > 35) std::this_thread::sleep_for(10ms);
    }
    EXPECT_GT(commits, 20) << "it was not long enough yet";
    EXPECT_LT(commits, 65) << "only who commits wrote it back";
}

TEST_F(CheckpointsTest, WhoCommitsWritesALogBackThatIsFarTooLong) {
    execute("CREATE TABLE t (body BLOB)");
    checkpoints_.watch(handle_);
    const std::string first = beginnings();
    ASSERT_TRUE(turns_.take(5s));  // the other thread never gets one
    for (int commits = 0; commits < 250; ++commits) execute("INSERT INTO t VALUES (randomblob(4000))");
    turns_.pass();
    EXPECT_NE(beginnings(), first);
}

}  // namespace
}  // namespace fairground::store
