// One fetch, for all who joined it. Private to cache.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "cache/levels.hpp"

namespace fairground::cache {

class Flight : public std::enable_shared_from_this<Flight> {
public:
    // open: it is in levels.flights under its name, others may join it, and waiters are in there too. REQUIRES: all who
    // wait want the same.
    Flight(Levels& levels, const Question& question, Compute compute, bool common, bool open);

    // waiters: of one that is not open.
    void begin(std::vector<Waiter> waiters = {});

private:
    enum class Origin { here, redis, source };

    const std::string& name() const { return common_ ? question_.common : question_.own; }
    void take_on_board();
    bool found_here();
    void ask_redis(std::int64_t environment);
    void see(Shared::Seen seen);
    void compute();
    void take(Computed computed, Origin origin);
    void keep(const Computed& computed, Origin origin);
    void land(const Computed& computed, bool also_late_ones);
    void give(Waiter& waiter, const Computed& computed);

    Levels& levels_;
    const Question question_;
    const Compute compute_;
    const std::string who_;
    const bool common_;  // fetched for everybody, as far as is known
    const bool open_;
    std::vector<Waiter> on_board_;  // since before anything was read
    Local::Pin pin_;
    Stamp stamp_;
    Shared::Question asked_;
    Shared::Right right_;
    bool asked_for_player_ = false;
    Wanted wanted_;
    bool again_ = false;
};

}  // namespace fairground::cache
