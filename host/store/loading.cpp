#include "store/loading.hpp"

#include "store/sql/for_each.hpp"

namespace fairground::store {

namespace {

class Loading {
public:
    Loading(Script& script, Dialect dialect, const Needs& needs, Locking locking, Loaded& loaded)
        : script_(script), dialect_(dialect), needs_(needs), loaded_(loaded), locking_(locking) {}

    void add_all() {
        if (!needs_.players.empty()) add_players_rows();
        if (!needs_.requests.empty()) add_requests();
        // What batches of different players share is locked in this order by every batch: stock, tallies, coupons.
        if (!needs_.stock.empty()) add_stock();
        if (!needs_.tallies.empty()) add_tallies();
        for (const auto& coupons : needs_.coupons) add_coupons(coupons);
    }

private:
    void add_players_rows() {
        if (!needs_.currencies.empty()) add_accounts();
        if (!needs_.values.empty()) add_values();
        if (!needs_.machines.empty()) add_states();
        if (!needs_.boards.empty()) add_boards();
        for (std::size_t i = 0; i < needs_.record_counts.size(); ++i) add_record_count(i);
    }

    void add_accounts() {
        add_for_each(
            script_, [&to = loaded_](const Row& row) { take_account(to, row); },
            "SELECT a.player_id, a.currency, a.balance, a.next_expiry_ms, l.expires_ms, l.left_amount "
            "FROM account AS a ? LEFT JOIN lot AS l ? ON a.next_expiry_ms IS NOT NULL "
            "AND l.player_id = a.player_id AND l.currency = a.currency "
            "WHERE a.player_id IN (?) AND a.currency IN (?) ORDER BY a.player_id, a.currency",
            force_primary(), force_primary(), Each(needs_.players), needs_.currencies);
    }

    // One row for each lot, or one for an account without any; the rows of an account follow each other.
    static void take_account(Loaded& loaded, const Row& row) {
        auto& accounts = loaded.accounts;
        const std::int64_t player = row.integer(0);
        if (accounts.empty() || accounts.back().player != player || accounts.back().currency != row.view(1)) {
            accounts.push_back({player, row.text(1), row.integer(2), row.maybe_integer(3)});
        }
        if (!row.null(4)) loaded.lots.push_back({player, row.text(1), row.integer(4), row.integer(5)});
    }

    void add_boards() {
        add_for_each(
            script_,
            [&to = loaded_.boards](const Row& row) {
                to.push_back({row.integer(0), row.text(1), row.integer(2), row.integer(3)});
            },
            "SELECT player_id, board, score, at_ms FROM board ? WHERE campaign_id = ? AND board IN (?) "
            "AND player_id IN (?)",
            force_primary(), needs_.campaign, needs_.boards, Each(needs_.players));
    }

    void add_values() {
        add_for_each(
            script_,
            [&to = loaded_.values](const Row& row) {
                to.push_back({row.integer(0), row.text(1), row.text(2), row.integer(3)});
            },
            "SELECT player_id, name, body, version FROM player_value ? "
            "WHERE player_id IN (?) AND campaign_id = ? AND name IN (?)",
            force_primary(), Each(needs_.players), needs_.campaign, needs_.values);
    }

    void add_states() {
        add_for_each(
            script_,
            [&to = loaded_.states](const Row& row) {
                to.push_back({row.integer(0), row.text(1), row.text(2)});
            },
            "SELECT player_id, machine, state FROM player_state ? "
            "WHERE player_id IN (?) AND campaign_id = ? AND machine IN (?)",
            force_primary(), Each(needs_.players), needs_.campaign, needs_.machines);
    }

    void add_record_count(std::size_t index) {
        const RecordCountNeed& need = needs_.record_counts[index];
        add_for_each(
            script_,
            [&to = loaded_.record_counts, index](const Row& row) {
                to.push_back({row.integer(0), index, row.integer(1)});
            },
            "SELECT player_id, COUNT(*) FROM record ? WHERE player_id IN (?) AND campaign_id = ? AND kind = ? "
            "AND day BETWEEN ? AND ? GROUP BY player_id",
            force_primary(), Each(needs_.players), needs_.campaign, need.kind, need.from_day, need.to_day);
    }

    void add_requests() {
        const auto take = [&to = loaded_.requests](const Row& row) {
            to.push_back({row.integer(0), row.text(1), row.text(2), row.text(3), row.integer(4),
                          static_cast<std::int32_t>(row.integer(5))});
        };
        if (script_.key_by_key()) {
            BoundRows rows;
            for (const RequestKey& key : needs_.requests) rows.row(key.player, needs_.campaign, key.key);
            script_.add_bound(
                "SELECT player_id, request_key, fingerprint, answer, version, revision FROM request "
                "WHERE player_id = ? AND campaign_id = ? AND request_key = ?",
                std::move(rows), take);
            return;
        }
        // A join with the keys asked for: its cost grows with their number, that of a list of conditions with its
        // square.
        std::vector<std::pair<std::int64_t, std::string>> asked;
        for (const RequestKey& key : needs_.requests) asked.emplace_back(key.player, key.key);
        script_.add(sql("SELECT ? r.player_id, r.request_key, r.fingerprint, r.answer, r.version, r.revision FROM "
                        "(SELECT 0 AS player, '' AS name UNION ALL VALUES ?) AS asked ? JOIN request AS r ? "
                        "ON r.player_id = asked.player AND r.campaign_id = ? AND r.request_key = asked.name",
                        pick(dialect_, "STRAIGHT_JOIN", ""), asked, pick(dialect_, "", "CROSS"), force_primary(),
                        needs_.campaign),
                    take);
    }

    // The row of the whole campaign first: it also guards the rows of its days, those that do not exist yet included.
    void add_stock() {
        add_stock_of(0);
        if (needs_.day != 0) add_stock_of(needs_.day);
    }

    void add_stock_of(std::int32_t day) {
        add_for_each(
            script_,
            [&to = loaded_.stock](const Row& row) {
                to.push_back(
                    {row.text(0), static_cast<std::int32_t>(row.integer(1)), row.maybe_integer(2), row.integer(3)});
            },
            "SELECT item, day, total, taken FROM stock ? WHERE campaign_id = ? AND item IN (?) AND day = ??",
            force_primary(), needs_.campaign, Each(needs_.stock), day, locking_ == Locking::all ? lock() : Literal(""));
    }

    void add_tallies() {
        add_for_each(
            script_,
            [&to = loaded_.tallies](const Row& row) {
                to.push_back({row.text(0), row.integer(1)});
            },
            "SELECT name, amount FROM tally ? WHERE campaign_id = ? AND name IN (?)?", force_primary(), needs_.campaign,
            Each(needs_.tallies), lock());
    }

    void add_coupons(const Needs::Coupons& coupons) {
        script_.add(sql("SELECT id, code FROM coupon ? WHERE campaign_id = ? AND pool = ? AND player_id IS NULL "
                        "ORDER BY id LIMIT ??",
                        pick(dialect_, "FORCE INDEX (coupon_free)", ""), needs_.campaign, coupons.pool, coupons.count,
                        locking_ == Locking::none ? "" : pick(dialect_, " FOR UPDATE SKIP LOCKED", "")),
                    [&to = loaded_.coupons, &pool = coupons.pool](const Row& row) {
                        to.push_back({row.integer(0), pool, row.text(1)});
                    });
    }

    Literal lock() const { return locking_ == Locking::none ? "" : pick(dialect_, " FOR UPDATE", ""); }
    // Rows are locked in the order of the index that finds them, and found by it whatever the server's statistics say
    // of a table that was empty a minute ago: there is no choice to be made.
    Literal force_primary() const { return pick(dialect_, "FORCE INDEX (PRIMARY)", ""); }

    Script& script_;
    const Dialect dialect_;
    const Needs& needs_;
    Loaded& loaded_;
    const Locking locking_;
};

}  // namespace

void add_load(Script& script, Dialect dialect, const Needs& needs, Locking locking, Loaded& loaded) {
    Loading(script, dialect, needs, locking, loaded).add_all();
}

}  // namespace fairground::store
