// How old a replica is, measured without anybody's clock but ours, and without writing anything: the primary's position
// in its binlog is noted with the time from twice a second or more on; a replica that has reached a position has all
// that was acknowledged at the time it was noted.
#pragma once
#include <chrono>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string_view>

namespace fairground::store {

// A global transaction id of each domain: "0-1-1234,5-2-17".
class Position {
public:
    Position() = default;
    // Throws Fault if the text is no such list.
    explicit Position(std::string_view text);
    bool covers(const Position& other) const;
    bool operator==(const Position&) const = default;

private:
    std::map<std::uint32_t, std::uint64_t> last_;  // by domain: sequence number
};

// Safe from any thread.
class Trail {
public:
    using Clock = std::chrono::steady_clock;

    // Before the primary is asked; the answer is noted with that time, or it is lost.
    void ask(Clock::time_point at);
    void note(Clock::time_point at, const Position& primary);
    void lost();

    // It could not be asked, or has not answered for a second: nothing is known to be acknowledged after the last note.
    bool away() const;
    // It has answered what it was asked at that time or later.
    bool answered_since(Clock::time_point at) const;
    // The newest time of which a replica at this position has everything. Empty: it is before all that is known.
    std::optional<Clock::time_point> covered(const Position& replica) const;
    // What lags are counted from: now, or the last note while the primary is away.
    Clock::time_point reference() const;

private:
    struct Note {
        Clock::time_point at;
        Position position;
    };
    bool is_away() const;

    mutable std::mutex mutex_;
    std::deque<Note> notes_;                  // oldest first, no position twice
    std::optional<Clock::time_point> asked_;  // and not answered yet
    bool away_ = false;
};

}  // namespace fairground::store
