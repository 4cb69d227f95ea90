// One call's work on a player's standing: brought forward on arrival, stored and told to others at the end.
#pragma once
#include <string>
#include <vector>

#include "standing.hpp"

namespace growth_points {

class Visit {
public:
    // Loads the standing and settles it. Changes nothing yet.
    Visit(const Settings& settings, fairground::Call& call);

    Standing standing;

    Day today() const { return call_.day(); }
    const Level& level() const { return settings_.levels[standing.level]; }
    Period period() const { return period_of(settings_.cycle, standing.since); }

    // Points to spend. REQUIRES: amount > 0
    void credit(std::int64_t amount, const std::string& reason, const Validity& validity);
    // Points of the period; may raise the level at once.
    void count(std::int64_t amount);
    // Tells what has become of the level and stores the standing, if anything is new.
    void save();

private:
    const Settings& settings_;
    fairground::Call& call_;
    Standing before_;
    std::vector<Change> changes_;
};

// What earns, costs and expires in text form, for pages and events: "2026-03-31".
std::string date_text(Day day);
// The last local day on which something can be spent that expires at this moment.
std::string last_day(const fairground::Call& call, std::int64_t expires_at);

}  // namespace growth_points
