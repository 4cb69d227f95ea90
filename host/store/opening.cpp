#include "store/opening.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "store/loading.hpp"
#include "store/sql/for_each.hpp"

namespace fairground::store {
namespace {

// The locks are taken in one order by everybody: new players by name, then known ones by id. Who waits for a new player
// holds none but new ones, so nobody waits in a circle.
class Beginning {
public:
    Beginning(Session& session, PlayerIds& ids, const Opening& opening)
        : session_(session), ids_(ids), opening_(opening), players_(opening.players.size()) {
        for (std::size_t i = 0; i < opening.players.size(); ++i) place_.emplace(opening.players[i], i);
        if (place_.size() != players_.size()) throw std::logic_error("Writer::begin: a player is named twice");
    }

    Begun begin(const Mark& mark) {
        find_known();
        needs_ = needs_by_id();
        Begun begun;
        begun.opened.loaded.resize(needs_.size());
        session_.begin();
        Script script(session_.dialect());
        // As long as nobody knows what became of the transaction, its mark's row is locked.
        add_writable_check(script, session_.dialect());
        add_mark(script, session_.dialect(), mark);
        add_making(script);
        add_locks(script);
        for (std::size_t i = 0; i < needs_.size(); ++i)
            add_load(script, session_.dialect(), needs_[i], Locking::all_but_stock, begun.opened.loaded[i]);
        session_.run(script);
        check_found();
        for (const auto& name : new_) begun.made.emplace_back(name, players_[place_.at(name)].id);
        begun.opened.players = std::move(players_);
        return begun;
    }

private:
    void find_known() {
        std::vector<std::string> unknown;
        known_.resize(players_.size());
        for (std::size_t i = 0; i < known_.size(); ++i) {
            known_[i] = ids_.find(opening_.tenant, opening_.players[i]);
            if (!known_[i]) unknown.push_back(opening_.players[i]);
        }
        if (unknown.empty()) return;
        Script script(session_.dialect());
        add_for_each(
            script,
            [&](const Row& row) {
                known_[place_.at(row.view(1))] = row.integer(0);
                ids_.add(opening_.tenant, row.view(1), row.integer(0));
            },
            "SELECT id, external_id FROM player ? WHERE tenant = ? AND external_id IN (?)",
            pick(session_.dialect(), "FORCE INDEX (player_external)", ""), opening_.tenant, Each(unknown));
        session_.run(script);
        for (auto& name : unknown)
            if (!known_[place_.at(name)]) new_.push_back(std::move(name));
        std::ranges::sort(new_);
    }

    // A new player has nothing to load.
    std::vector<Needs> needs_by_id() const {
        std::vector<std::int64_t> players;
        for (const auto& id : known_)
            if (id) players.push_back(*id);
        auto all = opening_.needs;
        for (Needs& needs : all) {
            needs.players = players;
            std::erase_if(needs.requests,
                          [&](const RequestKey& key) { return !known_.at(static_cast<std::size_t>(key.player)); });
            for (RequestKey& key : needs.requests) key.player = *known_[static_cast<std::size_t>(key.player)];
        }
        return all;
    }

    void add_making(Script& script) const {
        MultiRow rows(script, "INSERT INTO player (tenant, external_id, version) VALUES ",
                      pick(session_.dialect(), " ON DUPLICATE KEY UPDATE version = version",
                           " ON CONFLICT (tenant, external_id) DO NOTHING"));
        // So that the text comes again as soon as that of the list of them: the last one may be made twice.
        for (const auto& name : script.key_by_key() ? new_ : as_list(Each(new_))) rows.row(opening_.tenant, name, 0);
        rows.finish();
    }

    void add_locks(Script& script) {
        const Dialect dialect = session_.dialect();
        const auto take = [this](const Row& row) {
            const auto found = place_.find(row.view(1));
            if (found != place_.end()) players_[found->second] = {row.integer(0), row.integer(2)};
        };
        std::vector<std::int64_t> known;
        for (const auto& id : known_)
            if (id) known.push_back(*id);
        std::ranges::sort(known);
        if (!known.empty())
            add_for_each(script, take, "SELECT id, external_id, version FROM player ? WHERE id IN (?) AND tenant = ??",
                         pick(dialect, "FORCE INDEX (PRIMARY)", ""), Each(known), opening_.tenant,
                         pick(dialect, " FOR UPDATE", ""));
        if (!new_.empty())
            add_for_each(script, take,
                         "SELECT id, external_id, version FROM player ? WHERE tenant = ? AND external_id IN (?)?",
                         pick(dialect, "FORCE INDEX (player_external)", ""), opening_.tenant, Each(new_),
                         pick(dialect, " FOR UPDATE", ""));
    }

    void check_found() const {
        for (std::size_t i = 0; i < players_.size(); ++i) {
            const auto& name = opening_.players[i];
            if (known_[i] && players_[i].id != *known_[i]) {
                ids_.forget(opening_.tenant, name);
                throw Retryable("player '" + name + "' does not have the id " + std::to_string(*known_[i]) +
                                " any more");
            }
            if (!known_[i] && players_[i].version != 0)
                throw Retryable("player '" + name + "' was made by somebody else meanwhile");
        }
    }

    Session& session_;
    PlayerIds& ids_;
    const Opening& opening_;
    std::vector<PlayerRow> players_;
    std::unordered_map<std::string_view, std::size_t> place_;
    std::vector<std::optional<std::int64_t>> known_;
    std::vector<std::string> new_;  // sorted
    std::vector<Needs> needs_;
};

}  // namespace

Begun begin_batch(Session& session, PlayerIds& ids, const Opening& opening, const Mark& mark) {
    return Beginning(session, ids, opening).begin(mark);
}

}  // namespace fairground::store
