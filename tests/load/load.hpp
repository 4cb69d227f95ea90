// A closed-loop load driver over HTTP/1.1: N connections, P players, one idempotency key per intent. Whatever happens
// to a connection, an intent is asked again with the same key until it has an answer, so that afterwards the tables can
// be recounted against what was acknowledged.
#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace fairground::load {

struct Options {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;
    std::string campaign;
    std::string action = "spin";
    std::vector<std::string> bodies{"{}"};  // one of them per intent, by chance
    std::size_t connections = 64;
    std::size_t players = 1000;                    // "p0", "p1" …
    std::chrono::milliseconds attempt_time{5000};  // then the connection counts as lost
    std::chrono::milliseconds patience{20'000};    // of one intent, from its first attempt; then it is unanswered
    std::uint64_t seed = 1;                        // of the choices, and part of the keys: another one for each driver
    bool keep_bodies = true;

    // Faults on purpose.
    double lose_answers = 0;        // the chance that an answer that came is treated as lost, and asked for again
    bool new_key_on_retry = false;  // what a broken client does: each attempt is a new intent to the host
};

std::string player_name(std::size_t player);

struct Answered {
    std::string key;
    std::size_t player = 0;
    int attempts = 0;
    int status = 0;  // anything but 429, 502, 503 and 504
    bool replayed = false;
    std::string plugin;  // that made the answer, by the header Fairground-Plugin
    std::string body;
};

// Of intents, from the first attempt to the answer.
class Latencies {
public:
    explicit Latencies(std::vector<std::chrono::microseconds> samples = {});
    // The smallest sample that a share of all samples (0 < share ≤ 1) does not exceed; 0 if there are none.
    std::chrono::microseconds percentile(double share) const;
    const std::vector<std::chrono::microseconds>& sorted() const { return sorted_; }

private:
    std::vector<std::chrono::microseconds> sorted_;
};

struct Report {
    std::vector<Answered> answered;
    std::vector<std::string> unanswered;  // keys
    std::map<int, std::uint64_t> statuses;
    std::uint64_t connections_lost = 0;  // while an answer was awaited, or not to be had at all
    std::uint64_t busy = 0;              // 429, 502, 503, 504: asked again after a while
    std::string last_busy;               // the body of the last of these
    std::chrono::duration<double> elapsed{};
    std::chrono::microseconds cpu{};  // what the driver itself used
    Latencies latencies;

    double per_second() const { return static_cast<double>(answered.size()) / elapsed.count(); }
};

// One thread at a time.
class Driver {
public:
    explicit Driver(Options options);
    ~Driver();

    // Gets a session for each player. Throws std::runtime_error if the host refuses one or none can be had in time.
    void log_in();
    // New intents for that long, or until there are so many; returns when each has an answer or its patience is used
    // up. REQUIRES: log_in
    Report run(std::chrono::milliseconds time, std::uint64_t at_most = UINT64_MAX);
    // Any thread: a run() under way begins no more intents.
    void stop();

private:
    struct Parts;
    class LogIn;
    class Intents;
    std::unique_ptr<Parts> parts_;
};

}  // namespace fairground::load
