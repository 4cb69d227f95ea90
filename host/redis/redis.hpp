// The only door to Redis. Calls of many threads that come while a round trip is under way go out together as the next
// pipeline: no timer, no wait for more.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "redis/commands.hpp"
#include "redis/options.hpp"

namespace fairground::redis {

// Since the start.
struct Figures {
    bool up = false;
    std::uint64_t commands = 0;     // that were answered
    std::uint64_t round_trips = 0;  // that brought them: commands / round_trips is what pipelining saves
    std::uint64_t errors = 0;       // Error replies
    std::uint64_t away_calls = 0;   // calls answered with Away
    std::uint64_t away_times = 0;   // how often the last connection was lost
    std::uint64_t connects = 0;     // connections made
    std::size_t waiting = 0;        // commands, now
    std::string problem;            // why it is away; empty: it is up
};

// Safe from any thread. While Redis is away every call is answered at once and threads of its own try to get it back,
// so nobody waits for a connect timeout; return is automatic. A connection that failed in any way is never used again,
// so that a late reply is never taken for that of another command.
class Redis {
public:
    // Connects in the background: away until that is done.
    explicit Redis(Options options);
    ~Redis();  // answers what waits with Away
    Redis(const Redis&) = delete;
    Redis& operator=(const Redis&) = delete;

    // done is called exactly once, and within the queue's time and Options::io_timeout: on a thread of this room, or on
    // the caller's before this returns when Redis is away. It must be quick, must not throw, must not ask(). Two calls
    // may overtake each other.
    using Done = std::function<void(Outcome)>;
    void send(Commands commands, Done done);

    // Waits for the outcome.
    Outcome ask(Commands commands);

    // Waits at most so long for the first connection, or the next; true: there is one.
    bool up_within(std::chrono::milliseconds patience) const;

    Figures figures() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace fairground::redis
