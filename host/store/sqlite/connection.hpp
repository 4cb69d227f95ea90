// Connections to a SQLite file as the pool wants them.
#pragma once
#include <chrono>
#include <string>

#include <odb/sqlite/connection-factory.hxx>
#include <odb/sqlite/connection.hxx>
#include <odb/sqlite/database.hxx>

#include "store/sqlite/kept_statements.hpp"

namespace fairground::store {

// ODB's, and the statements that are kept beside ODB's own.
class SqliteConnection : public odb::sqlite::connection {
public:
    SqliteConnection(odb::sqlite::database& database, sqlite3* handle)
        : odb::sqlite::connection(database, handle), kept_(handle) {}
    KeptStatements& kept() { return kept_; }

private:
    KeptStatements kept_;
};

// How long the connection waits when another process writes, as the old worker and the new one of an upgrade do.
// SQLite's own handler looks only every 100 ms in the end, and between two batches of a busy process there is a gap of
// less than one: it would find none for seconds.
void wait_for_other_processes(sqlite3* handle, std::chrono::milliseconds patience);

struct Sqlite {
    using Factory = odb::sqlite::connection_factory;
    using Connection = SqliteConnection;
    using ConnectionPtr = odb::sqlite::connection_ptr;
    using Database = odb::sqlite::database;
    using Handle = sqlite3*;

    struct Settings {
        std::string path;
        std::chrono::milliseconds lock_timeout{};
    };

    struct Line {
        explicit Line(Handle) {}
        void cut() const noexcept {}  // a file has no way to it
    };

    // Makes the file, and the folder it is in, if they are missing.
    static sqlite3* open(const Settings& settings);
    static bool alive(Connection&) noexcept { return true; }  // a file does not hang up
    static bool reusable(Connection& connection) noexcept { return sqlite3_get_autocommit(connection.handle()) != 0; }
};

}  // namespace fairground::store
