#include "store/rollout_store.hpp"

#include "store/catalogue.hpp"
#include "store/revisions.hpp"

namespace fairground::store {

namespace {

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
        return find_revision(*leases_.read(), campaign, number);
    }

    std::vector<RevisionRow> revisions(std::string_view campaign, std::int32_t before, std::uint32_t limit) override {
        return page_of_revisions(*leases_.read(), campaign, before, limit);
    }

    std::vector<Waiting> waiting() override { return waiting_revisions(*leases_.read()); }

    bool decide(std::int64_t campaign, std::int32_t number, const Approval& approval) override {
        return decide_revision(*leases_.change(), campaign, number, approval);
    }

    void keep_simulation(std::int64_t campaign, std::int32_t number, std::int64_t at, const std::string& admin,
                         const std::string& report) override {
        store::keep_simulation(*leases_.change(), campaign, number, at, admin, report);
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
