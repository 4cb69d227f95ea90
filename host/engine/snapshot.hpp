// What one transaction knows: the rows its plans named, and what its calls have changed so far. Private to engine.
//
// Everything is kept by player and by the index of a name ("points" is currency 0), so that a call finds its numbers
// without hashing. A name that no plan gave is loaded when first asked for, for all players of the batch at once, and
// counted.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/account.hpp"
#include "store/batch.hpp"
#include "store/store.hpp"

namespace fairground::engine {

// Where a snapshot reads: a Writer's transaction or a Reader.
class Source {
public:
    virtual ~Source() = default;
    virtual store::Loaded load(const store::Needs& needs) = 0;
    virtual std::vector<store::RecordLine> records(std::int64_t player, std::int64_t campaign, std::string_view kind,
                                                   std::int32_t before_day, std::int64_t before_seq,
                                                   std::uint32_t limit) = 0;
    // Codes left in a pool; empty: this source only knows the codes it has loaded.
    virtual std::optional<std::int64_t> coupons_left(std::int64_t campaign, std::string_view pool) = 0;
};

struct ValueMemory {
    std::string body;
    std::int64_t version = 0;  // 0: not there
    bool changed = false;
};
struct AccountMemory {
    Account now;
    std::vector<Lot> stored_lots;  // as committed
    bool changed = false;
};
struct ScoreMemory {
    std::optional<std::int64_t> score;  // empty: not known
    std::int64_t at = 0;                // ms, of a change
    bool changed = false;
};
struct StateMemory {
    std::string state;  // empty: the machine's initial one
    bool changed = false;
};

struct PlayerMemory {
    store::PlayerRow row;
    bool changed = false;
    std::vector<AccountMemory> accounts;      // by currency index
    std::vector<ValueMemory> values;          // by key index
    std::vector<StateMemory> states;          // by machine index
    std::vector<ScoreMemory> scores;          // by board index
    std::vector<std::int64_t> record_counts;  // by index of the counted range; as committed, without new_records
    std::vector<store::RecordLine> new_records;
};

struct StockMemory {
    std::int64_t taken = 0;  // over the whole campaign
    std::int64_t taken_today = 0;
    std::int64_t new_taken = 0;  // of those, by this batch
    std::int64_t new_taken_today = 0;
    std::optional<std::int64_t> cap;  // as the revision that took last says, noted beside new rows
    std::optional<std::int64_t> daily_cap;
};

struct TallyMemory {
    std::int64_t sum = 0;
    std::int64_t added = 0;
};

struct CouponMemory {
    std::vector<store::CouponRow> free;  // loaded (and, in a transaction, locked) for this batch
    std::size_t used = 0;                // the first so many are given away
    std::vector<store::CouponTaken> taken;
};

class Snapshot {
public:
    // daily_stock: some item has a cap for the day, so the day's rows are needed too.
    Snapshot(Source& source, std::int64_t campaign, std::int32_t day, bool daily_stock)
        : source_(source), daily_stock_(daily_stock) {
        loaded_.campaign = campaign;
        loaded_.day = day;
    }

    // REQUIRES: nothing is loaded yet.
    std::size_t add_player(const store::PlayerRow& row);
    // Loads in bulk; names already loaded are not asked for again.
    void load(store::Needs needs);

    // The index of a name; loads it when no plan named it.
    std::size_t currency(std::string_view name);
    std::size_t value(std::string_view key);
    std::size_t machine(std::string_view name);
    std::size_t record_count(const store::RecordCountNeed& range);
    std::size_t item(std::string_view name);
    std::size_t tally(std::string_view name);
    std::size_t coupons(std::string_view pool);
    // The index of a board. To set a score nothing needs to be loaded.
    std::size_t board(std::string_view name);
    // Loads the scores of all players of the batch, where they are not set by it.
    void load_scores(std::size_t board);

    PlayerMemory& player(std::size_t index) { return players_[index]; }
    StockMemory& stock(std::size_t index) { return stock_[index]; }
    TallyMemory& tally_at(std::size_t index) { return tallies_[index]; }
    CouponMemory& coupons_at(std::size_t index) { return coupons_[index]; }
    Source& source() { return source_; }
    std::int64_t campaign() const { return loaded_.campaign; }
    std::int32_t day() const { return loaded_.day; }
    const std::vector<store::RequestRow>& requests() const { return requests_; }
    std::uint64_t undeclared_loads() const { return undeclared_loads_; }

    // The lines of calls that succeeded.
    store::Effects lines;
    // Everything that changed, ready to be applied. Leaves the snapshot spent.
    store::Effects effects();

private:
    void take_over(const store::Needs& asked, store::Loaded rows);
    std::size_t player_index(std::int64_t id) const;
    store::Needs undeclared();

    Source& source_;
    const bool daily_stock_;
    store::Needs loaded_;  // names by index; boards: of those that are known
    std::vector<PlayerMemory> players_;
    std::vector<StockMemory> stock_;
    std::vector<TallyMemory> tallies_;
    std::vector<CouponMemory> coupons_;
    std::vector<store::RequestRow> requests_;
    std::vector<std::pair<std::int64_t, std::size_t>> index_by_id_;  // sorted
    std::uint64_t undeclared_loads_ = 0;
};

}  // namespace fairground::engine
