// A thread with a connection: takes what waits, sends it as one pipeline, hands out the replies, and again.
#pragma once
#include <atomic>
#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "redis/dial.hpp"
#include "redis/queue.hpp"

namespace fairground::redis {

// Of all couriers.
struct Trips {
    std::atomic<std::uint64_t> commands{0};
    std::atomic<std::uint64_t> round_trips{0};
    std::atomic<std::uint64_t> errors{0};
};

class Courier {
public:
    // All must outlive it.
    Courier(const Options& options, Queue& queue, Trips& trips) : options_(options), queue_(queue), trips_(trips) {}

    // Until the queue is closed.
    void run();
    // This thread is one: it would wait for itself.
    static bool is_this_thread();

private:
    void serve(Connection& connection, std::vector<Call>& calls);
    void round_trip(Connection& connection, std::vector<Call>& calls);
    std::vector<Reply> exchange(Wire& wire, const std::vector<Call>& calls);
    void run_forgotten(Wire& wire, const std::vector<Call>& calls, std::vector<Reply>& replies);
    void hand_out(const Connection& connection, std::vector<Call>& calls, std::vector<Reply>& replies);
    void append(const Commands::Command& command);
    void append_whole(const Commands::Command& command);

    const Options& options_;
    Queue& queue_;
    Trips& trips_;
    std::string pipeline_;                     // what is sent; kept for its memory
    std::unordered_set<std::string> scripts_;  // that this connection has sent, by their SHA-1
};

}  // namespace fairground::redis
