// What the store keeps for itself: entities of the tables schema_migration, writer_mark, lease.
#pragma once
#include <cstdint>
#include <string>

#include <odb/core.hxx>

namespace fairground::store::model {

#pragma db object table("schema_migration")
struct SchemaMigration {
#pragma db id
    std::int32_t number = 0;
#pragma db type("VARCHAR(64)")
    std::string name;
#pragma db type("VARCHAR(64)")
    std::string checksum;
    std::int64_t applied_ms = 0;
};

#pragma db object table("writer_mark")
struct WriterMark {
#pragma db id
    std::int64_t id = 0;
    std::int64_t batch = 0;
    std::int64_t at_ms = 0;
};

#pragma db object table("lease")
struct Lease {
#pragma db id type("VARCHAR(64)")
    std::string name;
#pragma db type("VARCHAR(128)")
    std::string holder;
    std::int64_t until_ms = 0;
};

}  // namespace fairground::store::model
