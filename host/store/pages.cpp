#include "store/pages.hpp"

#include <unordered_map>

#include "store/model/player-odb.hxx"

namespace fairground::store {

namespace {

std::string limited(std::uint32_t limit) {
    return "LIMIT " + std::to_string(limit);
}

}  // namespace

std::vector<RecordLine> page_of_records(Session& session, std::int64_t player, std::int64_t campaign,
                                        std::string_view kind, std::int32_t before_day, std::int64_t before_seq,
                                        std::uint32_t limit) {
    using Query = odb::query<model::Record>;
    Query wanted =
        Query::key.player_id == player && Query::key.campaign_id == campaign && Query::key.kind == std::string(kind);
    if (before_day != 0 || before_seq != 0) {
        wanted =
            wanted && (Query::key.day < before_day || (Query::key.day == before_day && Query::key.seq < before_seq));
    }
    const Query page = wanted + "ORDER BY" + Query::key.day + "DESC," + Query::key.seq + "DESC" + limited(limit);
    std::vector<RecordLine> lines;
    session.entities([&](odb::database& db) {
        for (const auto& r : db.query<model::Record>(page)) {
            lines.push_back(
                {r.key.player_id, r.key.campaign_id, r.key.kind, r.key.day, r.key.seq, r.at_ms, r.payload, r.draws});
        }
    });
    return lines;
}

std::vector<EntryLine> page_of_entries(Session& session, std::int64_t player, std::string_view currency,
                                       std::int64_t before_seq, std::uint32_t limit) {
    using Query = odb::query<model::Entry>;
    Query wanted = Query::key.player_id == player && Query::key.currency == std::string(currency);
    if (before_seq != 0) wanted = wanted && Query::key.seq < before_seq;
    const Query page = wanted + "ORDER BY" + Query::key.seq + "DESC" + limited(limit);
    std::vector<EntryLine> lines;
    session.entities([&](odb::database& db) {
        for (const auto& e : db.query<model::Entry>(page)) {
            lines.push_back({e.key.player_id, e.key.currency, e.key.seq, e.amount, e.balance_after, e.reason,
                             e.campaign_id, e.action, e.at_ms, e.expires_ms});
        }
    });
    return lines;
}

std::vector<std::optional<PlayerRow>> players_of(Session& session, std::string_view tenant,
                                                 std::span<const std::string> external_ids) {
    std::vector<std::optional<PlayerRow>> rows(external_ids.size());
    if (external_ids.empty()) return rows;
    std::unordered_map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < external_ids.size(); ++i) places.emplace(external_ids[i], i);
    Script script;
    script.add(sql("SELECT id, external_id, version FROM player ? WHERE tenant = ? AND external_id IN (?)",
                   pick(session.dialect(), "FORCE INDEX (player_external)", ""), tenant,
                   std::vector<std::string>(external_ids.begin(), external_ids.end())),
               [&](const Row& row) {
                   if (const auto place = places.find(row.view(1)); place != places.end())
                       rows[place->second] = PlayerRow{row.integer(0), row.integer(2)};
               });
    session.run(script);
    return rows;
}

// Balance and lots in one statement: between two, an action may take off what has expired.
std::vector<AccountRow> accounts_of(Session& session, std::span<const std::int64_t> players, std::int64_t at) {
    std::vector<AccountRow> rows;
    if (players.empty()) return rows;
    Script script;
    script.add(sql("SELECT a.player_id, a.currency, a.balance - COALESCE(SUM(l.left_amount), 0), a.next_expiry_ms "
                   "FROM account AS a ? LEFT JOIN lot AS l ON a.next_expiry_ms <= ? AND l.player_id = a.player_id "
                   "AND l.currency = a.currency AND l.expires_ms <= ? WHERE a.player_id IN (?) "
                   "GROUP BY a.player_id, a.currency, a.balance, a.next_expiry_ms ORDER BY a.player_id, a.currency",
                   pick(session.dialect(), "FORCE INDEX (PRIMARY)", ""), at, at,
                   std::vector<std::int64_t>(players.begin(), players.end())),
               [&](const Row& row) {
                   rows.push_back({row.integer(0), row.text(1), row.integer(2), row.maybe_integer(3)});
               });
    session.run(script);
    return rows;
}

std::map<std::int64_t, std::string> names_of_campaigns(Session& session, std::span<const std::int64_t> ids) {
    std::map<std::int64_t, std::string> names;
    if (ids.empty()) return names;
    Script script;
    script.add(sql("SELECT id, name FROM campaign WHERE id IN (?)", std::vector<std::int64_t>(ids.begin(), ids.end())),
               [&](const Row& row) { names.emplace(row.integer(0), row.text(1)); });
    session.run(script);
    return names;
}

std::vector<Place> top_of_board(Session& session, std::int64_t campaign, std::string_view board, std::uint32_t limit) {
    std::vector<Place> places;
    Script script;
    script.add(
        sql("SELECT ? p.external_id, b.score FROM board AS b ? JOIN player AS p ON p.id = b.player_id "
            "WHERE b.campaign_id = ? AND b.board = ? ORDER BY b.score DESC, b.at_ms, b.player_id LIMIT ?",
            pick(session.dialect(), "STRAIGHT_JOIN", ""), pick(session.dialect(), "", "CROSS"), campaign, board, limit),
        [&](const Row& row) {
            places.push_back({row.text(0), row.integer(1)});
        });
    session.run(script);
    return places;
}

std::int64_t rank_on_board(Session& session, std::int64_t campaign, std::string_view board, std::int64_t player) {
    std::optional<BoardRow> own;
    Script look;
    look.add(sql("SELECT score, at_ms FROM board WHERE campaign_id = ? AND board = ? AND player_id = ?", campaign,
                 board, player),
             [&](const Row& row) {
                 own = BoardRow{player, {}, row.integer(0), row.integer(1)};
             });
    session.run(look);
    if (!own) return 0;
    std::int64_t ahead = 0;
    Script count;
    count.add(sql("SELECT COUNT(*) FROM (SELECT 1 FROM board ? WHERE campaign_id = ? AND board = ? AND score >= ? AND "
                  "(score > ? OR (at_ms < ? OR (at_ms = ? AND player_id < ?))) LIMIT ?) AS better",
                  pick(session.dialect(), "FORCE INDEX (board_best)", "INDEXED BY board_best"), campaign, board,
                  own->score, own->score, own->at, own->at, player, max_rank),
              [&](const Row& row) { ahead = row.integer(0); });
    session.run(count);
    return ahead < max_rank ? ahead + 1 : 0;
}

}  // namespace fairground::store
