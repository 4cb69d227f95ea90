#include "store/migrations.hpp"

#include <map>

#include "store/clock.hpp"
#include "store/model/upkeep-odb.hxx"

namespace fairground::store {

namespace {

using Applied = std::map<std::int32_t, model::SchemaMigration>;

constexpr std::chrono::seconds patience_with_others{60};

Applied read_applied(Session& session) {
    Applied applied;
    if (!session.live_schema().tables.contains("schema_migration")) return applied;  // a new database
    session.entities([&](odb::database& db) {
        for (const auto& row : db.query<model::SchemaMigration>()) applied.emplace(row.number, row);
    });
    return applied;
}

std::string label(const auto& migration) {
    return std::to_string(migration.number) + " " + std::string(migration.name);
}

void check_history(const Applied& applied, std::span<const MigrationFile> files) {
    std::map<std::int32_t, const MigrationFile*> known;
    for (const auto& file : files) known[file.number] = &file;
    for (const auto& [number, row] : applied) {
        const auto file = known.find(number);
        if (file == known.end()) {
            throw Fault("the database has migration " + label(row) +
                        ", which this version of fairground does not know: " +
                        "a newer version was here; start that one, or restore a backup made before it");
        }
        if (file->second->checksum != row.checksum) {
            throw Fault("migration " + label(row) + " was applied with checksum " + row.checksum + ", but ours has " +
                        std::string(file->second->checksum) +
                        ": an applied migration was edited; restore the file and put the change into a new one");
        }
    }
}

}  // namespace

std::vector<Store::Migration> list_migrations(Session& session) {
    const Applied applied = read_applied(session);
    std::vector<Store::Migration> list;
    for (const auto& file : migration_files(session.dialect())) {
        const auto row = applied.find(file.number);
        list.push_back({file.number, std::string(file.name),
                        row == applied.end() ? std::nullopt : std::optional(row->second.applied_ms)});
    }
    return list;
}

std::vector<Store::Migration> apply_migrations(Session& session) {
    const auto files = migration_files(session.dialect());
    session.lock_migrations(patience_with_others);
    const Applied applied = read_applied(session);
    check_history(applied, files);
    std::vector<Store::Migration> done;
    for (const auto& file : files) {
        if (applied.contains(file.number)) continue;
        session.run_file(std::string(file.text));
        const std::int64_t now = now_ms();
        session.entities([&](odb::database& db) {
            db.persist(model::SchemaMigration{file.number, std::string(file.name), std::string(file.checksum), now});
        });
        done.push_back({file.number, std::string(file.name), now});
    }
    if (session.in_transaction()) session.commit();
    return done;
}

}  // namespace fairground::store
