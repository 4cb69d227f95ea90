// SPDX-License-Identifier: MIT
//
// What the test kit's host remembers: players, stock, events. Plain data; testkit.hpp shows it to tests.
#pragma once
#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "fairground/testkit/account.hpp"
#include "fairground/testkit/clock.hpp"
#include "fairground/testkit/leaderboard.hpp"

namespace fairground::testkit {

using Json = nlohmann::json;

// The public id of the campaign under test.
inline constexpr const char* campaign_id = "campaign-1";

// A line of a player's ledger.
struct Entry {
    std::string currency;
    std::int64_t amount = 0;  // negative: debit
    std::int64_t balance_after = 0;
    std::string reason;
    std::string id;
    std::int64_t at = 0;  // ms
    std::string action;   // or what else made it: the topic that was heard, the job
    std::optional<std::int64_t> expires_at;
};

struct Record {
    std::string id;
    std::string kind;
    std::int64_t at = 0;   // ms
    std::int32_t day = 0;  // yyyymmdd, local
    Json payload;
};

struct Event {
    std::string player;
    std::string topic;
    Json payload;
};

struct LogLine {
    std::int32_t level = 0;  // FG_LOG_…
    std::string text;
};

// A random number that the plugin asked for.
struct Draw {
    std::uint32_t bound = 0;
    std::uint32_t value = 0;
    bool operator==(const Draw&) const = default;
};

struct Value {
    std::string body;
    std::uint64_t version = 0;
};

// What a call may change of its player in place; small, so that a call can keep a copy to go back to.
struct Standing {
    std::map<std::string, Account> accounts;
    std::map<std::string, Value> values;
    std::map<std::string, std::string> states;
};

struct Player {
    std::map<std::string, std::string> attributes;
    Standing standing;
    std::vector<Entry> entries;
    std::vector<Record> records;
};

struct Item {
    std::optional<std::int64_t> total;
    std::optional<std::int64_t> per_day;
    std::int64_t taken = 0;
    std::map<std::int32_t, std::int64_t> taken_on;  // by day

    std::int64_t left(std::int32_t day) const {
        std::int64_t left = std::numeric_limits<std::int64_t>::max();
        if (total) left = std::min(left, *total - taken);
        if (per_day) left = std::min(left, *per_day - taken_in(day));
        return std::max<std::int64_t>(left, 0);
    }
    void take(std::int32_t day, std::int64_t count) {
        taken += count;
        taken_on[day] += count;
    }
    // What was taken on an earlier day does not add to today's cap.
    void give_back(std::int32_t day, std::int64_t count) {
        taken -= count;
        taken_on[day] = std::max<std::int64_t>(0, taken_in(day) - count);
    }
    std::int64_t taken_in(std::int32_t day) const {
        const auto found = taken_on.find(day);
        return found == taken_on.end() ? 0 : found->second;
    }
};

// What a call may change of the campaign in place.
struct Common {
    std::map<std::string, Item> stock;
    std::map<std::string, std::int64_t> tallies;
    std::map<std::string, Leaderboard> boards;
    std::map<std::string, std::size_t> coupons_taken;
};

struct World {
    Clock clock;
    // The currencies that the campaign says it credits and debits; empty: it does not say.
    std::optional<std::set<std::string, std::less<>>> earns;
    std::optional<std::set<std::string, std::less<>>> spends;
    std::map<std::string, Player> players;
    Common common;
    std::map<std::string, std::vector<std::string>> coupons;  // imported codes by pool
    std::vector<Event> events;
};

}  // namespace fairground::testkit
