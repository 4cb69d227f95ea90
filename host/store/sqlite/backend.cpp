#include "store/sqlite/backend.hpp"

#include "store/migrations.hpp"
#include "store/model/campaign-odb-sqlite.hxx"
#include "store/model/player-odb-sqlite.hxx"
#include "store/model/upkeep-odb-sqlite.hxx"
#include "store/sql/places.hpp"
#include "store/sql/pool.hpp"
#include "store/sqlite/checkpoints.hpp"
#include "store/sqlite/preflight.hpp"
#include "store/sqlite/session.hpp"

namespace fairground::store {

namespace {

// The generated code for SQLite registers itself by static initialisers. Nobody calls it by name, so the linker would
// leave its objects in the archive (ODB then reports an unknown schema): one name of each header keeps them.
template <typename Entity>
using Traits = odb::access::object_traits_impl<Entity, odb::id_sqlite>;
[[gnu::used]] const char* const generated_code[] = {Traits<model::Player>::persist_statement,
                                                    Traits<model::Campaign>::persist_statement,
                                                    Traits<model::Lease>::persist_statement};

class SqliteBackend final : public Backend {
public:
    SqliteBackend(const Sqlite::Settings& settings, const Budget& budget)
        : SqliteBackend(settings, budget,
                        std::make_unique<Pool<Sqlite>>(settings, budget.connections,
                                                       Breaker::Rules{.longest_pause = budget.reconnect})) {}

    Dialect dialect() const override { return Dialect::sqlite; }
    std::size_t useful_writers() const override { return 1; }

    std::unique_ptr<Session> lease(std::string holder) override {
        return translated([&]() -> std::unique_ptr<Session> {
            auto keep = std::make_shared<Holding>(shared_from_this(), places_, std::move(holder));
            const odb::sqlite::connection_ptr connection = database_.connection();
            checkpoints_.watch(connection->handle());
            return std::make_unique<SqliteSession>(std::move(keep), database_, connection, turns_,
                                                   settings_.lock_timeout);
        });
    }

    std::unique_ptr<Session> long_running(std::string holder) override {
        return translated([&]() -> std::unique_ptr<Session> {
            auto keep = std::make_shared<Holding>(shared_from_this(), places_, std::move(holder));
            odb::sqlite::connection_ptr own(new (odb::details::shared)
                                                SqliteConnection(database_, Sqlite::open(settings_)));
            return std::make_unique<SqliteSession>(std::move(keep), database_, own, turns_, settings_.lock_timeout);
        });
    }

    SchemaShape expected_schema() override {
        std::string text;
        for (const auto& file : migration_files(Dialect::sqlite)) text += file.text;
        return sqlite_schema_of(text);
    }

    std::vector<Check> checks(std::size_t) override { return check_file(*lease("preflight"), settings_); }
    std::vector<Check> replica_checks(Session&) override { return {}; }
    std::string name() const override { return settings_.path; }

    void warm_up() override { fill(pool_, budget_.connections); }
    Connections connections() const override { return figures_of(places_, pool_.breaker()); }

private:
    SqliteBackend(const Sqlite::Settings& settings, const Budget& budget, std::unique_ptr<Pool<Sqlite>> pool)
        : settings_(settings),
          budget_(budget),
          places_(budget),
          pool_(*pool),
          database_(settings.path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, false, "", std::move(pool)) {}

    const Sqlite::Settings settings_;
    const Budget budget_;
    Turns turns_;
    Checkpoints checkpoints_{settings_.path, turns_, settings_.lock_timeout};
    Places places_;
    Pool<Sqlite>& pool_;  // the database's own
    odb::sqlite::database database_;
};

}  // namespace

std::shared_ptr<Backend> make_sqlite_backend(const Sqlite::Settings& settings, const Budget& budget) {
    return std::make_shared<SqliteBackend>(settings, budget);
}

}  // namespace fairground::store
