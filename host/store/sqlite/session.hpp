#pragma once
#include "store/sql/session.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/turns.hpp"

namespace fairground::store {

class SqliteSession final : public Session {
public:
    // connection: one of the pool's kind. keep: what the connection and the turns come from, kept alive while we hold
    // it. patience: for our turn.
    SqliteSession(std::shared_ptr<void> keep, odb::sqlite::database& database,
                  const odb::sqlite::connection_ptr& connection, Turns& turns, std::chrono::milliseconds patience);
    ~SqliteSession() override;

    Dialect dialect() const override { return Dialect::sqlite; }
    void run(const Script& script) override;
    void run_file(const std::string& text) override;
    void lock_migrations(std::chrono::seconds patience) override;
    SchemaShape live_schema() override;

protected:
    odb::transaction_impl* start() override;
    odb::transaction_impl* join() override;
    odb::database& database() override { return database_; }
    void abandon() noexcept override {}  // the pool looks whether the transaction is still open

private:
    void run_text(const Statement& statement);
    void run_bound(const Statement& statement);

    std::shared_ptr<void> keep_;
    odb::sqlite::database& database_;
    odb::sqlite::connection_ptr connection_;
    KeptStatements& kept_;  // the connection's
    Turns& turns_;
    const std::chrono::milliseconds patience_;
};

// What any SQLite handle holds.
SchemaShape read_sqlite_schema(sqlite3* handle);
// The shape that a new database gets from text.
SchemaShape sqlite_schema_of(const std::string& text);

}  // namespace fairground::store
