#include "store/sqlite/session.hpp"

#include <optional>

namespace fairground::store {

namespace {

class NoTransaction final : public odb::sqlite::transaction_impl {
public:
    explicit NoTransaction(const odb::sqlite::connection_ptr& connection) : transaction_impl(connection, deferred) {}
    void start() override {}
    void commit() override { connection().clear(); }
    void rollback() override { connection().clear(); }
};

// To write, as long as it lives.
class Turn {
public:
    Turn(Turns& turns, std::chrono::milliseconds patience) : turns_(turns) {
        if (!turns_.take(patience)) throw Retryable("the database is busy: others of this process write to it");
    }
    ~Turn() { turns_.pass(); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

private:
    Turns& turns_;
};

// Immediate: the writer's place is taken at once; a reading transaction that starts to write late could only fail.
class WritingTransaction final : public odb::sqlite::transaction_impl {
public:
    WritingTransaction(const odb::sqlite::connection_ptr& connection, Turns& turns, std::chrono::milliseconds patience)
        : transaction_impl(connection, immediate), turns_(turns), patience_(patience) {}

    void start() override {
        turn_.emplace(turns_, patience_);
        transaction_impl::start();
    }
    void commit() override {
        transaction_impl::commit();
        turn_.reset();
    }
    void rollback() override {
        transaction_impl::rollback();
        turn_.reset();
    }

private:
    Turns& turns_;
    const std::chrono::milliseconds patience_;
    std::optional<Turn> turn_;
};

void take_rows(sqlite3_stmt* prepared, const Statement& statement) {
    std::vector<Row::Cell> cells(static_cast<std::size_t>(sqlite3_column_count(prepared)));
    int step = sqlite3_step(prepared);
    for (; step == SQLITE_ROW; step = sqlite3_step(prepared)) {
        for (int i = 0; i < static_cast<int>(cells.size()); ++i) {
            const auto* value = reinterpret_cast<const char*>(sqlite3_column_text(prepared, i));
            cells[static_cast<std::size_t>(i)] = {value, static_cast<std::size_t>(sqlite3_column_bytes(prepared, i))};
        }
        if (statement.on_row) statement.on_row(Row(cells));
    }
    if (step != SQLITE_DONE) throw_last_error(sqlite3_db_handle(prepared), statement.text);
}

std::uint64_t changed_by(sqlite3_stmt* prepared) {
    return static_cast<std::uint64_t>(sqlite3_changes64(sqlite3_db_handle(prepared)));
}

void step_through(sqlite3_stmt* prepared, const Statement& statement) {
    take_rows(prepared, statement);
    if (statement.on_changed) statement.on_changed(changed_by(prepared));
}

// The texts stay where they are until the statement has run.
int bind(sqlite3_stmt* prepared, int hole, const BoundRows& rows, const BoundRows::Value& value) {
    using enum BoundRows::Value::Kind;
    if (value.kind == null) return sqlite3_bind_null(prepared, hole);
    if (value.kind == integer) return sqlite3_bind_int64(prepared, hole, value.integer);
    const std::string_view bytes = rows.text(value);
    return sqlite3_bind_text(prepared, hole, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
}

void step_through_rows(sqlite3_stmt* prepared, const Statement& statement) {
    std::uint64_t changed = 0;
    for (std::size_t row = 0; row < statement.rows.size(); ++row) {
        sqlite3_reset(prepared);
        int hole = 0;
        for (const auto& value : statement.rows[row]) {
            if (bind(prepared, ++hole, statement.rows, value) != SQLITE_OK)
                throw_last_error(sqlite3_db_handle(prepared), statement.text);
        }
        take_rows(prepared, statement);
        if (statement.on_changed) changed += changed_by(prepared);
    }
    if (statement.on_changed) statement.on_changed(changed);
}

void execute(sqlite3* handle, const std::string& text) {
    if (sqlite3_exec(handle, text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) throw_last_error(handle, text);
}

}  // namespace

SqliteSession::SqliteSession(std::shared_ptr<void> keep, odb::sqlite::database& database,
                             const odb::sqlite::connection_ptr& connection, Turns& turns,
                             std::chrono::milliseconds patience)
    : keep_(std::move(keep)),
      database_(database),
      connection_(connection),
      kept_(dynamic_cast<SqliteConnection&>(*connection).kept()),
      turns_(turns),
      patience_(patience) {}

SqliteSession::~SqliteSession() {
    rollback();
}

odb::transaction_impl* SqliteSession::start() {
    return new WritingTransaction(connection_, turns_, patience_);
}  // owned by odb::transaction

odb::transaction_impl* SqliteSession::join() {
    return new NoTransaction(connection_);
}  // owned by odb::transaction

void SqliteSession::run(const Script& script) {
    connection_->clear();
    for (const Statement& statement : script.statements()) {
        if (statement.rows.empty()) {
            run_text(statement);
        } else {
            run_bound(statement);
        }
    }
}

void SqliteSession::run_text(const Statement& statement) {
    sqlite3* const handle = connection_->handle();
    const auto prepared = prepare(handle, statement.text);
    const bool commits_by_itself = sqlite3_get_autocommit(handle) != 0 && sqlite3_stmt_readonly(prepared.get()) == 0;
    std::optional<Turn> turn;
    if (commits_by_itself) turn.emplace(turns_, patience_);
    step_through(prepared.get(), statement);
}

void SqliteSession::run_bound(const Statement& statement) {
    const auto kept = kept_.use(statement.text);
    if (sqlite3_get_autocommit(connection_->handle()) != 0 && sqlite3_stmt_readonly(kept.get()) == 0)
        throw std::logic_error("rows are bound for a change outside of a transaction: " + head_of(statement.text));
    step_through_rows(kept.get(), statement);
}

void SqliteSession::run_file(const std::string& text) {
    execute(connection_->handle(), text);
}

void SqliteSession::lock_migrations(std::chrono::seconds patience) {
    wait_for_other_processes(connection_->handle(), patience);
    begin();
}

SchemaShape SqliteSession::live_schema() {
    return read_sqlite_schema(connection_->handle());
}

SchemaShape read_sqlite_schema(sqlite3* handle) {
    SchemaShape shape;
    const auto read = [&](std::string text, std::function<void(const Row&)> on_row) {
        const auto prepared = prepare(handle, text);
        step_through(prepared.get(), {std::move(text), std::move(on_row), nullptr});
    };
    read(
        "SELECT t.name, c.name, upper(c.type) || CASE c.\"notnull\" WHEN 1 THEN ' NOT NULL' ELSE ' NULL' END, c.pk "
        "FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' "
        "ORDER BY t.name, c.pk",
        [&](const Row& row) {
            auto& table = shape.tables[row.text(0)];
            table.columns[row.text(1)].type = row.text(2);
            if (row.integer(3) == 0) return;
            table.indexes["PRIMARY"].unique = true;
            table.indexes["PRIMARY"].columns.push_back(row.text(1));
        });
    read(
        "SELECT t.name, i.name, i.\"unique\", c.name || iif(c.\"desc\", ' DESC', '') FROM sqlite_master t "
        "JOIN pragma_index_list(t.name) i JOIN pragma_index_xinfo(i.name) c "
        "WHERE t.type = 'table' AND i.origin <> 'pk' AND c.key = 1 ORDER BY t.name, i.name, c.seqno",
        [&](const Row& row) {
            auto& index = shape.tables[row.text(0)].indexes[row.text(1)];
            index.unique = row.integer(2) != 0;
            index.columns.push_back(row.text(3));
        });
    return shape;
}

SchemaShape sqlite_schema_of(const std::string& text) {
    struct Close {
        void operator()(sqlite3* handle) const { sqlite3_close(handle); }
    };
    sqlite3* raw = nullptr;
    const int opened = sqlite3_open(":memory:", &raw);
    const std::unique_ptr<sqlite3, Close> handle(raw);
    if (opened != SQLITE_OK) throw_sqlite_error(opened, "no memory", "the expected schema");
    execute(raw, text);
    return read_sqlite_schema(raw);
}

}  // namespace fairground::store
