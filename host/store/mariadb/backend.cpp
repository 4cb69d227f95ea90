#include "store/mariadb/backend.hpp"

#include "store/mariadb/session.hpp"
#include "store/migrations.hpp"
#include "store/model/campaign-odb-mysql.hxx"
#include "store/model/player-odb-mysql.hxx"
#include "store/model/upkeep-odb-mysql.hxx"
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
    MariaBackend(const MariaDb::Settings& settings, std::size_t connections, std::chrono::milliseconds lease_timeout)
        : settings_(settings),
          connections_(connections),
          database_(settings.user, settings.password, settings.database, settings.host, settings.port, settings.socket,
                    "utf8mb4", 0, std::make_unique<Pool<MariaDb>>(settings, connections, lease_timeout)) {}

    Dialect dialect() const override { return Dialect::mariadb; }
    // Two keep the server's disk and processor busy at the same time; more only wait for each other.
    std::size_t useful_writers() const override { return connections_ < 4 ? 1 : 2; }

    std::unique_ptr<Session> lease() override {
        return translated([&]() -> std::unique_ptr<Session> {
            return std::make_unique<MariaSession>(shared_from_this(), database_, database_.connection());
        });
    }

    std::unique_ptr<Session> long_running() override {
        MariaDb::Settings patient = settings_;
        patient.io_timeout = {};
        return translated([&]() -> std::unique_ptr<Session> {
            odb::mysql::connection_ptr own(new (odb::details::shared)
                                               odb::mysql::connection(database_, MariaDb::open(patient)));
            return std::make_unique<MariaSession>(shared_from_this(), database_, own);
        });
    }

    SchemaShape expected_schema() override { return to_shape(expected_mariadb_schema()); }

private:
    const MariaDb::Settings settings_;
    const std::size_t connections_;
    odb::mysql::database database_;
};

}  // namespace

std::shared_ptr<Backend> make_mariadb_backend(const MariaDb::Settings& settings, std::size_t connections,
                                              std::chrono::milliseconds lease_timeout) {
    return std::make_shared<MariaBackend>(settings, connections, lease_timeout);
}

}  // namespace fairground::store
