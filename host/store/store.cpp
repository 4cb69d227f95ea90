#include "store/store.hpp"

#include <algorithm>
#include <iterator>

#include "store/admin_store.hpp"
#include "store/audit_store.hpp"
#include "store/catalogue.hpp"
#include "store/effects.hpp"
#include "store/feed_store.hpp"
#include "store/job_store.hpp"
#include "store/migrations.hpp"
#include "store/plans.hpp"
#include "store/reader.hpp"
#include "store/recount.hpp"
#include "store/rollout_store.hpp"
#include "store/schema_check.hpp"
#include "store/servers.hpp"
#include "store/statements.hpp"
#include "store/token_store.hpp"
#include "store/writer.hpp"

namespace fairground::store {

namespace {

class SqlStore final : public Store {
public:
    explicit SqlStore(const Options& options) : servers_(std::make_shared<Servers>(options)), options_(options) {}

    std::unique_ptr<Writer> writer(std::string holder) override {
        return make_writer(servers_, ids_, options_, std::move(holder));
    }
    using Store::reader;
    std::unique_ptr<Reader> reader(std::string holder, Freshness freshness) override {
        auto reading = servers_->to_read(holder, freshness);
        return make_reader(std::move(reading.session), ids_, reading.from_replica);
    }
    std::size_t useful_writers() const override { return servers_->useful_writers(); }

    std::vector<Migration> migrations() override { return list_migrations(*servers_->lease("the list of migrations")); }
    std::vector<Migration> migrate() override {
        const auto session = servers_->long_running("migrations");
        return apply_migrations(*session);
    }
    std::vector<std::string> schema_differences() override {
        return differences(*servers_->lease("the schema check"), *servers_->primary());
    }

    std::vector<std::string> plan_problems() override {
        constexpr std::size_t players[] = {3, 300};
        std::vector<std::string> problems;
        if (servers_->dialect() != Dialect::mariadb) return problems;
        const auto session = servers_->lease("preflight");
        for (const std::size_t some : players) {
            problems = store::plan_problems(*session, serving_statements({.players = some}));
            if (!problems.empty()) break;  // the same again with more players would only repeat it
        }
        return problems;
    }
    std::vector<Check> preflight(std::size_t hosts) override {
        auto checks = servers_->primary()->checks(hosts);
        add(checks, "schema", "every table, column and index of the migrations", schema_differences());
        if (servers_->dialect() == Dialect::mariadb)
            add(checks, "statements", "each finds its rows by an index", plan_problems());
        return checks;
    }
    std::vector<Check> preflight_replicas() override {
        std::vector<Check> all;
        for (const auto& replica : servers_->replica_backends()) {
            try {
                const auto session = servers_->lease("preflight");
                auto checks = replica->replica_checks(*session);
                std::ranges::move(checks, std::back_inserter(all));
            } catch (const Unavailable& failure) {
                all.push_back({"replica " + replica->name(), Check::State::failed, failure.what(), "there",
                               "start it, or take it out of database.replicas"});
            }
        }
        return all;
    }

    using Store::publish;
    std::vector<Published> publish(std::span<const RevisionDraft> drafts) override {
        return publish_revisions(*servers_->to_change("publishing campaigns"), drafts);
    }
    std::vector<CampaignSwitch> switches() override {
        return read_switches(*servers_->lease("the switches of campaigns"));
    }
    using Store::pause;
    bool pause(std::string_view campaign, bool paused, const std::optional<AuditRow>& audit) override {
        return set_paused(*servers_->to_change("pausing " + std::string(campaign)), campaign, paused, audit);
    }
    std::optional<CouponImport> import_coupons(std::string_view campaign, std::string_view pool,
                                               std::span<const std::string> codes) override {
        return add_coupons(*servers_->to_change("importing coupons"), campaign, pool, codes);
    }

    std::unique_ptr<Jobs> jobs() override { return make_jobs(leases("scheduled work")); }
    std::unique_ptr<Rollouts> rollouts() override { return make_rollouts(leases("what campaigns serve")); }
    std::unique_ptr<Tokens> tokens() override { return make_tokens(leases("partners' keys")); }
    std::unique_ptr<Feed> feed() override { return make_feed(leases("the feed of events")); }
    std::unique_ptr<Admins> admins() override { return make_admins(leases("admins")); }
    std::unique_ptr<Audit> audit() override { return make_audit(leases("the trail")); }

    std::int64_t purge_requests(std::int64_t older_than_ms, std::uint32_t limit) override {
        std::int64_t purged = 0;
        Script script;
        script.add_change(
            servers_->dialect() == Dialect::mariadb
                ? sql("DELETE FROM request WHERE at_ms < ? ORDER BY at_ms LIMIT ?", older_than_ms, limit)
                : sql("DELETE FROM request WHERE (player_id, campaign_id, request_key) IN (SELECT player_id, "
                      "campaign_id, request_key FROM request WHERE at_ms < ? ORDER BY at_ms LIMIT ?)",
                      older_than_ms, limit),
            [&](std::uint64_t rows) { purged = static_cast<std::int64_t>(rows); });
        servers_->to_change("removing old keys")->run(script);
        return purged;
    }

    std::vector<Finding> recount(std::size_t limit) override {
        return recount_ledger(*servers_->long_running("the recount"), limit);
    }

    void ping() override {
        Script script;
        script.add("SELECT 1");
        servers_->lease("asking whether it is there")->run(script);
    }
    Health health() override { return servers_->health(); }

    void warm_up() override { servers_->warm_up(); }
    Connections connections() const override { return servers_->connections(); }
    std::vector<Replica> replicas() const override { return servers_->replicas(); }
    bool move(const Options& to) override { return servers_->move(to, require_fit); }
    std::uint64_t moved() const override { return servers_->moved(); }

private:
    Leases leases(const char* holder) const {
        return {[servers = servers_, holder] { return servers->lease(holder); },
                [servers = servers_, holder] { return servers->to_change(holder); }};
    }

    static std::vector<std::string> differences(Session& session, Backend& backend) {
        return compare_schemas(backend.expected_schema(), session.live_schema(), session.dialect(),
                               migration_files(session.dialect()));
    }

    // To be the next primary.
    static void require_fit(Session& session, Backend& backend) {
        std::string follows = "0";
        Script script;
        add_writable_check(script, session.dialect());
        if (session.dialect() == Dialect::mariadb)
            script.add("SHOW GLOBAL STATUS LIKE 'Slaves_running'", [&](const Row& row) { follows = row.text(1); });
        session.run(script);
        if (follows != "0")
            throw Fault(backend.name() + " still follows another server (Slaves_running is " + follows +
                        "): what that one wrote may yet arrive; on it: STOP SLAVE; RESET SLAVE ALL");
        if (const auto lines = differences(session, backend); !lines.empty())
            throw Fault(backend.name() + " does not have the schema this host needs: " + lines.front());
    }

    // One for each problem, or one that says that there is none.
    static void add(std::vector<Check>& checks, const std::string& name, const std::string& expected,
                    const std::vector<std::string>& problems) {
        if (problems.empty()) checks.push_back({name, Check::State::ok, "as expected", expected, ""});
        for (const auto& line : problems) {
            const auto end = line.find("; run ");
            checks.push_back({name, Check::State::failed, line.substr(0, end), expected,
                              end == line.npos ? "add the missing index; `fairground migrate verify` names it"
                                               : line.substr(end + 2)});
        }
    }

    const std::shared_ptr<Servers> servers_;
    const std::shared_ptr<PlayerIds> ids_ = std::make_shared<PlayerIds>();
    const Options options_;
};

}  // namespace

std::unique_ptr<Store> Store::open(const Options& options) {
    return std::make_unique<SqlStore>(options);
}

}  // namespace fairground::store
