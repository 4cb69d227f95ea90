#include "store/mariadb/session.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "store/mariadb/live_schema.hpp"

namespace fairground::store {

namespace {

struct FreeResult {
    void operator()(MYSQL_RES* result) const { mysql_free_result(result); }
};
using OwnedResult = std::unique_ptr<MYSQL_RES, FreeResult>;

// The client's own numbers: no word from the server.
bool lost(unsigned error) {
    return error >= CR_MIN_ERROR && error <= CR_MAX_ERROR;
}

// In a text, about.
std::size_t size_of(const Statement& statement) {
    return statement.text.size() + statement.rows.bytes();
}

class NoTransaction final : public odb::mysql::transaction_impl {
public:
    using odb::mysql::transaction_impl::transaction_impl;
    void start() override {}
    void commit() override { connection().clear(); }
    void rollback() override { connection().clear(); }
};

const Statement begin_statement{"START TRANSACTION", nullptr, nullptr};
const Statement commit_statement{"COMMIT", nullptr, nullptr};

}  // namespace

// Ends what the session's scripts began, unless the last of them ended it.
class MariaSession::Transaction final : public odb::mysql::transaction_impl {
public:
    Transaction(const odb::mysql::connection_ptr& connection, Phase& phase)
        : transaction_impl(connection), phase_(phase) {}
    void start() override { phase_ = Phase::announced; }
    void commit() override {
        if (std::exchange(phase_, Phase::none) == Phase::open)
            transaction_impl::commit();
        else
            connection().clear();
    }
    void rollback() override {
        if (std::exchange(phase_, Phase::none) == Phase::open)
            transaction_impl::rollback();
        else
            connection().clear();
    }

private:
    Phase& phase_;
};

MariaSession::MariaSession(std::shared_ptr<void> keep, odb::mysql::database& database,
                           const odb::mysql::connection_ptr& connection)
    : keep_(std::move(keep)),
      database_(database),
      connection_(connection),
      bulk_(dynamic_cast<MariaConnection&>(*connection).bulk()),
      blocks_(dynamic_cast<MariaConnection&>(*connection).blocks()) {}

MariaSession::~MariaSession() {
    rollback();
}

odb::transaction_impl* MariaSession::start() {
    return connection_->begin();
}

odb::transaction_impl* MariaSession::start_with_script() {
    return new Transaction(connection_, phase_);
}  // owned by odb::transaction

odb::transaction_impl* MariaSession::join() {
    if (phase_ == Phase::announced) run_piece({});  // ODB's statements do not pass through run()
    return new NoTransaction(connection_);
}  // owned by odb::transaction

void MariaSession::run(const Script& script) {
    for (const auto& piece : pieces_of(script)) run_piece(piece);
}

// An answer that is to be looked at must be there before the commit is on its way.
void MariaSession::run_last(const Script& script, bool& commit_sent) {
    const auto statements = script.statements();
    if (std::ranges::any_of(statements, [](const Statement& one) { return one.on_changed != nullptr; })) {
        run(script);
        commit_sent = true;
        return;
    }
    auto pieces = pieces_of(script);
    if (!pieces.empty() && is_bulk(pieces.back())) pieces.push_back({});  // the commit goes with texts only
    for (std::size_t i = 0; i + 1 < pieces.size(); ++i) run_piece(pieces[i]);
    if (!pieces.empty()) run_piece(pieces.back(), &commit_sent);
    commit_sent = true;
}

bool MariaSession::is_bulk(std::span<const Statement> piece) {
    return piece.size() == 1 && piece.front().rows.size() > 1;
}

// Texts that go together, or a statement with rows by itself.
MariaSession::Pieces MariaSession::pieces_of(const Script& script) {
    const auto statements = script.statements();
    Pieces pieces;
    std::size_t first = 0;
    while (first < statements.size()) {
        std::size_t end = first;
        std::size_t size = 0;
        do {
            size += size_of(statements[end++]) + 1;
        } while (end < statements.size() && statements[first].rows.size() <= 1 && statements[end].rows.size() <= 1 &&
                 size + size_of(statements[end]) < max_piece);
        pieces.push_back(statements.subspan(first, end - first));
        first = end;
    }
    return pieces;
}

// One packet, one answer: all statements of the piece in one round trip, with the transaction's begin and commit.
// commit_sent: null: no commit. It is set back if the server stopped before it came to the commit.
void MariaSession::run_piece(std::span<const Statement> statements, bool* commit_sent) {
    if (is_bulk(statements)) return run_bulk(statements.front());
    std::vector<const Statement*> sent;
    if (phase_ == Phase::announced) sent.push_back(&begin_statement);
    for (const Statement& statement : statements) sent.push_back(&statement);
    if (commit_sent != nullptr) sent.push_back(&commit_statement);
    connection_->clear();
    MYSQL_STMT* const block = blocks_.find(sent);
    if (phase_ == Phase::announced) phase_ = Phase::open;
    if (commit_sent != nullptr) *commit_sent = true;
    try {
        block != nullptr ? run_block(block, sent, commit_sent) : run_text(sent, commit_sent);
    } catch (...) {
        // Answers of later statements may still be on their way; nobody must read them as his own.
        if (mysql_more_results(connection_->handle())) connection_->mark_failed();
        throw;
    }
    if (commit_sent != nullptr) phase_ = Phase::committed;
}

void MariaSession::run_text(Sending sent, bool* commit_sent) {
    std::string text;
    for (const Statement* statement : sent) {
        if (!text.empty()) text += ";\n";
        append_text(text, *statement);
    }
    MYSQL* handle = connection_->handle();
    const auto failed = [&](const Statement& statement) {
        if (commit_sent != nullptr && &statement != &commit_statement && !lost(mysql_errno(handle)))
            *commit_sent = false;
        fail(statement);
    };
    if (mysql_real_query(handle, text.data(), text.size()) != 0) failed(*sent.front());
    for (std::size_t i = 0; i < sent.size(); ++i) {
        if (i != 0 && mysql_next_result(handle) != 0) failed(*sent[i]);
        take_result(*sent[i]);
    }
}

void MariaSession::run_block(MYSQL_STMT* block, Sending sent, bool* commit_sent) {
    const auto error = Blocks::run(block, sent);
    if (!error) return;
    if (commit_sent != nullptr && !lost(error->number) && not_committed(error->number)) *commit_sent = false;
    fail(sent, *error);
}

// After an error of a block that ends with a commit, which does not say what statement it was.
bool MariaSession::not_committed(unsigned error) {
    if (error == ER_LOCK_DEADLOCK) return true;
    constexpr std::string_view nothing = "DO 0";  // its answer says so; that of a ping is not looked at by the client
    MYSQL* handle = connection_->handle();
    return mysql_real_query(handle, nothing.data(), nothing.size()) == 0 &&
           (handle->server_status & SERVER_STATUS_IN_TRANS) != 0;
}

void MariaSession::run_bulk(const Statement& statement) {
    if (phase_ == Phase::announced) run_piece({});
    connection_->clear();
    const auto result = bulk_.run(statement.text, statement.rows);
    const Statement* const sent[] = {&statement};
    if (result.error) fail(sent, *result.error);
    if (statement.on_changed) statement.on_changed(result.changed);
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
    const Statement* const sent[] = {&statement};
    fail(sent, {mysql_errno(connection_->handle()), mysql_error(connection_->handle())});
}

// sent: of one of them it is said.
void MariaSession::fail(Sending sent, const ServerError& error) {
    if (lost(error.number)) connection_->mark_failed();
    std::string heads;
    for (const Statement* statement : sent) {
        if (error.number == ER_BAD_NULL_ERROR && !statement->outrun.text().empty())
            throw Outrun(std::string(statement->outrun.text()));
        heads += (heads.empty() ? "" : "; or: ") + head_of(statement->text, sent.size() == 1 ? 200 : 60);
    }
    throw_mariadb_error(error.number, error.message, heads);
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
    return schema_of_mariadb(*this);
}

}  // namespace fairground::store
