#pragma once
#include "store/mariadb/connection.hpp"
#include "store/sql/session.hpp"

namespace fairground::store {

class MariaSession final : public Session {
public:
    // connection: one of the pool's kind. keep: what it comes from, kept alive while we hold it.
    MariaSession(std::shared_ptr<void> keep, odb::mysql::database& database,
                 const odb::mysql::connection_ptr& connection);
    ~MariaSession() override;

    Dialect dialect() const override { return Dialect::mariadb; }
    void run(const Script& script) override;
    void run_file(const std::string& text) override;
    void lock_migrations(std::chrono::seconds patience) override;
    SchemaShape live_schema() override;

protected:
    odb::transaction_impl* start() override;
    odb::transaction_impl* start_with_script() override;
    void run_last(const Script& script, bool& commit_sent) override;
    odb::transaction_impl* join() override;
    odb::database& database() override { return database_; }
    void abandon() noexcept override { connection_->mark_failed(); }

private:
    class Transaction;
    // Of a transaction that begins with its first script and may end with its last: a round trip less for each.
    enum class Phase { none, announced, open, committed };

    using Pieces = std::vector<std::span<const Statement>>;
    static Pieces pieces_of(const Script& script);
    static bool is_bulk(std::span<const Statement> piece);
    void run_piece(std::span<const Statement> statements, bool* commit_sent = nullptr);
    void run_text(Sending sent, bool* commit_sent);
    void run_block(MYSQL_STMT* block, Sending sent, bool* commit_sent);
    bool not_committed(unsigned error);
    void run_bulk(const Statement& statement);
    void take_result(const Statement& statement);
    [[noreturn]] void fail(const Statement& statement);
    [[noreturn]] void fail(Sending sent, const ServerError& error);

    std::shared_ptr<void> keep_;
    odb::mysql::database& database_;
    odb::mysql::connection_ptr connection_;
    BulkStatements& bulk_;  // the connection's, as are these
    Blocks& blocks_;
    Phase phase_ = Phase::none;
};

}  // namespace fairground::store
