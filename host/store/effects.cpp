#include "store/effects.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <tuple>

#include "store/audit_store.hpp"
#include "store/sql/errors.hpp"
#include "store/sql/for_each.hpp"
#include "store/store.hpp"

namespace fairground::store {

namespace {

class Writing {
public:
    Writing(Script& script, Dialect dialect, const Effects& effects, std::span<const PlayerRow> locked)
        : script_(script), dialect_(dialect), effects_(effects), locked_(locked) {}

    void add_all() {
        add_accounts();
        add_lots();
        add_entries();
        add_records();
        add_values();
        add_states();
        add_requests();
        add_tallies();
        add_boards();
        add_coupons();
        add_events();
        for (const auto& row : effects_.audit) add_audit(script_, row);
        // After the tables that many rows go into: it shares its packet with the stock and the commit.
        add_players();
    }

    // In the order of the index, like every lock of a row that players share.
    void add_stock() {
        std::vector<StockTaken> stock = effects_.stock;
        std::ranges::sort(stock, {}, [](const StockTaken& s) { return std::tie(s.item, s.day); });
        MultiRow rows(script_, "INSERT INTO stock (campaign_id, item, day, total, taken) VALUES ",
                      pick(dialect_, " ON DUPLICATE KEY UPDATE taken = taken + VALUES(taken)",
                           " ON CONFLICT (campaign_id, item, day) DO UPDATE SET taken = taken + excluded.taken"));
        // SQLite has one writer at a time: what it has read nobody else has taken.
        MultiRow unlocked(script_, "INSERT INTO stock (campaign_id, item, day, total, taken) VALUES ",
                          " ON DUPLICATE KEY UPDATE taken = IF(VALUES(total) IS NULL OR taken + VALUES(taken) <= "
                          "VALUES(total), taken + VALUES(taken), NULL)",
                          "the stock that was counted on is taken");
        for (const auto& s : stock) {
            auto& into = s.unlocked && dialect_ == Dialect::mariadb ? unlocked : rows;
            into.row(effects_.campaign, s.item, s.day, s.total, s.count);
        }
        rows.finish();
        unlocked.finish();
    }

private:
    // The players are locked, so what they are to grow by is known: all that grow alike share a statement.
    void add_players() {
        std::map<std::int64_t, std::vector<std::int64_t>> by_growth;
        for (const auto& player : effects_.players)
            by_growth[player.version - locked_version(player.id)].push_back(player.id);
        for (const auto& [growth, ids] : by_growth)
            add_for_each(script_, nullptr, "UPDATE player ? SET version = version + ? WHERE id IN (?)",
                         pick(dialect_, "FORCE INDEX (PRIMARY)", ""), growth, Each(ids));
    }

    std::int64_t locked_version(std::int64_t player) const {
        const auto found = std::ranges::lower_bound(locked_, player, {}, &PlayerRow::id);
        if (found != locked_.end() && found->id == player) return found->version;
        throw std::logic_error("player " + std::to_string(player) + " is not locked by this batch");
    }

    void add_accounts() {
        MultiRow rows(script_, effects_.accounts.size(),
                      "INSERT INTO account (player_id, currency, balance, next_expiry_ms) VALUES ",
                      pick(dialect_,
                           " ON DUPLICATE KEY UPDATE balance = VALUES(balance), next_expiry_ms = "
                           "VALUES(next_expiry_ms)",
                           " ON CONFLICT (player_id, currency) DO UPDATE SET balance = excluded.balance, "
                           "next_expiry_ms = excluded.next_expiry_ms"));
        for (const auto& a : effects_.accounts) rows.row(a.player, a.currency, a.balance, a.next_expiry);
        rows.finish();
    }

    // Lots that are used up are written as empty ones too, then all empty ones of these players go.
    void add_lots() {
        MultiRow rows(script_, effects_.lots.size(),
                      "INSERT INTO lot (player_id, currency, expires_ms, left_amount) VALUES ",
                      pick(dialect_, " ON DUPLICATE KEY UPDATE left_amount = VALUES(left_amount)",
                           " ON CONFLICT (player_id, currency, expires_ms) DO UPDATE SET "
                           "left_amount = excluded.left_amount"));
        std::vector<std::int64_t> emptied;
        for (const auto& lot : effects_.lots) {
            rows.row(lot.player, lot.currency, lot.expires, lot.left);
            if (lot.left == 0 && (emptied.empty() || emptied.back() != lot.player)) emptied.push_back(lot.player);
        }
        rows.finish();
        if (emptied.empty()) return;
        add_for_each(script_, nullptr, "DELETE FROM lot WHERE player_id IN (?) AND left_amount = 0", Each(emptied));
    }

    void add_entries() {
        MultiRow rows(
            script_, effects_.entries.size(),
            "INSERT INTO entry (player_id, currency, seq, amount, balance_after, reason, campaign_id, action, "
            "at_ms, expires_ms) VALUES ");
        for (const auto& e : effects_.entries) {
            rows.row(e.player, e.currency, e.seq, e.amount, e.balance_after, e.reason, e.campaign, e.action, e.at,
                     e.expires);
        }
        rows.finish();
    }

    void add_records() {
        MultiRow rows(script_, effects_.records.size(),
                      "INSERT INTO record (player_id, campaign_id, kind, day, seq, at_ms, payload, draws) VALUES ");
        for (const auto& r : effects_.records) {
            rows.row(r.player, r.campaign, r.kind, r.day, r.seq, r.at, r.payload, r.draws);
        }
        rows.finish();
    }

    void add_values() {
        MultiRow rows(script_, effects_.values.size(),
                      "INSERT INTO player_value (player_id, campaign_id, name, version, body) VALUES ",
                      pick(dialect_, " ON DUPLICATE KEY UPDATE version = VALUES(version), body = VALUES(body)",
                           " ON CONFLICT (player_id, campaign_id, name) DO UPDATE SET version = excluded.version, "
                           "body = excluded.body"));
        for (const auto& v : effects_.values) rows.row(v.player, effects_.campaign, v.key, v.version, v.body);
        rows.finish();
    }

    void add_states() {
        MultiRow rows(script_, effects_.states.size(),
                      "INSERT INTO player_state (player_id, campaign_id, machine, state) VALUES ",
                      pick(dialect_, " ON DUPLICATE KEY UPDATE state = VALUES(state)",
                           " ON CONFLICT (player_id, campaign_id, machine) DO UPDATE SET state = excluded.state"));
        for (const auto& s : effects_.states) rows.row(s.player, effects_.campaign, s.machine, s.state);
        rows.finish();
    }

    void add_requests() {
        MultiRow rows(
            script_, effects_.requests.size(),
            "INSERT INTO request (player_id, campaign_id, request_key, fingerprint, answer, version, revision, "
            "at_ms) VALUES ");
        for (const auto& r : effects_.requests) {
            rows.row(r.player, effects_.campaign, r.key, r.fingerprint, r.answer, r.version, r.revision, effects_.at);
        }
        rows.finish();
    }

    void add_tallies() {
        std::vector<TallyAdded> tallies = effects_.tallies;
        std::ranges::sort(tallies, {}, &TallyAdded::name);
        MultiRow rows(script_, "INSERT INTO tally (campaign_id, name, amount) VALUES ",
                      pick(dialect_, " ON DUPLICATE KEY UPDATE amount = amount + VALUES(amount)",
                           " ON CONFLICT (campaign_id, name) DO UPDATE SET amount = amount + excluded.amount"));
        for (const auto& t : tallies) rows.row(effects_.campaign, t.name, t.amount);
        rows.finish();
    }

    // at_ms first: MariaDB assigns in order, and the old score decides.
    void add_boards() {
        MultiRow rows(script_, effects_.boards.size(),
                      "INSERT INTO board (campaign_id, board, player_id, score, at_ms) VALUES ",
                      pick(dialect_,
                           " ON DUPLICATE KEY UPDATE at_ms = IF(score = VALUES(score), at_ms, VALUES(at_ms)), "
                           "score = VALUES(score)",
                           " ON CONFLICT (campaign_id, board, player_id) DO UPDATE SET "
                           "at_ms = iif(score = excluded.score, at_ms, excluded.at_ms), score = excluded.score"));
        for (const auto& b : effects_.boards) rows.row(effects_.campaign, b.board, b.player, b.score, b.at);
        rows.finish();
    }

    void add_coupons() {
        const std::span<const CouponTaken> coupons(effects_.coupons);
        if (script_.key_by_key()) {
            add_coupons_by_row(coupons);
            return;
        }
        constexpr std::size_t at_once = 32;  // the CASE is searched from its start for each row
        for (std::size_t first = 0; first < coupons.size(); first += at_once)
            add_coupons_by_case(coupons.subspan(first, std::min(at_once, coupons.size() - first)));
    }

    void add_coupons_by_row(std::span<const CouponTaken> coupons) {
        if (coupons.empty()) return;
        BoundRows rows;
        for (const CouponTaken& c : coupons) rows.row(c.player, c.at, c.id);
        script_.add_bound("UPDATE coupon SET player_id = ?, taken_ms = ? WHERE id = ? AND player_id IS NULL",
                          std::move(rows), nullptr, all_were_free(coupons.size()));
    }

    void add_coupons_by_case(std::span<const CouponTaken> coupons) {
        std::vector<std::int64_t> ids;
        std::string players;
        for (const CouponTaken& c : coupons) {
            ids.push_back(c.id);
            players += sql(" WHEN ? THEN ?", c.id, c.player);
        }
        std::string text = "UPDATE coupon SET player_id = CASE id" + players;
        text += sql(" END, taken_ms = ? WHERE id IN (?) AND player_id IS NULL", coupons.front().at, ids);
        script_.add_change(std::move(text), all_were_free(coupons.size()));
    }

    // A code that is no longer free is a bug that must not go by: the batch fails whole.
    static std::function<void(std::uint64_t)> all_were_free(std::size_t count) {
        return [count](std::uint64_t taken) {
            if (taken == count) return;
            throw Fault(std::to_string(count) + " coupon codes were to be given, but only " + std::to_string(taken) +
                        " of them were free: a code may be given once");
        };
    }

    void add_events() {
        MultiRow rows(script_, effects_.events.size(),
                      "INSERT INTO event (campaign_id, player_id, seq, topic, payload, at_ms) VALUES ");
        for (const auto& e : effects_.events) rows.row(e.campaign, e.player, e.seq, e.topic, e.payload, e.at);
        rows.finish();
    }

    Script& script_;
    const Dialect dialect_;
    const Effects& effects_;
    const std::span<const PlayerRow> locked_;
};

}  // namespace

void add_writable_check(Script& script, Dialect dialect) {
    if (dialect != Dialect::mariadb) return;
    script.add("SELECT @@global.read_only", [](const Row& row) {
        if (row.view(0) == "0" || row.view(0) == "OFF") return;
        throw ReadOnly(
            "the server is read-only: it is a replica, or was demoted; name the primary in database.url, then "
            "`fairground database reload`");
    });
}

void add_mark(Script& script, Dialect dialect, const Mark& mark) {
    MultiRow rows(script, "INSERT INTO writer_mark (id, batch, at_ms) VALUES ",
                  pick(dialect, " ON DUPLICATE KEY UPDATE batch = VALUES(batch), at_ms = VALUES(at_ms)",
                       " ON CONFLICT (id) DO UPDATE SET batch = excluded.batch, at_ms = excluded.at_ms"));
    rows.row(mark.writer, mark.batch, mark.at);
    rows.finish();
}

void add_effects(Script& script, Dialect dialect, std::span<const Effects> effects, std::span<const PlayerRow> locked) {
    for (const Effects& of_campaign : effects) Writing(script, dialect, of_campaign, locked).add_all();
    // The rows that everybody wants come last: nobody waits for them longer than the commit takes.
    for (const Effects& of_campaign : effects) Writing(script, dialect, of_campaign, locked).add_stock();
}

}  // namespace fairground::store
