// One fetch, for all who joined it. Private to cache.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "cache/levels.hpp"

namespace fairground::cache {

class Flight : public std::enable_shared_from_this<Flight> {
public:
    using Number = Flights<Waiter>::Number;
    // What the others who want the same have of it.
    struct Sharing {
        // In levels.flights under its name, others may join it. 0: it is not there.
        Number number = 0;
        // What will do for all goes to all who wait under its name, whoever flies for them.
        bool with_all = false;
    };
    // pilot: who fetches it. common: for everybody, as far as is known.
    Flight(Levels& levels, Waiter pilot, bool common, Sharing sharing);

    void begin();

private:
    enum class Origin { here, redis, source };

    const std::string& name() const { return common_ ? question_.common : question_.own; }
    bool found_here();
    void ask_redis(std::int64_t environment);
    void see(Shared::Seen seen);
    void compute();
    void take(Computed computed, Origin origin);
    void keep(const Computed& computed, Origin origin);
    void land(const Computed& computed, bool also_late_ones);
    void give(Waiter& waiter, const Computed& computed);

    Levels& levels_;
    Waiter pilot_;
    const Question question_;
    const std::string who_;
    const bool common_;
    const Sharing sharing_;
    Local::Pin pin_;
    Stamp stamp_;
    Shared::Question asked_;
    Shared::Right right_;
    bool asked_for_player_ = false;
    Wanted wanted_;
    bool again_ = false;
};

}  // namespace fairground::cache
