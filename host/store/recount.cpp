#include "store/recount.hpp"

namespace fairground::store {

namespace {

struct Rule {
    const char* name;
    Literal query;  // each row is a finding; its columns follow
    std::vector<const char*> columns;
};

const std::vector<Rule>& rules() {
    static const std::vector<Rule> all{
        {"balance",
         "SELECT a.player_id, a.currency, a.balance, COALESCE(s.total, 0) FROM account AS a LEFT JOIN "
         "(SELECT player_id, currency, SUM(amount) AS total FROM entry GROUP BY player_id, currency) AS s "
         "ON s.player_id = a.player_id AND s.currency = a.currency "
         "WHERE a.balance <> COALESCE(s.total, 0) OR a.balance < 0",
         {"player", "currency", "balance", "sum of entries"}},
        {"balance",
         "SELECT e.player_id, e.currency, SUM(e.amount) FROM entry AS e LEFT JOIN account AS a "
         "ON a.player_id = e.player_id AND a.currency = e.currency WHERE a.player_id IS NULL "
         "GROUP BY e.player_id, e.currency",
         {"no account of player", "currency", "sum of entries"}},
        {"balance",
         "SELECT player_id, currency, seq, balance_after, running FROM (SELECT player_id, currency, seq, "
         "balance_after, "
         "SUM(amount) OVER (PARTITION BY player_id, currency ORDER BY seq) AS running FROM entry) AS e "
         "WHERE balance_after <> running",
         {"player", "currency", "entry seq", "balance after it", "sum of entries up to it"}},
        {"lots",
         "SELECT player_id, currency, expires_ms, left_amount FROM lot WHERE left_amount <= 0",
         {"player", "currency", "expires at", "left, of what should be above 0"}},
        {"lots",
         "SELECT l.player_id, l.currency, SUM(l.left_amount) AS left_in_all, a.balance FROM lot AS l LEFT JOIN account "
         "AS a ON a.player_id = l.player_id AND a.currency = l.currency GROUP BY l.player_id, l.currency, a.balance "
         "HAVING a.balance IS NULL OR left_in_all > a.balance",
         {"player", "currency", "left in lots", "more than the balance"}},
        {"lots",
         "SELECT a.player_id, a.currency, a.next_expiry_ms, l.first FROM account AS a LEFT JOIN "
         "(SELECT player_id, currency, MIN(expires_ms) AS first FROM lot GROUP BY player_id, currency) AS l "
         "ON l.player_id = a.player_id AND l.currency = a.currency "
         "WHERE COALESCE(a.next_expiry_ms, 0) <> COALESCE(l.first, 0)",
         {"player", "currency", "next expiry", "of the first lot"}},
        {"lots",
         "SELECT l.player_id, l.currency, l.expires_ms, l.left_amount, SUM(e.amount) AS credited FROM lot AS l "
         "LEFT JOIN entry AS e ON e.player_id = l.player_id AND e.currency = l.currency "
         "AND e.expires_ms = l.expires_ms GROUP BY l.player_id, l.currency, l.expires_ms, l.left_amount "
         "HAVING credited IS NULL OR l.left_amount > credited",
         {"player", "currency", "expires at", "left", "of credited"}},
        {"stock",
         "SELECT campaign_id, item, day, taken, total FROM stock WHERE taken < 0 OR taken > total",
         {"campaign", "item", "day", "taken", "of total"}},
        {"records",
         "SELECT player_id, seq, COUNT(*) FROM record GROUP BY player_id, seq HAVING COUNT(*) > 1",
         {"player", "seq", "records with this seq"}},
        {"records",
         "SELECT r.player_id, r.campaign_id, r.kind, r.seq, p.version FROM record AS r LEFT JOIN player AS p "
         "ON p.id = r.player_id WHERE p.id IS NULL OR r.seq > p.version",
         {"player", "campaign", "kind", "seq", "beyond the player's version"}},
        {"records",
         "SELECT e.player_id, e.currency, e.seq, p.version FROM entry AS e LEFT JOIN player AS p "
         "ON p.id = e.player_id WHERE p.id IS NULL OR e.seq > p.version",
         {"player", "currency", "entry seq", "beyond the player's version"}},
        {"request",
         "SELECT r.player_id, r.campaign_id, r.request_key, r.version, p.version FROM request AS r LEFT JOIN player AS "
         "p "
         "ON p.id = r.player_id WHERE p.id IS NULL OR r.version > p.version",
         {"player", "campaign", "key", "version", "beyond the player's version"}},
        {"coupon",
         "SELECT c.id, c.campaign_id, c.pool, c.player_id, c.taken_ms FROM coupon AS c LEFT JOIN player AS p "
         "ON p.id = c.player_id WHERE (c.player_id IS NULL) <> (c.taken_ms IS NULL) "
         "OR (c.player_id IS NOT NULL AND p.id IS NULL)",
         {"coupon", "campaign", "pool", "given to player", "at"}},
        {"coupon",
         "SELECT campaign_id, pool, code, COUNT(*) FROM coupon GROUP BY campaign_id, pool, code HAVING COUNT(*) > 1",
         {"campaign", "pool", "code", "times"}},
    };
    return all;
}

std::string detail_of(const Rule& rule, const Row& row) {
    std::string detail;
    for (std::size_t i = 0; i < rule.columns.size(); ++i) {
        if (i != 0) detail += ", ";
        detail += std::string(rule.columns[i]) + " " + (row.null(i) ? "none" : row.text(i));
    }
    return detail;
}

}  // namespace

std::vector<Finding> recount_ledger(Session& session, std::size_t limit) {
    std::vector<Finding> findings;
    for (const Rule& rule : rules()) {
        if (findings.size() >= limit) break;
        Script script;
        script.add(sql("? LIMIT ?", rule.query, limit - findings.size()), [&](const Row& row) {
            findings.push_back({rule.name, detail_of(rule, row)});
        });
        session.run(script);
    }
    return findings;
}

}  // namespace fairground::store
