// Where a player stands in the programme: one small document, so that an event costs one row. Pure: the day is given.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "settings.hpp"

namespace growth_points {

// A level that was not reached again, and will be lost unless the player still reaches it.
struct Due {
    Day on = 0;
    std::size_t to = 0;
    bool operator==(const Due&) const = default;
};

// What a player has earned by one rule.
struct Earned {
    Day day = 0;  // the last on which something was earned
    std::int64_t that_day = 0;
    std::int64_t that_month = 0;
    bool operator==(const Earned&) const = default;
};

struct Change {
    std::size_t from = 0;
    std::size_t to = 0;
    Day on = 0;
    std::int64_t points = 0;  // of the period
};

// The player would lose the level on that day, and `missing` points of the period would keep it.
struct Risk {
    Day on = 0;
    std::size_t to = 0;
    std::int64_t missing = 0;
};

struct Standing {
    static constexpr const char* key = "standing";

    Day since = 0;            // a day of the period that `points` belong to; 0: the player is new
    std::int64_t points = 0;  // of the period
    std::int64_t total = 0;   // earned ever
    std::size_t level = 0;
    std::optional<Due> due;
    Day warned = 0;                                // of the loss on this day
    std::int64_t reminded = 0;                     // of all that expires up to then (ms)
    std::map<std::string, Earned> earned;          // by rule, where capped
    std::map<std::string, std::int64_t> redeemed;  // by item
    std::int64_t redemptions = 0;

    bool operator==(const Standing&) const = default;

    static Standing read(const Json& document, const Settings& settings);
    Json document(const Settings& settings) const;

    // Brings the player forward to this day: ends periods, takes levels whose time has come. What was lost, in order.
    std::vector<Change> settle(const Settings& settings, Day today);
    // Adds to (or, below zero, takes from) the points of the period. Never lowers a level. REQUIRES: settled
    std::optional<Change> count(const Settings& settings, Day today, std::int64_t amount);
    // Empty: the level is safe, as things are. REQUIRES: settled
    std::optional<Risk> risk(const Settings& settings, Day today) const;

    // What a rule may still give today; empty: nothing limits it.
    std::optional<std::int64_t> left_today(const Rule& rule, Day today) const;
    // Earned by a capped rule so far.
    std::int64_t today(const Rule& rule, Day today) const;
    std::int64_t this_month(const Rule& rule, Day today) const;
    void note(const Rule& rule, Day today, std::int64_t amount);
    std::int64_t redeemed_of(const Item& item) const;
};

}  // namespace growth_points
