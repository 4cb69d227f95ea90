// Whose turn it is to write to an SQLite file, among the threads of this process. SQLite itself lets a writer that
// waits only look again now and then: under a busy committer a publication would wait for seconds.
#pragma once
#include <chrono>
#include <mutex>

namespace fairground::store {

// The thread that takes a turn passes it on. Who waits is next, before the one that had it may take it again.
class Turns {
public:
    // False: not in time.
    bool take(std::chrono::milliseconds patience) {
        const auto deadline = std::chrono::steady_clock::now() + patience;
        std::unique_lock next(next_, deadline);
        return next && turn_.try_lock_until(deadline);
    }
    void pass() { turn_.unlock(); }

private:
    std::timed_mutex next_;
    std::timed_mutex turn_;
};

}  // namespace fairground::store
