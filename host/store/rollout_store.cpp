#include "store/rollout_store.hpp"

#include "store/catalogue.hpp"

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

constexpr Literal standing_columns =
    "c.id, c.name, c.tenant, r.change_no, r.at_ms, r.admin, r.action, r.reason, r.live, r.killed, r.body";

Standing to_standing(const Row& row) {
    Standing standing;
    standing.campaign = row.integer(0);
    standing.name = row.text(1);
    standing.tenant = row.text(2);
    standing.change = row.integer(3);
    standing.at = row.integer(4);
    standing.admin = row.text(5);
    standing.action = row.text(6);
    standing.reason = row.text(7);
    if (const auto live = row.maybe_integer(8)) standing.live = static_cast<std::int32_t>(*live);
    standing.killed = row.integer(9) != 0;
    standing.rollout = row.maybe_text(10).value_or("");
    return standing;
}

class SqlRollouts final : public Rollouts {
public:
    explicit SqlRollouts(Leases leases) : leases_(std::move(leases)) {}

    Added add(const RevisionDraft& draft) override { return add_revision(*leases_.change(), draft); }

    std::optional<RevisionRow> revision(std::string_view campaign, std::int32_t number) override {
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
        const auto session = leases_.read();
        session->run(script);
        if (!found) return found;
        add_simulations(*session, {&*found, 1});
        return found;
    }

    std::vector<RevisionRow> revisions(std::string_view campaign, std::int32_t before, std::uint32_t limit) override {
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
        const auto session = leases_.read();
        session->run(script);
        add_simulations(*session, found);
        return found;
    }

    std::vector<Waiting> waiting() override {
        std::vector<Waiting> found;
        Script script;
        script.add(
            "SELECT c.id, COUNT(*) FROM campaign c JOIN revision r ON r.campaign_id = c.id LEFT JOIN approval a ON "
            "a.campaign_id = r.campaign_id AND a.number = r.number WHERE r.needs_approval = 1 AND a.number IS NULL "
            "GROUP BY c.id",
            [&](const Row& row) {
                found.push_back({row.integer(0), row.integer(1)});
            });
        leases_.read()->run(script);
        return found;
    }

    bool decide(std::int64_t campaign, std::int32_t number, const Approval& approval) override {
        const auto session = leases_.change();
        bool decided = false;
        Script script;
        script.add_change(sql("INSERT INTO approval (campaign_id, number, approved, admin, note, at_ms) SELECT "
                              "campaign_id, number, ?, ?, ?, ? FROM revision WHERE campaign_id = ? AND number = ? ?",
                              approval.approved ? 1 : 0, approval.admin, approval.note, approval.at, campaign, number,
                              pick(session->dialect(), "ON DUPLICATE KEY UPDATE approval.number = approval.number",
                                   "ON CONFLICT (campaign_id, number) DO NOTHING")),
                          [](std::uint64_t) {});
        script.add(sql("SELECT admin, at_ms FROM approval WHERE campaign_id = ? AND number = ?", campaign, number),
                   [&](const Row& row) { decided = row.text(0) == approval.admin && row.integer(1) == approval.at; });
        session->run(script);
        return decided;
    }

    void keep_simulation(std::int64_t campaign, std::int32_t number, std::int64_t at, const std::string& admin,
                         const std::string& report) override {
        const auto session = leases_.change();
        Script script;
        MultiRow rows(script, "INSERT INTO simulation (campaign_id, number, at_ms, admin, report) VALUES ",
                      pick(session->dialect(), " ON DUPLICATE KEY UPDATE number = number",
                           " ON CONFLICT (campaign_id, number, at_ms) DO NOTHING"));
        rows.row(campaign, number, at, admin, report);
        rows.finish();
        session->run(script);
    }

    std::int64_t change() override {
        std::int64_t number = 0;
        Script script;
        script.add("SELECT number FROM change_counter WHERE name = 'rollout'",
                   [&](const Row& row) { number = row.integer(0); });
        leases_.read()->run(script);
        return number;
    }

    std::vector<Standing> standings(std::int64_t after) override {
        return rows(
            sql("SELECT ? FROM campaign c JOIN rollout r ON r.campaign_id = c.id AND r.change_no = c.change_no "
                "WHERE c.change_no > ? ORDER BY r.change_no",
                standing_columns, after));
    }

    std::optional<Standing> standing(std::string_view campaign) override {
        auto found =
            rows(sql("SELECT ? FROM campaign c JOIN rollout r ON r.campaign_id = c.id AND r.change_no = c.change_no "
                     "WHERE c.name = ?",
                     standing_columns, campaign));
        if (found.empty()) return std::nullopt;
        return std::move(found.front());
    }

    std::vector<Standing> history(std::string_view campaign, std::uint32_t limit) override {
        return rows(
            sql("SELECT ? FROM campaign c JOIN rollout r ON r.campaign_id = c.id WHERE c.name = ? "
                "ORDER BY r.change_no DESC LIMIT ?",
                standing_columns, campaign, limit));
    }

    // The campaign's row first, the counter last: whoever holds the counter waits for nobody.
    std::optional<std::int64_t> set(const Standing& next, std::int64_t before,
                                    const std::optional<std::vector<StockCap>>& caps) override {
        const auto session = leases_.change();
        return session->change([&](odb::database&) -> std::optional<std::int64_t> {
            std::int64_t last = -1;
            Script look;
            look.add(sql("SELECT change_no FROM campaign WHERE id = ? ?", next.campaign,
                         pick(session->dialect(), "FOR UPDATE", "")),
                     [&](const Row& row) { last = row.integer(0); });
            session->run(look);
            if (last != before) return std::nullopt;
            if (caps) set_caps(*session, next.campaign, *caps);
            const auto number = next_number(*session);
            Script script;
            MultiRow rows(script,
                          "INSERT INTO rollout (campaign_id, change_no, at_ms, admin, action, reason, live, killed, "
                          "body) VALUES ");
            rows.row(next.campaign, number, next.at, next.admin, next.action, next.reason, next.live,
                     next.killed ? 1 : 0, next.rollout);
            rows.finish();
            script.add(sql("UPDATE campaign SET change_no = ? WHERE id = ?", number, next.campaign));
            session->run(script);
            return number;
        });
    }

    void add_route_uses(std::span<const RouteUse> uses) override {
        const auto session = leases_.change();
        Script script;
        MultiRow rows(script, "INSERT INTO route_use (campaign_id, day, route, uses) VALUES ",
                      pick(session->dialect(), " ON DUPLICATE KEY UPDATE uses = uses + VALUES(uses)",
                           " ON CONFLICT (campaign_id, day, route) DO UPDATE SET uses = uses + excluded.uses"));
        for (const auto& use : uses) rows.row(use.campaign, use.day, use.route, use.uses);
        rows.finish();
        if (!script.empty()) session->run(script);
    }

    std::vector<RouteUse> route_uses(std::string_view campaign, std::int32_t since) override {
        std::vector<RouteUse> found;
        Script script;
        script.add(sql("SELECT u.campaign_id, MAX(u.day), u.route, SUM(u.uses) FROM campaign c JOIN route_use u ON "
                       "u.campaign_id = c.id WHERE c.name = ? AND u.day >= ? GROUP BY u.campaign_id, u.route ORDER BY "
                       "u.route",
                       campaign, since),
                   [&](const Row& row) {
                       found.push_back(
                           {row.integer(0), static_cast<std::int32_t>(row.integer(1)), row.text(2), row.integer(3)});
                   });
        leases_.read()->run(script);
        return found;
    }

    void purge_route_uses(std::int64_t campaign, std::int32_t before) override {
        Script script;
        script.add(sql("DELETE FROM route_use WHERE campaign_id = ? AND day < ?", campaign, before));
        leases_.change()->run(script);
    }

    void add_samples(std::span<const RevisionSample> samples) override {
        const auto session = leases_.change();
        Script script;
        MultiRow rows(script, "INSERT INTO revision_sample (campaign_id, number, at_ms, host, figures) VALUES ",
                      pick(session->dialect(), " ON DUPLICATE KEY UPDATE number = number",
                           " ON CONFLICT (campaign_id, number, at_ms, host) DO NOTHING"));
        for (const auto& sample : samples)
            rows.row(sample.campaign, sample.revision, sample.at, sample.host, sample.figures);
        rows.finish();
        if (!script.empty()) session->run(script);
    }

    std::vector<RevisionSample> samples(std::int64_t campaign, std::int32_t revision, std::int64_t after) override {
        std::vector<RevisionSample> found;
        Script script;
        script.add(
            sql("SELECT campaign_id, number, at_ms, host, figures FROM revision_sample WHERE campaign_id = ? AND "
                "number = ? AND at_ms > ? ORDER BY at_ms",
                campaign, revision, after),
            [&](const Row& row) {
                found.push_back({row.integer(0), static_cast<std::int32_t>(row.integer(1)), row.integer(2), row.text(3),
                                 row.text(4)});
            });
        leases_.read()->run(script);
        return found;
    }

    void purge_samples(std::int64_t campaign, std::int32_t revision, std::int64_t before) override {
        Script script;
        script.add(sql("DELETE FROM revision_sample WHERE campaign_id = ? AND number = ? AND at_ms < ?", campaign,
                       revision, before));
        leases_.change()->run(script);
    }

private:
    // The newest of each. Of one campaign, newest first.
    static void add_simulations(Session& session, std::span<RevisionRow> revisions) {
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

    std::vector<Standing> rows(const std::string& standings) {
        std::vector<Standing> found;
        Script script;
        script.add(standings, [&](const Row& row) { found.push_back(to_standing(row)); });
        leases_.read()->run(script);
        return found;
    }

    // Held until the commit, so that the numbers come in the order of commits: a host that has seen one has seen all
    // before it.
    static std::int64_t next_number(Session& session) {
        std::int64_t number = 0;
        Script script;
        script.add(sql("INSERT INTO change_counter (name, number) VALUES ('rollout', 1) ?",
                       pick(session.dialect(), "ON DUPLICATE KEY UPDATE number = number + 1",
                            "ON CONFLICT (name) DO UPDATE SET number = number + 1")));
        script.add("SELECT number FROM change_counter WHERE name = 'rollout'",
                   [&](const Row& row) { number = row.integer(0); });
        session.run(script);
        return number;
    }

    const Leases leases_;
};

}  // namespace

std::unique_ptr<Rollouts> make_rollouts(Leases leases) {
    return std::make_unique<SqlRollouts>(std::move(leases));
}

}  // namespace fairground::store
