#include "store/revisions.hpp"

namespace fairground::store {

namespace {

// Columns: campaign_id, number, plugin, plugin_version, content_hash, published_ms, author, source, note,
// needs_approval, approved, admin, note, at_ms of the approval.
RevisionRow to_revision(const Row& row) {
    RevisionRow revision;
    revision.campaign = row.integer(0);
    revision.number = static_cast<std::int32_t>(row.integer(1));
    revision.plugin = row.text(2);
    revision.plugin_version = row.text(3);
    revision.hash = row.text(4);
    revision.published = row.integer(5);
    revision.author = row.text(6);
    revision.source = row.text(7);
    revision.note = row.text(8);
    revision.needs_approval = row.integer(9) != 0;
    if (!row.null(10)) revision.approval = Approval{row.integer(10) != 0, row.text(11), row.text(12), row.integer(13)};
    return revision;
}

// The newest of each. Of one campaign, newest first.
void add_simulations(Session& session, std::span<RevisionRow> revisions) {
    if (revisions.empty()) return;
    Script script;
    script.add(sql("SELECT s.number, s.at_ms, s.admin, s.report FROM simulation s WHERE s.campaign_id = ? AND "
                   "s.number BETWEEN ? AND ? AND s.at_ms = (SELECT MAX(n.at_ms) FROM simulation n WHERE "
                   "n.campaign_id = s.campaign_id AND n.number = s.number)",
                   revisions.front().campaign, revisions.back().number, revisions.front().number),
               [&](const Row& row) {
                   const auto number = static_cast<std::int32_t>(row.integer(0));
                   for (auto& revision : revisions)
                       if (revision.number == number)
                           revision.simulation = Simulation{row.integer(1), row.text(2), row.text(3)};
               });
    session.run(script);
}

}  // namespace

std::optional<RevisionRow> find_revision(Session& session, std::string_view campaign, std::int32_t number) {
    std::optional<RevisionRow> found;
    Script script;
    script.add(sql("SELECT r.campaign_id, r.number, r.plugin, r.plugin_version, r.content_hash, r.published_ms, "
                   "r.author, r.source, r.note, r.needs_approval, a.approved, a.admin, a.note, a.at_ms, r.config, "
                   "r.yaml FROM campaign c JOIN revision r ON r.campaign_id = c.id LEFT JOIN approval a ON "
                   "a.campaign_id = r.campaign_id AND a.number = r.number WHERE c.name = ? AND r.number = ?",
                   campaign, number),
               [&](const Row& row) {
                   found = to_revision(row);
                   found->config = row.text(14);
                   found->yaml = row.text(15);
               });
    session.run(script);
    if (!found) return found;
    add_simulations(session, {&*found, 1});
    return found;
}

std::vector<RevisionRow> page_of_revisions(Session& session, std::string_view campaign, std::int32_t before,
                                           std::uint32_t limit) {
    constexpr std::int32_t newest = 2'147'483'647;
    std::vector<RevisionRow> found;
    Script script;
    script.add(sql("SELECT r.campaign_id, r.number, r.plugin, r.plugin_version, r.content_hash, r.published_ms, "
                   "r.author, r.source, r.note, r.needs_approval, a.approved, a.admin, a.note, a.at_ms "
                   "FROM campaign c JOIN revision r ON r.campaign_id = c.id LEFT JOIN approval a ON "
                   "a.campaign_id = r.campaign_id AND a.number = r.number WHERE c.name = ? AND r.number < ? "
                   "ORDER BY r.number DESC LIMIT ?",
                   campaign, before > 0 ? before : newest, limit),
               [&](const Row& row) { found.push_back(to_revision(row)); });
    session.run(script);
    add_simulations(session, found);
    return found;
}

std::vector<Rollouts::Waiting> waiting_revisions(Session& session) {
    std::vector<Rollouts::Waiting> found;
    Script script;
    script.add(
        "SELECT c.id, COUNT(*) FROM campaign c JOIN revision r ON r.campaign_id = c.id LEFT JOIN approval a ON "
        "a.campaign_id = r.campaign_id AND a.number = r.number WHERE r.needs_approval = 1 AND a.number IS NULL "
        "GROUP BY c.id",
        [&](const Row& row) {
            found.push_back({row.integer(0), row.integer(1)});
        });
    session.run(script);
    return found;
}

bool decide_revision(Session& session, std::int64_t campaign, std::int32_t number, const Approval& approval) {
    bool decided = false;
    Script script;
    script.add_change(sql("INSERT INTO approval (campaign_id, number, approved, admin, note, at_ms) SELECT "
                          "campaign_id, number, ?, ?, ?, ? FROM revision WHERE campaign_id = ? AND number = ? ?",
                          approval.approved ? 1 : 0, approval.admin, approval.note, approval.at, campaign, number,
                          pick(session.dialect(), "ON DUPLICATE KEY UPDATE approval.number = approval.number",
                               "ON CONFLICT (campaign_id, number) DO NOTHING")),
                      [](std::uint64_t) {});
    script.add(sql("SELECT admin, at_ms FROM approval WHERE campaign_id = ? AND number = ?", campaign, number),
               [&](const Row& row) { decided = row.text(0) == approval.admin && row.integer(1) == approval.at; });
    session.run(script);
    return decided;
}

void keep_simulation(Session& session, std::int64_t campaign, std::int32_t number, std::int64_t at,
                     const std::string& admin, const std::string& report) {
    Script script;
    MultiRow rows(script, "INSERT INTO simulation (campaign_id, number, at_ms, admin, report) VALUES ",
                  pick(session.dialect(), " ON DUPLICATE KEY UPDATE number = number",
                       " ON CONFLICT (campaign_id, number, at_ms) DO NOTHING"));
    rows.row(campaign, number, at, admin, report);
    rows.finish();
    session.run(script);
}

}  // namespace fairground::store
