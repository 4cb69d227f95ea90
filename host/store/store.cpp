#include "store/store.hpp"

#include "store/catalogue.hpp"
#include "store/job_store.hpp"
#include "store/mariadb/backend.hpp"
#include "store/migrations.hpp"
#include "store/reader.hpp"
#include "store/recount.hpp"
#include "store/schema_check.hpp"
#include "store/sqlite/backend.hpp"
#include "store/statements.hpp"
#include "store/url.hpp"
#include "store/writer.hpp"

namespace fairground::store {

namespace {

class SqlStore final : public Store {
public:
    SqlStore(std::shared_ptr<Backend> backend, const Options& options)
        : backend_(std::move(backend)), options_(options) {}

    std::unique_ptr<Writer> writer(std::string holder) override {
        return make_writer(backend_, ids_, options_, std::move(holder));
    }
    std::unique_ptr<Reader> reader(std::string holder) override {
        return make_reader(backend_->lease(std::move(holder)));
    }
    std::size_t useful_writers() const override { return backend_->useful_writers(); }

    std::vector<Migration> migrations() override { return list_migrations(*backend_->lease("the list of migrations")); }
    std::vector<Migration> migrate() override { return apply_migrations(*backend_->long_running("migrations")); }
    std::vector<std::string> schema_differences() override {
        return compare_schemas(backend_->expected_schema(), backend_->lease("the schema check")->live_schema(),
                               backend_->dialect(), migration_files(backend_->dialect()));
    }

    std::vector<std::string> plan_problems() override {
        constexpr std::size_t players[] = {3, 300};
        std::vector<std::string> problems;
        if (backend_->dialect() != Dialect::mariadb) return problems;
        const auto session = backend_->lease("preflight");
        for (const std::size_t some : players) {
            problems = store::plan_problems(*session, serving_statements({.players = some}));
            if (!problems.empty()) break;  // the same again with more players would only repeat it
        }
        return problems;
    }
    std::vector<Check> preflight(std::size_t hosts) override {
        auto checks = backend_->checks(hosts);
        add(checks, "schema", "every table, column and index of the migrations", schema_differences());
        if (backend_->dialect() == Dialect::mariadb)
            add(checks, "statements", "each finds its rows by an index", plan_problems());
        return checks;
    }

    using Store::publish;
    std::vector<Published> publish(std::span<const RevisionDraft> drafts) override {
        return publish_revisions(*backend_->lease("publishing campaigns"), drafts);
    }
    std::vector<CampaignSwitch> switches() override {
        return read_switches(*backend_->lease("the switches of campaigns"));
    }
    bool pause(std::string_view campaign, bool paused) override {
        return set_paused(*backend_->lease("pausing " + std::string(campaign)), campaign, paused);
    }
    std::optional<CouponImport> import_coupons(std::string_view campaign, std::string_view pool,
                                               std::span<const std::string> codes) override {
        return add_coupons(*backend_->lease("importing coupons"), campaign, pool, codes);
    }

    std::unique_ptr<Jobs> jobs() override { return make_jobs(backend_); }

    std::int64_t purge_requests(std::int64_t older_than_ms, std::uint32_t limit) override {
        std::int64_t purged = 0;
        Script script;
        script.add_change(
            backend_->dialect() == Dialect::mariadb
                ? sql("DELETE FROM request WHERE at_ms < ? ORDER BY at_ms LIMIT ?", older_than_ms, limit)
                : sql("DELETE FROM request WHERE (player_id, campaign_id, request_key) IN (SELECT player_id, "
                      "campaign_id, request_key FROM request WHERE at_ms < ? ORDER BY at_ms LIMIT ?)",
                      older_than_ms, limit),
            [&](std::uint64_t rows) { purged = static_cast<std::int64_t>(rows); });
        backend_->lease("removing old keys")->run(script);
        return purged;
    }

    std::vector<Finding> recount(std::size_t limit) override {
        return recount_ledger(*backend_->long_running("the recount"), limit);
    }

    void ping() override {
        Script script;
        script.add("SELECT 1");
        backend_->lease("asking whether it is there")->run(script);
    }

    void warm_up() override { backend_->warm_up(); }
    Connections connections() const override { return backend_->connections(); }

private:
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

    const std::shared_ptr<Backend> backend_;
    const std::shared_ptr<PlayerIds> ids_ = std::make_shared<PlayerIds>();
    const Options options_;
};

Budget budget_of(const Options& options) {
    return {options.connections, options.lease_timeout, options.reconnect};
}

std::shared_ptr<Backend> make_backend(const Options& options, const SqliteUrl& url) {
    return make_sqlite_backend({url.path, options.lock_timeout}, budget_of(options));
}

std::shared_ptr<Backend> make_backend(const Options& options, const MariaDbUrl& url) {
    const MariaDb::Settings settings{url.host,
                                     url.port,
                                     options.socket,
                                     url.user,
                                     options.password,
                                     url.database,
                                     options.connect_timeout,
                                     options.io_timeout,
                                     options.lock_timeout};
    return make_mariadb_backend(settings, budget_of(options));
}

}  // namespace

std::unique_ptr<Store> Store::open(const Options& options) {
    const auto url = parse_url(options.url);
    auto backend = std::visit([&](const auto& parsed) { return make_backend(options, parsed); }, url);
    return std::make_unique<SqlStore>(std::move(backend), options);
}

}  // namespace fairground::store
