// What one batch reads and writes, as plain rows. The engine fills and reads these; the store turns them into a handful
// of multi-row statements. Nothing here knows a database.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/audit.hpp"

namespace fairground::store {

struct PlayerRow {
    std::int64_t id = 0;       // internal; unique over all tenants
    std::int64_t version = 0;  // grows with each change; also numbers the player's lines (entries, records, events)
};

// ---- reading

struct RecordCountNeed {
    std::string kind;
    std::int32_t from_day = 0;  // yyyymmdd, both included
    std::int32_t to_day = 0;
    bool operator==(const RecordCountNeed&) const = default;
};

struct RequestKey {
    std::int64_t player = 0;
    std::string key;
};

// One bulk load: everything named here for every player named here (a cross product; over-fetching is cheap, round
// trips are not). Empty members cost nothing.
struct Needs {
    std::int64_t campaign = 0;
    std::int32_t day = 0;  // of the per-day stock rows
    std::vector<std::int64_t> players;
    std::vector<std::string> currencies;
    std::vector<std::string> values;
    std::vector<std::string> machines;
    std::vector<RecordCountNeed> record_counts;
    std::vector<std::string> stock;  // items
    std::vector<std::string> tallies;
    std::vector<std::string> boards;
    struct Coupons {
        std::string pool;
        std::uint32_t count = 0;
    };
    std::vector<Coupons> coupons;  // that many free codes of each pool (Writer: locked, skipping codes others hold)
    std::vector<RequestKey> requests;
};

// What a transaction begins with.
struct Opening {
    std::string tenant;
    std::vector<std::string> players;  // external ids, each once
    // Of all these players: Needs::players stays empty, RequestKey::player is the place among them. In the order of the
    // campaigns' ids.
    std::vector<Needs> needs;
};

struct AccountRow {
    std::int64_t player = 0;
    std::string currency;
    std::int64_t balance = 0;                 // what has expired, but was not taken off yet, included
    std::optional<std::int64_t> next_expiry;  // ms: of the first of its lots; empty: it has none
};

// The part of a balance that expires at one moment.
struct LotRow {
    std::int64_t player = 0;
    std::string currency;
    std::int64_t expires = 0;  // ms
    std::int64_t left = 0;     // Effects: 0 removes the lot
};

struct BoardRow {
    std::int64_t player = 0;
    std::string board;
    std::int64_t score = 0;
    std::int64_t at = 0;  // ms: when it was reached
};

struct ValueRow {
    std::int64_t player = 0;
    std::string key;
    std::string body;  // JSON
    std::int64_t version = 0;
};

struct StateRow {
    std::int64_t player = 0;
    std::string machine;
    std::string state;
};

struct RecordCountRow {
    std::int64_t player = 0;
    std::size_t need = 0;  // index into Needs::record_counts
    std::int64_t count = 0;
};

struct StockRow {
    std::string item;
    std::int32_t day = 0;               // 0: the row of the whole campaign
    std::optional<std::int64_t> total;  // cap; empty: none
    std::int64_t taken = 0;
};

struct TallyRow {
    std::string name;
    std::int64_t sum = 0;
};

struct CouponRow {
    std::int64_t id = 0;
    std::string pool;
    std::string code;
};

struct RequestRow {
    std::int64_t player = 0;
    std::string key;
    std::string fingerprint;   // of action and body
    std::string answer;        // JSON
    std::int64_t version = 0;  // the player's version after it
    std::int32_t revision = 0;
};

// Rows that do not exist are absent (a player without a balance has no AccountRow).
struct Loaded {
    std::vector<AccountRow> accounts;
    std::vector<LotRow> lots;  // of those accounts, in no order
    std::vector<ValueRow> values;
    std::vector<StateRow> states;
    std::vector<RecordCountRow> record_counts;
    std::vector<StockRow> stock;
    std::vector<TallyRow> tallies;
    std::vector<BoardRow> boards;
    std::vector<CouponRow> coupons;
    std::vector<RequestRow> requests;
};

struct Opened {
    std::vector<PlayerRow> players;  // in the order asked
    std::vector<Loaded> loaded;      // in the order of the needs
};

struct RecordLine {
    std::int64_t player = 0;
    std::int64_t campaign = 0;
    std::string kind;
    std::int32_t day = 0;
    std::int64_t seq = 0;  // the player's version at this line: unique per player
    std::int64_t at = 0;   // ms
    std::string payload;   // JSON
    std::string draws;     // chance drawn since the previous record of the same call: "bound:value bound:value"
};

struct EntryLine {
    std::int64_t player = 0;
    std::string currency;
    std::int64_t seq = 0;
    std::int64_t amount = 0;  // negative: debit
    std::int64_t balance_after = 0;
    std::string reason;
    std::int64_t campaign = 0;
    std::string action;
    std::int64_t at = 0;                  // ms
    std::optional<std::int64_t> expires;  // ms: when what is left of this credit does; empty: never
};

// ---- writing

struct EventLine {
    std::int64_t player = 0;
    std::int64_t campaign = 0;
    std::int64_t seq = 0;
    std::string topic;
    std::string payload;  // JSON
    std::int64_t at = 0;  // ms
};

struct StockTaken {
    std::string item;
    std::int32_t day = 0;
    std::int64_t count = 0;             // may be negative: given back
    std::optional<std::int64_t> total;  // cap to note on a row that is new
    bool unlocked = false;              // the row was only read: where more than total would be taken, nothing is done
};

struct TallyAdded {
    std::string name;
    std::int64_t amount = 0;
};

struct CouponTaken {
    std::int64_t id = 0;
    std::int64_t player = 0;
    std::int64_t at = 0;  // ms
};

// Everything one batch changes. Balances, lots, values, states, scores and versions are absolute: the players are
// locked. Stock and tallies are differences, each row at most once.
struct Effects {
    std::int64_t campaign = 0;
    std::vector<PlayerRow> players;  // new versions
    std::vector<AccountRow> accounts;
    std::vector<LotRow> lots;
    std::vector<EntryLine> entries;
    std::vector<RecordLine> records;
    std::vector<ValueRow> values;
    std::vector<StateRow> states;
    std::vector<StockTaken> stock;
    std::vector<TallyAdded> tallies;
    std::vector<BoardRow> boards;  // `at` counts only where the score changes
    std::vector<CouponTaken> coupons;
    std::vector<EventLine> events;
    std::vector<RequestRow> requests;
    std::vector<AuditRow> audit;
    std::int64_t at = 0;  // ms, noted on requests

    bool empty() const { return players.empty() && stock.empty() && tallies.empty(); }
};

}  // namespace fairground::store
