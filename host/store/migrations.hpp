// The migrations that this build knows (the files in migrations/, embedded), and applying them.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "store/sql/session.hpp"

namespace fairground::store {

struct MigrationFile {
    std::int32_t number;
    std::string_view name;      // "foundation"
    std::string_view checksum;  // SHA-256 of the file
    std::string_view text;
};

// In order. Written by the build.
std::span<const MigrationFile> migration_files(Dialect dialect);
// What MariaDB looks like after all of them: migrations/mariadb/expected_schema.txt.
std::string_view expected_mariadb_schema();

std::vector<Store::Migration> list_migrations(Session& session);
std::vector<Store::Migration> apply_migrations(Session& session);

}  // namespace fairground::store
