// Writes the log of an SQLite file back into the file, beside the thread that writes to the database.
#pragma once
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include <sqlite3.h>

#include "store/sqlite/turns.hpp"

namespace fairground::store {

// Has a thread and a connection of its own. What it cannot do, whoever commits does when the log is twice as long.
// Outlives the connections that it watches.
class Checkpoints {
public:
    // patience: for a turn to write. long_enough: pages in the log; 96,000 are 384 MB. The longer it gets, the more
    // pages were written to more than once and go back once; but whoever opens the file after a crash reads it whole.
    Checkpoints(std::string file, Turns& turns, std::chrono::milliseconds patience, int long_enough = 96'000)
        : file_(std::move(file)), turns_(turns), patience_(patience), long_enough_(long_enough) {}
    Checkpoints(const Checkpoints&) = delete;
    Checkpoints& operator=(const Checkpoints&) = delete;

    // From now on, instead of the checkpoints that the connection would make in its commits.
    void watch(sqlite3* handle) { sqlite3_wal_hook(handle, &Checkpoints::committed, this); }

private:
    struct Close {
        void operator()(sqlite3* handle) const { sqlite3_close(handle); }
    };

    static int committed(void* self, sqlite3* handle, const char* schema, int pages) noexcept;
    void run(const std::stop_token& stop);
    void write_back(const std::stop_token& stop);
    bool opened();

    const std::string file_;
    Turns& turns_;
    const std::chrono::milliseconds patience_;
    const int long_enough_;
    std::unique_ptr<sqlite3, Close> handle_;  // the thread's
    std::mutex mutex_;
    std::condition_variable_any changed_;
    bool asked_ = false;
    std::jthread thread_{[this](const std::stop_token& stop) { run(stop); }};  // last: it ends before the rest
};

}  // namespace fairground::store
