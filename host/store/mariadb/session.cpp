#include "store/mariadb/session.hpp"

#include <memory>

namespace fairground::store {

namespace {

struct FreeResult {
    void operator()(MYSQL_RES* result) const { mysql_free_result(result); }
};
using OwnedResult = std::unique_ptr<MYSQL_RES, FreeResult>;

class NoTransaction final : public odb::mysql::transaction_impl {
public:
    using odb::mysql::transaction_impl::transaction_impl;
    void start() override {}
    void commit() override { connection().clear(); }
    void rollback() override { connection().clear(); }
};

}  // namespace

MariaSession::MariaSession(std::shared_ptr<void> keep, odb::mysql::database& database,
                           odb::mysql::connection_ptr connection)
    : keep_(std::move(keep)), database_(database), connection_(std::move(connection)) {}

MariaSession::~MariaSession() {
    rollback();
}

odb::transaction_impl* MariaSession::start() {
    return connection_->begin();
}

odb::transaction_impl* MariaSession::join() {
    return new NoTransaction(connection_);
}  // owned by odb::transaction

void MariaSession::run(const Script& script) {
    const auto statements = script.statements();
    std::size_t first = 0;
    while (first < statements.size()) {
        std::size_t end = first;
        std::size_t size = 0;
        do {
            size += statements[end++].text.size() + 1;
        } while (end < statements.size() && size + statements[end].text.size() < max_piece);
        run_piece(statements.subspan(first, end - first));
        first = end;
    }
}

// One packet, one answer: all statements of the piece in one round trip.
void MariaSession::run_piece(std::span<const Statement> statements) {
    std::string text;
    for (const Statement& statement : statements) {
        if (!text.empty()) text += ";\n";
        text += statement.text;
    }
    connection_->clear();
    MYSQL* handle = connection_->handle();
    if (mysql_real_query(handle, text.data(), text.size()) != 0) fail(statements.front());
    try {
        for (std::size_t i = 0; i < statements.size(); ++i) {
            if (i != 0 && mysql_next_result(handle) != 0) fail(statements[i]);
            take_result(statements[i]);
        }
    } catch (...) {
        // Answers of later statements may still be on their way; nobody must read them as his own.
        if (mysql_more_results(handle)) connection_->mark_failed();
        throw;
    }
}

void MariaSession::take_result(const Statement& statement) {
    MYSQL* handle = connection_->handle();
    const OwnedResult result(mysql_store_result(handle));
    if (!result) {
        if (mysql_errno(handle) != 0) fail(statement);
        if (statement.on_changed) statement.on_changed(mysql_affected_rows(handle));
        return;
    }
    if (!statement.on_row) return;
    std::vector<Row::Cell> cells(mysql_num_fields(result.get()));
    while (const MYSQL_ROW values = mysql_fetch_row(result.get())) {
        const unsigned long* sizes = mysql_fetch_lengths(result.get());
        for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = {values[i], sizes[i]};
        statement.on_row(Row(cells));
    }
}

void MariaSession::fail(const Statement& statement) {
    const unsigned error = mysql_errno(connection_->handle());
    const std::string message = mysql_error(connection_->handle());
    if (error >= CR_MIN_ERROR && error <= CR_MAX_ERROR) connection_->mark_failed();
    throw_mariadb_error(error, message, head_of(statement.text));
}

void MariaSession::run_file(const std::string& text) {
    MYSQL* handle = connection_->handle();
    int more = mysql_real_query(handle, text.data(), text.size());
    int number = 1;
    while (more == 0) {
        const OwnedResult result(mysql_store_result(handle));
        more = mysql_next_result(handle);
        ++number;
    }
    if (more > 0) fail({"statement " + std::to_string(number) + " of: " + text, nullptr, nullptr});
}

void MariaSession::lock_migrations(std::chrono::seconds patience) {
    Script script;
    std::optional<std::int64_t> got;
    // Such names are shared by all databases of the server, and limited in length.
    script.add(sql("SELECT GET_LOCK(CONCAT('fairground-migrate-', MD5(DATABASE())), ?)", patience.count()),
               [&](const Row& row) { got = row.maybe_integer(0); });
    run(script);
    if (got != 1) {
        throw Unavailable("another process has been migrating this database for over " +
                          std::to_string(patience.count()) + " s; wait for it, then start again");
    }
}

SchemaShape MariaSession::live_schema() {
    SchemaShape shape;
    Script script;
    script.add(
        "SELECT table_name, column_name, CONCAT(column_type, IF(collation_name IS NULL, '', CONCAT(' COLLATE ', "
        "collation_name)), IF(is_nullable = 'NO', ' NOT NULL', ' NULL'), "
        "IF(extra LIKE '%auto_increment%', ' AUTO_INCREMENT', '')) "
        "FROM information_schema.columns WHERE table_schema = DATABASE()",
        [&](const Row& row) { shape.tables[row.text(0)].columns[row.text(1)].type = row.text(2); });
    script.add(
        "SELECT table_name, index_name, non_unique, CONCAT(column_name, IF(collation = 'D', ' DESC', '')) FROM "
        "information_schema.statistics "
        "WHERE table_schema = DATABASE() ORDER BY table_name, index_name, seq_in_index",
        [&](const Row& row) {
            auto& index = shape.tables[row.text(0)].indexes[row.text(1)];
            index.unique = row.integer(2) == 0;
            index.columns.push_back(row.text(3));
        });
    run(script);
    return shape;
}

}  // namespace fairground::store
