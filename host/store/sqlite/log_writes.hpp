// SQLite writes its log (WAL) page by page, each in two calls of the system: a head of 24 bytes, then the page. This
// layer below it (a VFS) gathers what is written one behind the other and hands it on in large pieces. All other files,
// and whatever else is done with the log, go to the system's own VFS as they are.
#pragma once
#include <sqlite3.h>

namespace fairground::store {

// Its name, for sqlite3_open_v2(); registers it when first called. Any thread. Throws std::runtime_error if SQLite has
// no VFS of its own.
//
// Nothing is held back longer than the transaction lasts: before anybody could see a commit, or be told of it, its last
// page has been handed on. What cannot be written then fails that commit.
const char* vfs_that_gathers_log_writes();

}  // namespace fairground::store
