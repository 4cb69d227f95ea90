// An open-loop wave: requests set out at their own pace, whether the host keeps up or not, and nobody asks again. What
// a push notification does, and what a closed loop of connections cannot show.
#pragma once
#include "load/load.hpp"

namespace fairground::load {

struct WaveOptions {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;
    struct Target {
        std::string campaign;
        std::string tenant = "default";
    };
    std::vector<Target> targets;  // one of them per request, by chance
    std::string action = "spin";
    std::string body = "{}";
    std::size_t players = 200;                       // of each tenant, named as the driver names them
    std::size_t connections = 2000;                  // at most; they are opened as they are needed
    std::chrono::milliseconds attempt_time{10'000};  // then the connection counts as lost
    std::uint64_t seed = 1;                          // of the choices, and part of the keys
};

struct WaveReport {
    std::vector<Answered> answered;  // what was carried out, whatever the rules said to it
    std::uint64_t sent = 0;
    std::uint64_t refused = 0;  // 429 and 503
    std::uint64_t refused_without_retry_after = 0;
    std::vector<std::string> unanswered;  // keys
    std::map<int, std::uint64_t> statuses;
    std::chrono::duration<double> elapsed{};  // to the last one sent
    // From a request's departure to its answer.
    Latencies accepted;
    Latencies refusals;
    std::chrono::microseconds late{0};  // the longest that a request set out after its time: the wave's own weakness

    double goodput() const { return static_cast<double>(answered.size()) / elapsed.count(); }
};

// One thread at a time.
class Wave {
public:
    explicit Wave(WaveOptions options);
    ~Wave();

    // Gets a session for each player of each tenant. Throws std::runtime_error if the host refuses one.
    void log_in();
    // That many a second on the average (a Poisson process), for that long; returns when each has an answer or is lost.
    // REQUIRES: log_in
    WaveReport run(double per_second, std::chrono::milliseconds time);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace fairground::load
