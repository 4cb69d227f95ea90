#include "store/pages.hpp"

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
                             e.campaign_id, e.action, e.at_ms});
        }
    });
    return lines;
}

std::vector<AccountRow> accounts_of(Session& session, std::int64_t player) {
    using Query = odb::query<model::Account>;
    std::vector<AccountRow> rows;
    session.entities([&](odb::database& db) {
        for (const auto& a :
             db.query<model::Account>((Query::key.player_id == player) + "ORDER BY" + Query::key.currency)) {
            rows.push_back({a.key.player_id, a.key.currency, a.balance});
        }
    });
    return rows;
}

}  // namespace fairground::store
