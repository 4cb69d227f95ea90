#include "store/sqlite/log_writes.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace fairground::store {

namespace {

// Of the file format: https://www.sqlite.org/fileformat2.html#walformat
constexpr int head_size = 32;        // of the log, at its start
constexpr int frame_head_size = 24;  // of a page in it
constexpr int frame_commits = 4;     // four bytes, not all of them 0: the last page of a transaction
// SQLite's own VFS looks at the last 17 bits only of how much it is to write at once.
constexpr std::size_t most_at_once = (1 << 17) - 1;

sqlite3_vfs* system_vfs = nullptr;

// In memory that SQLite gives and takes; behind it is the system's own file.
struct Log : sqlite3_file {
    std::vector<char> gathered;
    sqlite3_int64 start = 0;  // in the file, of what is gathered
    bool within_frame = false;
    bool commits = false;  // that frame

    sqlite3_file* file() { return reinterpret_cast<sqlite3_file*>(this + 1); }
    sqlite3_int64 end() const { return start + static_cast<sqlite3_int64>(gathered.size()); }

    int hand_on() {
        if (gathered.empty()) return SQLITE_OK;
        const int result = file()->pMethods->xWrite(file(), gathered.data(), static_cast<int>(gathered.size()), start);
        gathered.clear();
        return result;
    }

    int write(const char* bytes, int count, sqlite3_int64 at) {
        if (at != end() || gathered.size() + static_cast<std::size_t>(count) > most_at_once)
            if (const int result = hand_on(); result != SQLITE_OK) return result;
        if (gathered.empty()) start = at;
        gathered.insert(gathered.end(), bytes, bytes + count);
        const bool was_head = std::exchange(within_frame, count == frame_head_size && at >= head_size);
        if (within_frame) {
            commits =
                std::any_of(bytes + frame_commits, bytes + frame_commits + 4, [](char byte) { return byte != 0; });
            return SQLITE_OK;
        }
        return was_head && !commits ? SQLITE_OK : hand_on();
    }
};

Log& log_of(sqlite3_file* file) {
    return *static_cast<Log*>(file);
}

int write_log(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at) {
    try {
        return log_of(file).write(static_cast<const char*>(bytes), count, at);
    } catch (const std::bad_alloc&) {
        return SQLITE_IOERR_NOMEM;
    }
}

int close_log(sqlite3_file* file) {
    Log& log = log_of(file);
    const int written = log.hand_on();
    const int closed = log.file()->pMethods->xClose(log.file());
    std::destroy_at(&log);
    return written != SQLITE_OK ? written : closed;
}

// Everything else: after what is gathered.
template <auto method, typename... Arguments>
int after_writes(sqlite3_file* file, Arguments... arguments) {
    Log& log = log_of(file);
    const int result = log.hand_on();
    return result != SQLITE_OK ? result : (log.file()->pMethods->*method)(log.file(), arguments...);
}
template <auto method, typename... Arguments>
int as_it_is(sqlite3_file* file, Arguments... arguments) {
    Log& log = log_of(file);
    return (log.file()->pMethods->*method)(log.file(), arguments...);
}

// Version 1: SQLite maps no log into memory, and keeps what is shared of it beside the database.
using Methods = sqlite3_io_methods;
const Methods log_methods{.iVersion = 1,
                          .xClose = close_log,
                          .xRead = after_writes<&Methods::xRead, void*, int, sqlite3_int64>,
                          .xWrite = write_log,
                          .xTruncate = after_writes<&Methods::xTruncate, sqlite3_int64>,
                          .xSync = after_writes<&Methods::xSync, int>,
                          .xFileSize = after_writes<&Methods::xFileSize, sqlite3_int64*>,
                          .xLock = as_it_is<&Methods::xLock, int>,
                          .xUnlock = as_it_is<&Methods::xUnlock, int>,
                          .xCheckReservedLock = as_it_is<&Methods::xCheckReservedLock, int*>,
                          .xFileControl = after_writes<&Methods::xFileControl, int, void*>,
                          .xSectorSize = as_it_is<&Methods::xSectorSize>,
                          .xDeviceCharacteristics = as_it_is<&Methods::xDeviceCharacteristics>};

int open_file(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* opened_as) {
    if ((flags & SQLITE_OPEN_WAL) == 0) return system_vfs->xOpen(system_vfs, name, file, flags, opened_as);
    auto* const log = std::construct_at(static_cast<Log*>(file));
    const int result = system_vfs->xOpen(system_vfs, name, log->file(), flags, opened_as);
    if (result == SQLITE_OK) {
        log->pMethods = &log_methods;
    } else {
        std::destroy_at(log);
        file->pMethods = nullptr;  // so it is not closed
    }
    return result;
}

sqlite3_vfs gathering() {
    system_vfs = sqlite3_vfs_find(nullptr);
    if (system_vfs == nullptr) throw std::runtime_error("SQLite has no VFS of its own");
    sqlite3_vfs vfs = *system_vfs;
    vfs.zName = "fairground-log";
    vfs.szOsFile += static_cast<int>(sizeof(Log));
    vfs.xOpen = open_file;
    vfs.pNext = nullptr;
    return vfs;
}

}  // namespace

const char* vfs_that_gathers_log_writes() {
    static sqlite3_vfs vfs = gathering();
    static const int registered = sqlite3_vfs_register(&vfs, 0);
    if (registered != SQLITE_OK) throw std::runtime_error("SQLite takes no VFS: " + std::to_string(registered));
    return vfs.zName;
}

}  // namespace fairground::store
