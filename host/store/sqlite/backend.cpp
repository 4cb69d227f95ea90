#include "store/sqlite/backend.hpp"

#include "store/migrations.hpp"
#include "store/model/campaign-odb-sqlite.hxx"
#include "store/model/player-odb-sqlite.hxx"
#include "store/model/upkeep-odb-sqlite.hxx"
#include "store/sql/pool.hpp"
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
    SqliteBackend(const Sqlite::Settings& settings, std::size_t connections, std::chrono::milliseconds lease_timeout)
        : settings_(settings),
          database_(settings.path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, false, "",
                    std::make_unique<Pool<Sqlite>>(settings, connections, lease_timeout)) {}

    Dialect dialect() const override { return Dialect::sqlite; }
    std::size_t useful_writers() const override { return 1; }

    std::unique_ptr<Session> lease() override {
        return translated([&]() -> std::unique_ptr<Session> {
            return std::make_unique<SqliteSession>(shared_from_this(), database_, database_.connection(), turns_,
                                                   settings_.lock_timeout);
        });
    }

    std::unique_ptr<Session> long_running() override {
        return translated([&]() -> std::unique_ptr<Session> {
            odb::sqlite::connection_ptr own(new (odb::details::shared)
                                                odb::sqlite::connection(database_, Sqlite::open(settings_)));
            return std::make_unique<SqliteSession>(shared_from_this(), database_, own, turns_, settings_.lock_timeout);
        });
    }

    SchemaShape expected_schema() override {
        std::string text;
        for (const auto& file : migration_files(Dialect::sqlite)) text += file.text;
        return sqlite_schema_of(text);
    }

private:
    const Sqlite::Settings settings_;
    Turns turns_;
    odb::sqlite::database database_;
};

}  // namespace

std::shared_ptr<Backend> make_sqlite_backend(const Sqlite::Settings& settings, std::size_t connections,
                                             std::chrono::milliseconds lease_timeout) {
    return std::make_shared<SqliteBackend>(settings, connections, lease_timeout);
}

}  // namespace fairground::store
