// One campaign's share of a transaction: the rows its plans named, and what the calls have changed so far. Private to
// engine.
//
// Everything is kept by player and by the index of a name (the value "streak" is value 0), so that a call finds its
// numbers without hashing. A name that no plan gave is loaded when first asked for, for all players of the batch at
// once, and counted.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/batch.hpp"

namespace fairground::engine {

class Snapshot;
class Source;

struct ValueMemory {
    std::string body;
    std::int64_t version = 0;  // 0: not there
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

struct PlayerShare {
    std::vector<ValueMemory> values;          // by key index
    std::vector<StateMemory> states;          // by machine index
    std::vector<ScoreMemory> scores;          // by board index
    std::vector<std::int64_t> record_counts;  // by index of the counted range; as committed, without new_records
    std::vector<store::RecordLine> new_records;
};

// firm: nobody else can take of it before this batch commits, or it is only looked at.
enum class StockRows { loose, firm };

struct StockMemory {
    StockRows rows = StockRows::firm;
    std::int64_t taken = 0;  // over the whole campaign
    std::int64_t taken_today = 0;
    std::int64_t new_taken = 0;  // of those, by this batch
    std::int64_t new_taken_today = 0;
    std::optional<std::int64_t> cap;  // the lowest of those who took, noted beside new rows
    std::optional<std::int64_t> daily_cap;

    void note_caps(std::optional<std::int64_t> total, std::optional<std::int64_t> per_day);
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

// Players have the same indexes here as in the snapshot.
class Share {
public:
    // daily_stock: some item has a cap for the day, so the day's rows are needed too.
    Share(Snapshot& snapshot, std::int64_t campaign, std::int32_t day, bool daily_stock)
        : snapshot_(snapshot), campaign_(campaign), day_(day), daily_stock_(daily_stock) {}

    // The index of a name; loads it when no plan named it.
    std::size_t value(std::string_view key);
    std::size_t machine(std::string_view name);
    std::size_t record_count(const store::RecordCountNeed& range);
    std::size_t item(std::string_view name);
    std::size_t tally(std::string_view name);
    std::size_t coupons(std::string_view pool);
    // The index of a board. To set a score nothing needs to be loaded.
    std::size_t board(std::string_view name);
    // Makes all stock that is loose firm.
    void lock_stock();
    // Loads the scores of all players of the batch, where they are not set by it.
    void load_scores(std::size_t board);

    PlayerShare& player(std::size_t index) { return players_[index]; }
    StockMemory& stock(std::size_t index) { return stock_[index]; }
    TallyMemory& tally_at(std::size_t index) { return tallies_[index]; }
    CouponMemory& coupons_at(std::size_t index) { return coupons_[index]; }
    const std::string& name_of_item(std::size_t item) const { return loaded_.stock[item]; }
    const std::string& name_of_pool(std::size_t coupons) const { return loaded_.coupons[coupons].pool; }
    Source& source();
    std::int64_t campaign() const { return campaign_; }
    std::int32_t day() const { return day_; }

    // What one call may change here, as it was.
    struct Saved {
        PlayerShare player;
        std::vector<StockMemory> stock;
        std::vector<TallyMemory> tallies;
        std::vector<std::pair<std::size_t, std::size_t>> coupons;  // used, taken
    };
    Saved save(std::size_t player) const;
    // REQUIRES: only that player's calls came since. What was loaded since is forgotten.
    void restore(std::size_t player, Saved&& saved);

private:
    friend class Snapshot;  // which loads for all shares and writes for all

    void add_player() { players_.emplace_back(); }
    // Leaves only names that are new in needs, and notes them.
    void expect(store::Needs& needs);
    void take_over(const store::Needs& asked, store::Loaded&& rows, StockRows stock);
    // What changed, added to the effects of this campaign. Leaves the share spent.
    void write(store::Effects& effects);
    void load_undeclared(store::Needs needs);
    void fit_players();

    Snapshot& snapshot_;
    const std::int64_t campaign_;
    const std::int32_t day_;
    const bool daily_stock_;
    store::Needs loaded_;  // names by index; boards: of those that are known
    std::vector<PlayerShare> players_;
    std::vector<StockMemory> stock_;
    std::vector<TallyMemory> tallies_;
    std::vector<CouponMemory> coupons_;
};

}  // namespace fairground::engine
