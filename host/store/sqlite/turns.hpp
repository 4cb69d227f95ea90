// Whose turn it is to write to an SQLite file, among the threads of this process. SQLite itself lets a writer that
// waits only look again now and then: under a busy committer a publication would wait for seconds.
#pragma once
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace fairground::store {

// Who waits is next, before the one that had the turn may take it again.
class Turns {
public:
    // False: not in time.
    bool take(std::chrono::milliseconds patience) {
        const auto deadline = std::chrono::steady_clock::now() + patience;
        std::unique_lock lock(mutex_);
        if (!changed_.wait_until(lock, deadline, [this] { return !somebody_is_next_; })) return false;
        somebody_is_next_ = true;
        const bool mine = changed_.wait_until(lock, deadline, [this] { return !taken_; });
        somebody_is_next_ = false;
        if (mine) taken_ = true;
        changed_.notify_all();
        return mine;
    }
    // REQUIRES: a turn that was taken.
    void pass() {
        const std::lock_guard lock(mutex_);
        taken_ = false;
        changed_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool somebody_is_next_ = false;
    bool taken_ = false;
};

}  // namespace fairground::store
