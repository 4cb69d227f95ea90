// What one transaction knows: the players, what is theirs in the whole tenant, and a share for each campaign that takes
// part. Private to engine.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/account.hpp"
#include "engine/share.hpp"
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

struct AccountMemory {
    Account now;
    std::vector<Lot> stored_lots;  // as committed
    bool changed = false;
};

struct PlayerMemory {
    store::PlayerRow row;
    bool changed = false;
    std::vector<AccountMemory> accounts;  // by currency index
};

class Snapshot {
public:
    explicit Snapshot(Source& source) : source_(source) {}

    // REQUIRES: nothing is loaded yet, each campaign and player once.
    Share& add_share(std::int64_t campaign, std::int32_t day, bool daily_stock);
    std::size_t add_player(const store::PlayerRow& row);
    // Loads in bulk for needs.campaign; names already loaded are not asked for again. Several campaigns: in the order
    // of their ids, which is the order of the locks.
    void load(store::Needs needs);
    // The same, for a name that no plan gave.
    void load_undeclared(store::Needs needs);
    // The same in two steps, for whoever asks the store himself: what is to be asked for, without the players, and what
    // came of it. REQUIRES: the players are added before the second.
    void expect(store::Needs& needs);
    void take_over(const store::Needs& asked, store::Loaded&& rows, StockRows stock);

    // The index of a name; loads it when no plan named it.
    std::size_t currency(std::string_view name);

    // REQUIRES: added.
    Share& share(std::int64_t campaign);
    PlayerMemory& player(std::size_t index) { return players_[index]; }
    std::size_t player_index(std::int64_t id) const;
    Source& source() { return source_; }
    const std::vector<store::RequestRow>& requests() const { return requests_; }
    std::uint64_t undeclared_loads() const { return undeclared_loads_; }

    // What the calls of one player may change, as it is now; for an action that one of its listeners undoes.
    struct Saved {
        std::size_t index = 0;
        PlayerMemory player;
        std::vector<Share::Saved> shares;
        std::size_t entries = 0;
        std::size_t events = 0;
    };
    Saved save(std::size_t player) const;
    // REQUIRES: only that player's calls came since.
    void restore(Saved&& saved);

    // The lines of calls that succeeded.
    store::Effects lines;
    // Everything that changed, ready to be applied: one element for each campaign, in the order of their ids. `acting`
    // gets what belongs to no campaign alone. Empty: nothing changed. Leaves the snapshot spent.
    std::vector<store::Effects> effects(std::int64_t acting);

private:
    void write_players(store::Effects& effects) const;

    Source& source_;
    std::vector<PlayerMemory> players_;
    std::vector<std::int64_t> ids_;
    std::vector<std::string> currencies_;  // by index
    std::map<std::int64_t, Share> shares_;
    std::vector<store::RequestRow> requests_;
    std::vector<std::pair<std::int64_t, std::size_t>> index_by_id_;  // sorted
    std::uint64_t undeclared_loads_ = 0;
};

}  // namespace fairground::engine
