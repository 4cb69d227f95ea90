#include "store/store.hpp"

#include "store/catalogue.hpp"
#include "store/job_store.hpp"
#include "store/mariadb/backend.hpp"
#include "store/migrations.hpp"
#include "store/reader.hpp"
#include "store/recount.hpp"
#include "store/schema_check.hpp"
#include "store/sqlite/backend.hpp"
#include "store/url.hpp"
#include "store/writer.hpp"

namespace fairground::store {

namespace {

class SqlStore final : public Store {
public:
    SqlStore(std::shared_ptr<Backend> backend, const Options& options)
        : backend_(std::move(backend)), options_(options) {}

    std::unique_ptr<Writer> writer() override { return make_writer(backend_, ids_, options_); }
    std::unique_ptr<Reader> reader() override { return make_reader(backend_->lease()); }
    std::size_t useful_writers() const override { return backend_->useful_writers(); }

    std::vector<Migration> migrations() override { return list_migrations(*backend_->lease()); }
    std::vector<Migration> migrate() override { return apply_migrations(*backend_->long_running()); }
    std::vector<std::string> schema_differences() override {
        return compare_schemas(backend_->expected_schema(), backend_->lease()->live_schema(), backend_->dialect(),
                               migration_files(backend_->dialect()));
    }

    using Store::publish;
    std::vector<Published> publish(std::span<const RevisionDraft> drafts) override {
        return publish_revisions(*backend_->lease(), drafts);
    }
    std::vector<CampaignSwitch> switches() override { return read_switches(*backend_->lease()); }
    bool pause(std::string_view campaign, bool paused) override {
        return set_paused(*backend_->lease(), campaign, paused);
    }
    std::optional<CouponImport> import_coupons(std::string_view campaign, std::string_view pool,
                                               std::span<const std::string> codes) override {
        return add_coupons(*backend_->lease(), campaign, pool, codes);
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
        backend_->lease()->run(script);
        return purged;
    }

    std::vector<Finding> recount(std::size_t limit) override {
        return recount_ledger(*backend_->long_running(), limit);
    }

    void ping() override {
        Script script;
        script.add("SELECT 1");
        backend_->lease()->run(script);
    }

private:
    const std::shared_ptr<Backend> backend_;
    const std::shared_ptr<PlayerIds> ids_ = std::make_shared<PlayerIds>();
    const Options options_;
};

std::shared_ptr<Backend> make_backend(const Options& options, const SqliteUrl& url) {
    return make_sqlite_backend({url.path, options.lock_timeout}, options.connections, options.lease_timeout);
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
    return make_mariadb_backend(settings, options.connections, options.lease_timeout);
}

}  // namespace

std::unique_ptr<Store> Store::open(const Options& options) {
    const auto url = parse_url(options.url);
    auto backend = std::visit([&](const auto& parsed) { return make_backend(options, parsed); }, url);
    return std::make_unique<SqlStore>(std::move(backend), options);
}

}  // namespace fairground::store
