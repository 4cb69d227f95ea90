#include "store/sqlite/connection.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <thread>

#include "store/sql/errors.hpp"
#include "store/sqlite/log_writes.hpp"

namespace fairground::store {

namespace {

struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close(handle); }
};

void make_folder(const std::string& file) {
    const auto folder = std::filesystem::path(file).parent_path();
    std::error_code error;
    if (!folder.empty()) std::filesystem::create_directories(folder, error);
    if (error) throw Unavailable("cannot make the folder " + folder.string() + " of the database: " + error.message());
}

int look_again_soon(void* patience, int looks) {
    constexpr std::chrono::microseconds pause{500};
    if (looks * pause > std::chrono::milliseconds(reinterpret_cast<std::intptr_t>(patience))) return 0;
    std::this_thread::sleep_for(pause);
    return 1;
}

// The busy handler does not cover the change of a new file to WAL: of two processes that make it at the same time one
// is told at once that it is locked.
int set_up(sqlite3* handle, std::chrono::milliseconds patience) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    for (;;) {
        const int result =
            sqlite3_exec(handle, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -64000",
                         nullptr, nullptr, nullptr);
        if (result != SQLITE_BUSY || std::chrono::steady_clock::now() > deadline) return result;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

}  // namespace

void wait_for_other_processes(sqlite3* handle, std::chrono::milliseconds patience) {
    // NOLINTNEXTLINE(performance-no-int-to-ptr): a number where an address is expected, never followed
    sqlite3_busy_handler(handle, look_again_soon, reinterpret_cast<void*>(patience.count()));
}

sqlite3* Sqlite::open(const Settings& settings) {
    make_folder(settings.path);
    sqlite3* raw = nullptr;
    // Private cache: with ODB's shared one a connection can wait for ever for another of the same process.
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    const int opened = sqlite3_open_v2(settings.path.c_str(), &raw, flags, vfs_that_gathers_log_writes());
    std::unique_ptr<sqlite3, Close> handle(raw);
    const std::string what = "opening " + settings.path;
    if (opened != SQLITE_OK) throw_sqlite_error(opened, raw ? sqlite3_errmsg(raw) : "no memory", what);
    wait_for_other_processes(raw, settings.lock_timeout);
    if (set_up(raw, settings.lock_timeout) != SQLITE_OK)
        throw_sqlite_error(sqlite3_extended_errcode(raw), sqlite3_errmsg(raw), what);
    return handle.release();
}

}  // namespace fairground::store
