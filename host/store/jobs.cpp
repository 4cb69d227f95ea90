#include "store/jobs.hpp"

#include "store/job_store.hpp"
#include "store/model/campaign-odb.hxx"

namespace fairground::store {

namespace {

JobRun to_run(const model::Job& row) {
    return {row.key.campaign_id, row.key.name, row.key.day,    row.due_ms,     row.cursor_player, row.done,
            row.refused,         row.failed,   row.started_ms, row.finished_ms};
}

class SqlJobs final : public Jobs {
public:
    explicit SqlJobs(Leases leases) : leases_(std::move(leases)) {}

    std::vector<JobRun> runs(std::int64_t campaign, std::string_view job, std::uint32_t limit) override {
        using Query = odb::query<model::Job>;
        std::vector<JobRun> found;
        leases_.read()->entities([&](odb::database& db) {
            const Query page = (Query::key.campaign_id == campaign && Query::key.name == std::string(job)) +
                               "ORDER BY" + Query::key.day + "DESC" + ("LIMIT " + std::to_string(limit));
            for (const auto& row : db.query<model::Job>(page)) found.push_back(to_run(row));
        });
        return found;
    }

    void begin(const JobRun& run) override {
        const auto session = leases_.change();
        Script script;
        MultiRow rows(script,
                      "INSERT INTO job (campaign_id, name, day, due_ms, cursor_player, done, refused, failed, "
                      "started_ms) VALUES ",
                      pick(session->dialect(), " ON DUPLICATE KEY UPDATE day = day",
                           " ON CONFLICT (campaign_id, name, day) DO NOTHING"));
        rows.row(run.campaign, run.job, run.day, run.due, run.cursor, run.done, run.refused, run.failed, run.started);
        rows.finish();
        session->run(script);
    }

    bool advance(const JobRun& from, const JobRun& to) override {
        bool moved = false;
        Script script;
        script.add_change(
            sql("UPDATE job SET cursor_player = ?, done = ?, refused = ?, failed = ?, started_ms = ?, finished_ms = ? "
                "WHERE campaign_id = ? AND name = ? AND day = ? AND cursor_player = ? AND started_ms = ? "
                "AND COALESCE(finished_ms, 0) = ?",
                to.cursor, to.done, to.refused, to.failed, to.started, to.finished, from.campaign, from.job, from.day,
                from.cursor, from.started, from.finished.value_or(0)),
            [&](std::uint64_t rows) { moved = rows == 1; });
        leases_.change()->run(script);
        return moved;
    }

    std::vector<JobPlayer> players(std::int64_t campaign, std::int64_t behind, std::uint32_t limit) override {
        std::vector<JobPlayer> found;
        const auto session = leases_.read();
        Script script;
        script.add(sql("SELECT p.id, p.external_id FROM (SELECT DISTINCT player_id FROM player_value ? "
                       "WHERE campaign_id = ? AND player_id > ? ORDER BY player_id LIMIT ?) AS v "
                       "JOIN player AS p ON p.id = v.player_id ORDER BY p.id",
                       pick(session->dialect(), "FORCE INDEX (player_value_campaign)", ""), campaign, behind, limit),
                   [&](const Row& row) {
                       found.push_back({row.integer(0), row.text(1)});
                   });
        session->run(script);
        return found;
    }

    std::optional<std::int64_t> first_published(std::int64_t campaign) override {
        std::optional<std::int64_t> at;
        Script script;
        script.add(sql("SELECT MIN(published_ms) FROM revision WHERE campaign_id = ?", campaign),
                   [&](const Row& row) { at = row.maybe_integer(0); });
        leases_.read()->run(script);
        return at;
    }

    bool take_lease(const std::string& name, const std::string& holder, std::chrono::milliseconds time) override {
        const auto session = leases_.change();
        const auto now = database_clock(session->dialect());
        bool mine = false;
        Script script;
        script.add(
            sql("INSERT INTO lease (name, holder, until_ms) VALUES (?, ?, 0) ?", name, holder,
                pick(session->dialect(), "ON DUPLICATE KEY UPDATE name = name", "ON CONFLICT (name) DO NOTHING")));
        script.add(sql("UPDATE lease SET holder = ?, until_ms = ? + ? WHERE name = ? AND (holder = ? OR until_ms < ?)",
                       holder, now, time.count(), name, holder, now));
        script.add(sql("SELECT holder FROM lease WHERE name = ?", name),
                   [&](const Row& row) { mine = row.text(0) == holder; });
        session->run(script);
        return mine;
    }

    void release_lease(const std::string& name, const std::string& holder) override {
        Script script;
        script.add(sql("UPDATE lease SET until_ms = 0 WHERE name = ? AND holder = ?", name, holder));
        leases_.change()->run(script);
    }

    std::string lease_holder(const std::string& name) override {
        const auto session = leases_.read();
        std::string holder;
        Script script;
        script.add(
            sql("SELECT holder FROM lease WHERE name = ? AND until_ms > ?", name, database_clock(session->dialect())),
            [&](const Row& row) { holder = row.text(0); });
        session->run(script);
        return holder;
    }

private:
    // Hosts may disagree on the time, so it is the database that tells it: ms since 1970.
    static Literal database_clock(Dialect dialect) {
        return pick(dialect, "CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)",
                    "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)");
    }

    const Leases leases_;
};

}  // namespace

std::unique_ptr<Jobs> make_jobs(Leases leases) {
    return std::make_unique<SqlJobs>(std::move(leases));
}

}  // namespace fairground::store
