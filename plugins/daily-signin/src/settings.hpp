// The settings of one sign-in campaign, checked: whoever holds a Settings may rely on it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fairground/plugin.hpp>

#include "days.hpp"

namespace daily_signin {

using fairground::Json;

struct Money {
    std::string currency;
    std::int64_t amount = 0;
};

// Money, or a piece of goods.
struct Award {
    std::optional<Money> money;
    std::string goods;             // the id of one of Settings::goods; empty: money
    std::optional<Money> instead;  // of goods that have run out
};
using Awards = std::vector<Award>;

struct Goods {
    std::string id;
    Json title;  // by language
    std::optional<std::int64_t> stock;
    std::optional<std::int64_t> per_day;
};

// Reached when a streak is that many days long.
struct Tier {
    std::int64_t days = 0;
    Json title;  // by language; null: none
    Awards awards;
};

struct Makeup {
    std::optional<Money> price;
    std::string card;  // the account whose balance are cards, one for a day; empty: none
    std::int64_t per_month = 0;
    std::int64_t days_back = 0;
};

// Keeps a streak over one missed day.
struct Freeze {
    std::string card;
    bool by_itself = true;  // else only when the player asks for it
};

struct Settings {
    Day first_day;       // of the campaign
    Awards rewards;      // of day 1, 2, 3 … of the streak; the last one goes on
    bool cycle = false;  // the streak's rewards start anew after the last tier
    std::vector<Tier> tiers;
    std::vector<Goods> goods;
    std::optional<Makeup> makeup;
    std::optional<Freeze> freeze;
    Awards full_month;
    std::optional<std::int64_t> remind_from;  // streaks of at least that length are worth a reminder

    const Goods& goods_named(std::string_view id) const;  // REQUIRES: it is there
    std::vector<std::string> currencies() const;
    std::vector<std::string> earns() const;
    std::vector<std::string> spends() const;

    // REQUIRES: json fits settings_schema. What does not add up goes into problems.
    static Settings read(const Json& json, fairground::Problems& problems);
};

// JSON Schema, draft 7.
std::string_view settings_schema();

// What does not add up. REQUIRES: all members are filled.
void check(const Settings& settings, fairground::Problems& problems);

}  // namespace daily_signin
