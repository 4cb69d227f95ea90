#include "engine/snapshot.hpp"

#include <algorithm>
#include <stdexcept>

#include "engine/names.hpp"

namespace fairground::engine {
namespace {

// Of the lots those that differ from what is stored, and an empty one for each that is gone.
void write_account(std::int64_t player, const std::string& currency, const AccountMemory& account,
                   store::Effects& effects) {
    const auto& lots = account.now.stored_lots();
    effects.accounts.push_back({player, currency, account.now.stored_balance(), account.now.next_expiry()});
    for (const Lot& lot : lots)
        if (std::ranges::find(account.stored_lots, lot) == account.stored_lots.end())
            effects.lots.push_back({player, currency, lot.expires, lot.left});
    for (const Lot& lot : account.stored_lots)
        if (std::ranges::find(lots, lot.expires, &Lot::expires) == lots.end())
            effects.lots.push_back({player, currency, lot.expires, 0});
}

// Rows that lie beside each other in their table are found in less time one after the other. Those of one player keep
// their order.
void put_in_order_of_players(store::Effects& effects) {
    const auto sort = [](auto& rows) {
        std::ranges::stable_sort(rows, {}, [](const auto& row) { return row.player; });
    };
    sort(effects.accounts);
    sort(effects.entries);
    sort(effects.records);
    sort(effects.values);
    sort(effects.requests);
}

}  // namespace

Share& Snapshot::add_share(std::int64_t campaign, std::int32_t day, bool daily_stock) {
    Share& share = shares_.try_emplace(campaign, *this, campaign, day, daily_stock).first->second;
    for (std::size_t i = 0; i < players_.size(); ++i) share.add_player();
    return share;
}

std::size_t Snapshot::add_player(const store::PlayerRow& row) {
    const std::size_t index = players_.size();
    players_.emplace_back().row = row;
    ids_.push_back(row.id);
    for (auto& [campaign, share] : shares_) share.add_player();
    const std::pair entry{row.id, index};
    index_by_id_.insert(std::lower_bound(index_by_id_.begin(), index_by_id_.end(), entry), entry);
    return index;
}

std::size_t Snapshot::player_index(std::int64_t id) const {
    const auto found = std::lower_bound(index_by_id_.begin(), index_by_id_.end(), std::pair{id, std::size_t{0}});
    if (found == index_by_id_.end() || found->first != id)
        throw std::logic_error("the store answered a row of a player that was not asked for");
    return found->second;
}

Share& Snapshot::share(std::int64_t campaign) {
    const auto found = shares_.find(campaign);
    if (found == shares_.end()) throw std::logic_error("a campaign has no share in this transaction");
    return found->second;
}

void Snapshot::load(store::Needs needs) {
    expect(needs);
    needs.players = ids_;
    auto rows = source_.load(needs);
    take_over(needs, std::move(rows), StockRows::firm);
}

void Snapshot::expect(store::Needs& needs) {
    keep_new(currencies_, needs.currencies);
    share(needs.campaign).expect(needs);
}

void Snapshot::take_over(const store::Needs& asked, store::Loaded&& rows, StockRows stock) {
    for (auto& player : players_) player.accounts.resize(currencies_.size());
    const auto account_of = [this](const auto& row) -> AccountMemory& {
        return players_[player_index(row.player)].accounts[currency(row.currency)];
    };
    for (const auto& row : rows.accounts) account_of(row).now = Account(row.balance);
    for (const auto& row : rows.lots) {
        account_of(row).now.add_lot({row.expires, row.left});
        account_of(row).stored_lots.push_back({row.expires, row.left});
    }
    for (auto& row : rows.requests) requests_.push_back(std::move(row));
    share(asked.campaign).take_over(asked, std::move(rows), stock);
}

void Snapshot::load_undeclared(store::Needs needs) {
    ++undeclared_loads_;
    load(std::move(needs));
}

std::size_t Snapshot::currency(std::string_view name) {
    if (const auto found = find_name(currencies_, name)) return *found;
    store::Needs needs;
    needs.campaign = shares_.begin()->first;
    needs.currencies.emplace_back(name);
    load_undeclared(std::move(needs));
    return currencies_.size() - 1;
}

Snapshot::Saved Snapshot::save(std::size_t player) const {
    Saved saved{player, players_[player], {}, lines.entries.size(), lines.events.size()};
    for (const auto& [campaign, share] : shares_) saved.shares.push_back(share.save(player));
    return saved;
}

void Snapshot::restore(Saved&& saved) {
    currencies_.resize(saved.player.accounts.size());
    players_[saved.index] = std::move(saved.player);
    for (auto& player : players_) player.accounts.resize(currencies_.size());
    lines.entries.resize(saved.entries);
    lines.events.resize(saved.events);
    auto of_share = saved.shares.begin();
    for (auto& [campaign, share] : shares_) share.restore(saved.index, std::move(*of_share++));
}

void Snapshot::write_players(store::Effects& effects) const {
    for (const auto& player : players_) {
        if (!player.changed) continue;
        effects.players.push_back(player.row);
        for (std::size_t i = 0; i < player.accounts.size(); ++i)
            if (player.accounts[i].changed) write_account(player.row.id, currencies_[i], player.accounts[i], effects);
    }
}

std::vector<store::Effects> Snapshot::effects(std::int64_t acting) {
    std::vector<store::Effects> all;
    for (auto& [campaign, share] : shares_) {
        auto& effects = all.emplace_back(campaign == acting ? std::move(lines) : store::Effects{});
        effects.campaign = campaign;
        share.write(effects);
        if (campaign == acting) write_players(effects);
        put_in_order_of_players(effects);
    }
    if (std::all_of(all.begin(), all.end(), [](const store::Effects& effects) { return effects.empty(); })) all.clear();
    return all;
}

}  // namespace fairground::engine
