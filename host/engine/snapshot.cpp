#include "engine/snapshot.hpp"

#include <algorithm>
#include <stdexcept>

namespace fairground::engine {
namespace {

std::optional<std::size_t> find_name(const std::vector<std::string>& names, std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<std::size_t>(found - names.begin());
}

// Moves the names that are new into `known` and leaves only those in `asked`.
void keep_new(std::vector<std::string>& known, std::vector<std::string>& asked) {
    std::vector<std::string> fresh;
    for (auto& name : asked) {
        if (find_name(known, name)) continue;
        known.push_back(name);
        fresh.push_back(std::move(name));
    }
    asked = std::move(fresh);
}

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

}  // namespace

std::size_t Snapshot::add_player(const store::PlayerRow& row) {
    const std::size_t index = players_.size();
    players_.emplace_back().row = row;
    loaded_.players.push_back(row.id);
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

void Snapshot::load(store::Needs needs) {
    needs.campaign = loaded_.campaign;
    needs.day = daily_stock_ ? loaded_.day : 0;
    needs.players = loaded_.players;
    keep_new(loaded_.currencies, needs.currencies);
    keep_new(loaded_.values, needs.values);
    keep_new(loaded_.machines, needs.machines);
    keep_new(loaded_.stock, needs.stock);
    keep_new(loaded_.tallies, needs.tallies);
    std::erase_if(needs.record_counts, [this](const store::RecordCountNeed& range) {
        return std::find(loaded_.record_counts.begin(), loaded_.record_counts.end(), range) !=
               loaded_.record_counts.end();
    });
    std::erase_if(needs.coupons, [this](const store::Needs::Coupons& pool) {
        return std::any_of(loaded_.coupons.begin(), loaded_.coupons.end(),
                           [&](const auto& known) { return known.pool == pool.pool; });
    });
    loaded_.record_counts.insert(loaded_.record_counts.end(), needs.record_counts.begin(), needs.record_counts.end());
    loaded_.coupons.insert(loaded_.coupons.end(), needs.coupons.begin(), needs.coupons.end());
    take_over(needs, source_.load(needs));
}

void Snapshot::take_over(const store::Needs& asked, store::Loaded rows) {
    for (auto& player : players_) {
        player.accounts.resize(loaded_.currencies.size());
        player.values.resize(loaded_.values.size());
        player.states.resize(loaded_.machines.size());
        player.record_counts.resize(loaded_.record_counts.size());
    }
    stock_.resize(loaded_.stock.size());
    tallies_.resize(loaded_.tallies.size());
    coupons_.resize(loaded_.coupons.size());

    const auto account_of = [this](const auto& row) -> AccountMemory& {
        return players_[player_index(row.player)].accounts[currency(row.currency)];
    };
    for (const auto& row : rows.accounts) account_of(row).now = Account(row.balance);
    for (const auto& row : rows.lots) {
        account_of(row).now.add_lot({row.expires, row.left});
        account_of(row).stored_lots.push_back({row.expires, row.left});
    }
    for (auto& row : rows.values)
        players_[player_index(row.player)].values[value(row.key)] = {std::move(row.body), row.version, false};
    for (auto& row : rows.states)
        players_[player_index(row.player)].states[machine(row.machine)].state = std::move(row.state);
    for (const auto& row : rows.record_counts)
        players_[player_index(row.player)].record_counts[record_count(asked.record_counts[row.need])] = row.count;
    for (const auto& row : rows.stock) {
        auto& stock = stock_[item(row.item)];
        (row.day == 0 ? stock.taken : stock.taken_today) = row.taken;
    }
    for (const auto& row : rows.tallies) tallies_[tally(row.name)].sum = row.sum;
    for (auto& row : rows.coupons) coupons_[coupons(row.pool)].free.push_back(std::move(row));
    for (auto& row : rows.requests) requests_.push_back(std::move(row));
}

store::Needs Snapshot::undeclared() {
    ++undeclared_loads_;
    return {};
}

std::size_t Snapshot::currency(std::string_view name) {
    if (const auto found = find_name(loaded_.currencies, name)) return *found;
    auto needs = undeclared();
    needs.currencies.emplace_back(name);
    load(std::move(needs));
    return loaded_.currencies.size() - 1;
}

std::size_t Snapshot::value(std::string_view key) {
    if (const auto found = find_name(loaded_.values, key)) return *found;
    auto needs = undeclared();
    needs.values.emplace_back(key);
    load(std::move(needs));
    return loaded_.values.size() - 1;
}

std::size_t Snapshot::machine(std::string_view name) {
    if (const auto found = find_name(loaded_.machines, name)) return *found;
    auto needs = undeclared();
    needs.machines.emplace_back(name);
    load(std::move(needs));
    return loaded_.machines.size() - 1;
}

std::size_t Snapshot::record_count(const store::RecordCountNeed& range) {
    const auto& known = loaded_.record_counts;
    if (const auto found = std::find(known.begin(), known.end(), range); found != known.end())
        return static_cast<std::size_t>(found - known.begin());
    auto needs = undeclared();
    needs.record_counts.push_back(range);
    load(std::move(needs));
    return known.size() - 1;
}

std::size_t Snapshot::item(std::string_view name) {
    if (const auto found = find_name(loaded_.stock, name)) return *found;
    auto needs = undeclared();
    needs.stock.emplace_back(name);
    load(std::move(needs));
    return loaded_.stock.size() - 1;
}

std::size_t Snapshot::tally(std::string_view name) {
    if (const auto found = find_name(loaded_.tallies, name)) return *found;
    auto needs = undeclared();
    needs.tallies.emplace_back(name);
    load(std::move(needs));
    return loaded_.tallies.size() - 1;
}

std::size_t Snapshot::coupons(std::string_view pool) {
    const auto& known = loaded_.coupons;
    const auto found = std::find_if(known.begin(), known.end(), [&](const auto& c) { return c.pool == pool; });
    if (found != known.end()) return static_cast<std::size_t>(found - known.begin());
    auto needs = undeclared();
    // Without a plan nobody knows how many codes the batch will give away; each call of it may want a few.
    needs.coupons.push_back({std::string(pool), static_cast<std::uint32_t>(players_.size()) * 4});
    load(std::move(needs));
    return known.size() - 1;
}

std::size_t Snapshot::board(std::string_view name) {
    if (const auto found = find_name(loaded_.boards, name)) return *found;
    loaded_.boards.emplace_back(name);
    for (auto& player : players_) player.scores.resize(loaded_.boards.size());
    return loaded_.boards.size() - 1;
}

// No plan can name a board, so this is no undeclared load.
void Snapshot::load_scores(std::size_t board) {
    store::Needs needs;
    needs.campaign = loaded_.campaign;
    needs.players = loaded_.players;
    needs.boards.push_back(loaded_.boards[board]);
    const auto rows = source_.load(needs);
    const auto know = [&](PlayerMemory& player, std::int64_t score) {
        if (!player.scores[board].changed) player.scores[board].score = score;
    };
    for (auto& player : players_) know(player, 0);
    for (const auto& row : rows.boards) know(players_[player_index(row.player)], row.score);
}

store::Effects Snapshot::effects() {
    store::Effects all = std::move(lines);
    all.campaign = loaded_.campaign;
    for (auto& player : players_) {
        if (!player.changed) continue;
        const auto id = player.row.id;
        all.players.push_back(player.row);
        for (std::size_t i = 0; i < player.accounts.size(); ++i)
            if (player.accounts[i].changed) write_account(id, loaded_.currencies[i], player.accounts[i], all);
        for (std::size_t i = 0; i < player.values.size(); ++i) {
            auto& value = player.values[i];
            if (value.changed) all.values.push_back({id, loaded_.values[i], std::move(value.body), value.version});
        }
        for (std::size_t i = 0; i < player.states.size(); ++i)
            if (player.states[i].changed) all.states.push_back({id, loaded_.machines[i], player.states[i].state});
        for (std::size_t i = 0; i < player.scores.size(); ++i) {
            const auto& score = player.scores[i];
            if (score.changed) all.boards.push_back({id, loaded_.boards[i], *score.score, score.at});
        }
        for (auto& record : player.new_records) all.records.push_back(std::move(record));
    }
    for (std::size_t i = 0; i < stock_.size(); ++i) {
        const auto& stock = stock_[i];
        if (stock.new_taken != 0) all.stock.push_back({loaded_.stock[i], 0, stock.new_taken, stock.cap});
        if (stock.new_taken_today != 0)
            all.stock.push_back({loaded_.stock[i], loaded_.day, stock.new_taken_today, stock.daily_cap});
    }
    for (std::size_t i = 0; i < tallies_.size(); ++i)
        if (tallies_[i].added != 0) all.tallies.push_back({loaded_.tallies[i], tallies_[i].added});
    for (auto& pool : coupons_) all.coupons.insert(all.coupons.end(), pool.taken.begin(), pool.taken.end());
    return all;
}

}  // namespace fairground::engine
