#include "store/sqlite/checkpoints.hpp"

namespace fairground::store {

namespace {

// What of the log is not in the file yet. What was added meanwhile is left.
void checkpoint(sqlite3* handle) {
    sqlite3_wal_checkpoint_v2(handle, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

}  // namespace

int Checkpoints::committed(void* self, sqlite3* handle, const char*, int pages) noexcept {
    auto& us = *static_cast<Checkpoints*>(self);
    if (pages >= 2 * us.long_enough_) checkpoint(handle);
    if (pages < us.long_enough_) return SQLITE_OK;
    const std::lock_guard lock(us.mutex_);
    us.asked_ = true;
    us.changed_.notify_all();
    return SQLITE_OK;
}

void Checkpoints::run(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (changed_.wait(lock, stop, [this] { return asked_; })) {
        lock.unlock();
        if (opened()) write_back(stop);
        lock.lock();
        asked_ = false;
    }
}

// Each time less has come meanwhile; the rest is written while nobody adds any. Only a log that is written back whole
// begins anew, and under a busy writer it never would be. Whoever stops does not wait for the disk: what is left is
// written back by the next one.
void Checkpoints::write_back(const std::stop_token& stop) {
    const std::stop_callback leave(stop, [this] { sqlite3_interrupt(handle_.get()); });
    for (int i = 0; i < 3 && !stop.stop_requested(); ++i) checkpoint(handle_.get());
    if (stop.stop_requested() || !turns_.take(patience_)) return;
    checkpoint(handle_.get());
    turns_.pass();
}

bool Checkpoints::opened() {
    if (handle_) return true;
    sqlite3* raw = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    const int opened = sqlite3_open_v2(file_.c_str(), &raw, flags, nullptr);
    std::unique_ptr<sqlite3, Close> handle(raw);
    // A connection that has read nothing does not know that there is a log.
    const char* const look = "PRAGMA synchronous = FULL; SELECT 1 FROM sqlite_schema";
    if (opened != SQLITE_OK || sqlite3_exec(raw, look, nullptr, nullptr, nullptr) != SQLITE_OK) return false;
    handle_ = std::move(handle);
    return true;
}

}  // namespace fairground::store
