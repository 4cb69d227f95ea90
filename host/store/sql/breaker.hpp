// A circuit breaker for connecting: when the database could not be reached a few times in a row, nobody else waits to
// find that out. One thread tries again, after pauses that differ from host to host, until it is back.
#pragma once
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace fairground::store {

class Breaker {
public:
    struct Rules {
        std::string what = "the database";
        int failures = 3;                              // in a row, then it opens
        std::chrono::milliseconds longest_pause{500};  // the first is a tenth of it, each is twice the last, and each
                                                       // is up to half longer or shorter
    };

    // probe connects once and throws std::exception if that fails. Called on the breaker's own thread, and only while
    // it is open; must stay callable until the breaker ends, which may take as long as one probe.
    Breaker(const Rules& rules, std::function<void()> probe) : rules_(rules), probe_(std::move(probe)) {}
    ~Breaker();
    Breaker(const Breaker&) = delete;
    Breaker& operator=(const Breaker&) = delete;

    // Before connecting. Throws Unavailable at once, with the last reason, while it is open.
    void check() const;
    // After it.
    void succeeded();
    void failed(const std::string& reason);

    bool open() const;
    std::uint64_t opened() const;  // times, since the start

private:
    void run(const std::stop_token& stop);
    void wait_a_while(const std::stop_token& stop, std::chrono::milliseconds pause);

    const Rules rules_;
    const std::function<void()> probe_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    int failures_ = 0;  // in a row
    bool open_ = false;
    std::uint64_t opened_ = 0;
    std::string reason_;
    std::chrono::steady_clock::time_point since_;
    std::jthread prober_;  // from the first time it opens
};

}  // namespace fairground::store
