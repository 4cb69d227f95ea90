#include "store/mariadb/backend.hpp"

#include "store/mariadb/preflight.hpp"
#include "store/mariadb/replica_checks.hpp"
#include "store/mariadb/session.hpp"
#include "store/migrations.hpp"
#include "store/model/campaign-odb-mysql.hxx"
#include "store/model/player-odb-mysql.hxx"
#include "store/model/upkeep-odb-mysql.hxx"
#include "store/sql/places.hpp"
#include "store/sql/pool.hpp"

namespace fairground::store {

namespace {

// The generated code for MariaDB registers itself by static initialisers. Nobody calls it by name, so the linker would
// leave its objects in the archive (ODB then reports an unknown schema): one name of each header keeps them.
template <typename Entity>
using Traits = odb::access::object_traits_impl<Entity, odb::id_mysql>;
[[gnu::used]] const char* const generated_code[] = {Traits<model::Player>::persist_statement,
                                                    Traits<model::Campaign>::persist_statement,
                                                    Traits<model::Lease>::persist_statement};

class MariaBackend final : public Backend {
public:
    MariaBackend(const MariaDb::Settings& settings, const Budget& budget)
        : MariaBackend(settings, budget,
                       std::make_unique<Pool<MariaDb>>(
                           settings, budget.connections,
                           Breaker::Rules{.what = settings.replica ? "the replica " + settings.where() : "the database",
                                          .longest_pause = budget.reconnect})) {}

    Dialect dialect() const override { return Dialect::mariadb; }
    // As many as are asked for, but one connection is left for whoever reads.
    std::size_t useful_writers() const override { return std::max<std::size_t>(budget_.connections, 2) - 1; }

    std::unique_ptr<Session> lease(std::string holder) override {
        return translated([&]() -> std::unique_ptr<Session> {
            auto keep = std::make_shared<Holding>(shared_from_this(), places_, std::move(holder));
            return std::make_unique<MariaSession>(std::move(keep), database_, database_.connection());
        });
    }

    std::unique_ptr<Session> long_running(std::string holder) override {
        MariaDb::Settings patient = settings_;
        patient.io_timeout = {};
        return translated([&]() -> std::unique_ptr<Session> {
            auto keep = std::make_shared<Holding>(shared_from_this(), places_, std::move(holder));
            odb::mysql::connection_ptr own(new (odb::details::shared)
                                               MariaConnection(database_, MariaDb::open(patient)));
            return std::make_unique<MariaSession>(std::move(keep), database_, own);
        });
    }

    SchemaShape expected_schema() override { return to_shape(expected_mariadb_schema()); }

    std::vector<Check> checks(std::size_t hosts) override {
        return check_server(*lease("preflight"), settings_, {hosts, budget_});
    }

    std::vector<Check> replica_checks(Session& primary) override {
        return check_replica(*lease("preflight"), primary, settings_);
    }

    std::string name() const override { return settings_.where(); }
    void forget_idle() override { pool_.forget_idle(); }
    void cut() override { pool_.cut(); }
    void warm_up() override { fill(pool_, budget_.connections); }
    Connections connections() const override { return figures_of(places_, pool_.breaker()); }

private:
    MariaBackend(const MariaDb::Settings& settings, const Budget& budget, std::unique_ptr<Pool<MariaDb>> pool)
        : settings_(settings),
          budget_(budget),
          places_(budget),
          pool_(*pool),
          database_(settings.user, settings.password, settings.database, settings.host, settings.port, settings.socket,
                    "utf8mb4", 0, std::move(pool)) {}

    const MariaDb::Settings settings_;
    const Budget budget_;
    Places places_;
    Pool<MariaDb>& pool_;  // the database's own
    odb::mysql::database database_;
};

}  // namespace

std::shared_ptr<Backend> make_mariadb_backend(const MariaDb::Settings& settings, const Budget& budget) {
    return std::make_shared<MariaBackend>(settings, budget);
}

}  // namespace fairground::store
