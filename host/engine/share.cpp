#include "engine/share.hpp"

#include <algorithm>

#include "engine/names.hpp"
#include "engine/snapshot.hpp"

namespace fairground::engine {

void StockMemory::note_caps(std::optional<std::int64_t> total, std::optional<std::int64_t> per_day) {
    const auto lower = [](std::optional<std::int64_t>& known, std::optional<std::int64_t> other) {
        if (other) known = std::min(known.value_or(*other), *other);
    };
    lower(cap, total);
    lower(daily_cap, per_day);
}

Source& Share::source() {
    return snapshot_.source();
}

void Share::expect(store::Needs& needs) {
    needs.campaign = campaign_;
    needs.day = daily_stock_ ? day_ : 0;
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
}

void Share::fit_players() {
    for (auto& player : players_) {
        player.values.resize(loaded_.values.size());
        player.states.resize(loaded_.machines.size());
        player.scores.resize(loaded_.boards.size());
        player.record_counts.resize(loaded_.record_counts.size());
    }
}

void Share::take_over(const store::Needs& asked, store::Loaded&& rows, StockRows stock) {
    fit_players();
    stock_.resize(loaded_.stock.size());
    tallies_.resize(loaded_.tallies.size());
    coupons_.resize(loaded_.coupons.size());

    const auto of = [this](std::int64_t player) -> PlayerShare& { return players_[snapshot_.player_index(player)]; };
    for (auto& row : rows.values) of(row.player).values[value(row.key)] = {std::move(row.body), row.version, false};
    for (auto& row : rows.states) of(row.player).states[machine(row.machine)].state = std::move(row.state);
    for (const auto& row : rows.record_counts)
        of(row.player).record_counts[record_count(asked.record_counts[row.need])] = row.count;
    for (const auto& name : asked.stock) stock_[item(name)].rows = stock;
    for (const auto& row : rows.stock) {
        auto& known = stock_[item(row.item)];
        if (row.day == 0)
            known.taken = row.taken + known.new_taken;
        else
            known.taken_today = row.taken + known.new_taken_today;
    }
    for (const auto& row : rows.tallies) tallies_[tally(row.name)].sum = row.sum;
    for (auto& row : rows.coupons) coupons_[coupons(row.pool)].free.push_back(std::move(row));
}

// All at once, in the order of their names: nobody then holds one of them and waits for another in a circle.
void Share::lock_stock() {
    store::Needs needs;
    needs.campaign = campaign_;
    needs.day = daily_stock_ ? day_ : 0;
    for (std::size_t i = 0; i < stock_.size(); ++i)
        if (stock_[i].rows == StockRows::loose) needs.stock.push_back(loaded_.stock[i]);
    take_over(needs, source().load(needs), StockRows::firm);
}

void Share::load_undeclared(store::Needs needs) {
    needs.campaign = campaign_;
    snapshot_.load_undeclared(std::move(needs));
}

std::size_t Share::value(std::string_view key) {
    if (const auto found = find_name(loaded_.values, key)) return *found;
    store::Needs needs;
    needs.values.emplace_back(key);
    load_undeclared(std::move(needs));
    return loaded_.values.size() - 1;
}

std::size_t Share::machine(std::string_view name) {
    if (const auto found = find_name(loaded_.machines, name)) return *found;
    store::Needs needs;
    needs.machines.emplace_back(name);
    load_undeclared(std::move(needs));
    return loaded_.machines.size() - 1;
}

std::size_t Share::record_count(const store::RecordCountNeed& range) {
    const auto& known = loaded_.record_counts;
    if (const auto found = std::find(known.begin(), known.end(), range); found != known.end())
        return static_cast<std::size_t>(found - known.begin());
    store::Needs needs;
    needs.record_counts.push_back(range);
    load_undeclared(std::move(needs));
    return known.size() - 1;
}

std::size_t Share::item(std::string_view name) {
    if (const auto found = find_name(loaded_.stock, name)) return *found;
    store::Needs needs;
    needs.stock.emplace_back(name);
    load_undeclared(std::move(needs));
    return loaded_.stock.size() - 1;
}

std::size_t Share::tally(std::string_view name) {
    if (const auto found = find_name(loaded_.tallies, name)) return *found;
    store::Needs needs;
    needs.tallies.emplace_back(name);
    load_undeclared(std::move(needs));
    return loaded_.tallies.size() - 1;
}

std::size_t Share::coupons(std::string_view pool) {
    const auto& known = loaded_.coupons;
    const auto found = std::find_if(known.begin(), known.end(), [&](const auto& c) { return c.pool == pool; });
    if (found != known.end()) return static_cast<std::size_t>(found - known.begin());
    store::Needs needs;
    // Without a plan nobody knows how many codes the batch will give away; each call of it may want a few.
    needs.coupons.push_back({std::string(pool), static_cast<std::uint32_t>(players_.size()) * 4});
    load_undeclared(std::move(needs));
    return known.size() - 1;
}

std::size_t Share::board(std::string_view name) {
    if (const auto found = find_name(loaded_.boards, name)) return *found;
    loaded_.boards.emplace_back(name);
    fit_players();
    return loaded_.boards.size() - 1;
}

// No plan can name a board, so this is no undeclared load.
void Share::load_scores(std::size_t board) {
    store::Needs needs;
    needs.campaign = campaign_;
    for (std::size_t p = 0; p < players_.size(); ++p) needs.players.push_back(snapshot_.player(p).row.id);
    needs.boards.push_back(loaded_.boards[board]);
    const auto rows = source().load(needs);
    const auto know = [board](PlayerShare& player, std::int64_t score) {
        if (!player.scores[board].changed) player.scores[board].score = score;
    };
    for (auto& player : players_) know(player, 0);
    for (const auto& row : rows.boards) know(players_[snapshot_.player_index(row.player)], row.score);
}

Share::Saved Share::save(std::size_t player) const {
    Saved saved{players_[player], stock_, tallies_, {}};
    for (const auto& pool : coupons_) saved.coupons.emplace_back(pool.used, pool.taken.size());
    return saved;
}

// A name loaded since is asked for again when it is wanted: the changes of other calls are not among it.
void Share::restore(std::size_t player, Saved&& saved) {
    loaded_.values.resize(saved.player.values.size());
    loaded_.machines.resize(saved.player.states.size());
    loaded_.record_counts.resize(saved.player.record_counts.size());
    loaded_.stock.resize(saved.stock.size());
    loaded_.tallies.resize(saved.tallies.size());
    loaded_.coupons.resize(saved.coupons.size());
    players_[player] = std::move(saved.player);
    fit_players();
    stock_ = std::move(saved.stock);
    tallies_ = std::move(saved.tallies);
    coupons_.resize(saved.coupons.size());
    for (std::size_t i = 0; i < coupons_.size(); ++i) {
        coupons_[i].used = saved.coupons[i].first;
        coupons_[i].taken.resize(saved.coupons[i].second);
    }
}

void Share::write(store::Effects& all) {
    for (std::size_t p = 0; p < players_.size(); ++p) {
        const auto id = snapshot_.player(p).row.id;
        auto& player = players_[p];
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
        const bool loose = stock.rows == StockRows::loose;
        if (stock.new_taken != 0) all.stock.push_back({loaded_.stock[i], 0, stock.new_taken, stock.cap, loose});
        if (stock.new_taken_today != 0)
            all.stock.push_back({loaded_.stock[i], day_, stock.new_taken_today, stock.daily_cap, loose});
    }
    for (std::size_t i = 0; i < tallies_.size(); ++i)
        if (tallies_[i].added != 0) all.tallies.push_back({loaded_.tallies[i], tallies_[i].added});
    for (auto& pool : coupons_) all.coupons.insert(all.coupons.end(), pool.taken.begin(), pool.taken.end());
}

}  // namespace fairground::engine
