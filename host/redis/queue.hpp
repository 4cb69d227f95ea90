// The calls that wait for a courier, and whether there is one with a connection: while there is none, nothing waits.
#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

#include "redis/redis.hpp"

namespace fairground::redis {

struct Call {
    Commands commands;
    Redis::Done done;
};

// Safe from any thread.
class Queue {
public:
    Queue(std::size_t most, std::size_t pipeline) : most_(most), pipeline_(pipeline) {}

    // Answers the call with Away, on this thread, where it cannot wait.
    void push(Call call);
    // A pipeline of calls to go with. While another courier is under way what comes is left to wait for it, as fewer
    // and larger pipelines cost less; unless too much waits, or it has been away for long. None: nothing to do in that
    // time, or it is closed. Who got calls says back(), or lost().
    std::vector<Call> take(std::chrono::milliseconds patience);
    void back();

    // A courier has a connection; has lost it with those calls; could get none. When the last is lost, all that waits
    // is answered with Away, too.
    void connected();
    void lost(const std::string& why, std::vector<Call> calls);
    void failed(const std::string& why);
    // False: closed.
    bool pause(std::chrono::milliseconds time);

    void close();
    bool closed() const;
    bool up_within(std::chrono::milliseconds patience) const;
    // up, away_calls, away_times, connects, waiting, problem.
    Figures figures() const;

private:
    void answer_away(std::vector<Call>& calls, const std::string& why);
    std::vector<Call> take_all();
    std::string away() const;
    bool worth_going() const;
    void call_courier();
    std::vector<Call> take_pipeline();

    const std::size_t most_;      // commands
    const std::size_t pipeline_;  // commands
    mutable std::mutex mutex_;
    mutable std::condition_variable came_;     // a call
    mutable std::condition_variable changed_;  // up_, closed_
    std::deque<Call> calls_;
    std::size_t waiting_ = 0;  // commands in calls_
    std::size_t idle_ = 0;     // couriers in take()
    bool called_ = false;      // one of them wakes up
    std::size_t under_way_ = 0;
    std::chrono::steady_clock::time_point departed_;  // the last that left
    std::size_t connections_ = 0;
    bool closed_ = false;
    std::string problem_ = "not connected yet";
    std::chrono::steady_clock::time_point away_since_ = std::chrono::steady_clock::now();
    bool told_ = false;  // the log knows of this absence
    std::uint64_t away_times_ = 0;
    std::uint64_t connects_ = 0;
    std::atomic<std::uint64_t> away_calls_{0};
};

}  // namespace fairground::redis
