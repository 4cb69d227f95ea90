// The settings of one growth programme, checked: whoever holds a Settings may rely on it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fairground/plugin.hpp>

#include "periods.hpp"

namespace growth_points {

using fairground::Json;

// A field of an event's payload ("award.kind") has this value.
struct Condition {
    std::vector<std::string> path;
    Json equals;

    bool holds(const Json& payload) const;
};

// Factors are exact: in hundredths, 150 for one and a half times.
struct Multiplier {
    Condition when;
    std::int64_t percent = 100;
};

struct Rule {
    std::string id;
    Json title;                     // by language
    std::string on;                 // topic
    std::optional<std::string> of;  // only events of this campaign
    std::optional<Condition> when;
    std::int64_t amount = 0;
    bool by_level = true;                 // multiplied by the factor of the player's level
    std::vector<Multiplier> multipliers;  // the first that holds counts
    std::optional<std::int64_t> per_day;  // points of one player
    std::optional<std::int64_t> per_month;
    Validity valid;

    bool capped() const { return per_day || per_month; }
};

struct Level {
    std::string id;
    Json title;
    std::int64_t from = 0;            // points of a period
    Json privileges = Json::array();  // texts by language
    std::int64_t percent = 100;
};

struct Award {
    enum class Kind { goods, coupon, money };
    Kind kind = Kind::goods;
    std::string name;  // the goods, the pool of codes or the currency
    std::int64_t amount = 0;
};

// What points buy.
struct Item {
    std::string id;  // also the name of its stock
    Json title;
    std::int64_t price = 0;
    std::optional<std::int64_t> stock;
    std::optional<std::int64_t> per_day;
    std::optional<std::int64_t> max_per_player;
    std::size_t level = 0;  // the lowest that may have it
    Award award;

    bool stocked() const { return stock || per_day; }
};

struct Settings {
    std::string currency;
    Cycle cycle = Cycle::month;
    std::vector<Rule> rules;
    std::vector<Level> levels;  // lowest first; the first is everybody's
    std::vector<Item> items;
    int grace_days = 0;   // after a period's end, before a level is lost
    int notice_days = 0;  // before a level is lost
    int soon_days = 7;    // points that expire within so many days expire soon
    std::int64_t board_places = 10;

    // The highest level that so many points of a period reach.
    std::size_t reached(std::int64_t points) const;
    // Empty: no such level or item any more.
    std::optional<std::size_t> level(std::string_view id) const;
    const Item* item(std::string_view id) const;

    std::vector<std::string> topics() const;
    std::vector<std::string> currencies() const;
    std::vector<std::string> coupon_pools() const;

    // REQUIRES: json fits settings_schema. What does not add up goes into problems.
    static Settings read(const Json& json, fairground::Problems& problems);
};

// JSON Schema, draft 7.
std::string_view settings_schema();

// What does not add up. REQUIRES: all is read.
void check(const Settings& settings, fairground::Problems& problems);

}  // namespace growth_points
