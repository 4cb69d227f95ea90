#include "store/mariadb/bulk.hpp"

#include <errmsg.h>

namespace fairground::store {

namespace {

using Kind = BoundRows::Value::Kind;

// One column of all rows, as the client library wants it: an array each of values, sizes and what is NULL.
class Column {
public:
    Column(const BoundRows& rows, std::size_t column) {
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const BoundRows::Value& value = rows[row][column];
            const std::string_view text = rows.text(value);
            holds_texts_ |= value.kind == Kind::text;
            holds_null_ |= value.kind == Kind::null;
            indicators_.push_back(value.kind == Kind::null ? STMT_INDICATOR_NULL : STMT_INDICATOR_NONE);
            integers_.push_back(value.integer);
            texts_.push_back(text.data());
            sizes_.push_back(text.size());
        }
    }

    // What it points to lives as long as the column does, and the rows.
    MYSQL_BIND bind() {
        MYSQL_BIND bind{};
        bind.buffer_type = holds_texts_ ? MYSQL_TYPE_STRING : MYSQL_TYPE_LONGLONG;
        bind.buffer = holds_texts_ ? static_cast<void*>(texts_.data()) : static_cast<void*>(integers_.data());
        bind.length = sizes_.data();
        if (holds_null_) bind.u.indicator = indicators_.data();
        return bind;
    }

private:
    bool holds_texts_ = false;
    bool holds_null_ = false;
    std::vector<std::int64_t> integers_;
    std::vector<const char*> texts_;
    std::vector<unsigned long> sizes_;
    std::vector<char> indicators_;
};

BulkStatements::Result failed(MYSQL_STMT* statement) {
    return {0, ServerError{mysql_stmt_errno(statement), mysql_stmt_error(statement)}};
}

}  // namespace

bool takes_bulk(MYSQL* handle) {
    unsigned long capabilities = 0;
    mariadb_get_infov(handle, MARIADB_CONNECTION_EXTENDED_SERVER_CAPABILITIES, &capabilities);
    return (capabilities & (MARIADB_CLIENT_STMT_BULK_OPERATIONS >> 32)) != 0;
}

BulkStatements::Result BulkStatements::run(const std::string& text, const BoundRows& rows) {
    Owned& statement = kept_[text];
    if (!statement) {
        Owned made(mysql_stmt_init(handle_));
        if (!made) return {0, ServerError{CR_OUT_OF_MEMORY, "no memory for a statement"}};
        if (mysql_stmt_prepare(made.get(), text.data(), text.size()) != 0) return failed(made.get());
        statement = std::move(made);
    }
    std::vector<Column> columns;
    columns.reserve(rows[0].size());
    std::vector<MYSQL_BIND> binds;
    for (std::size_t i = 0; i < rows[0].size(); ++i) binds.push_back(columns.emplace_back(rows, i).bind());
    const auto count = static_cast<unsigned>(rows.size());
    mysql_stmt_attr_set(statement.get(), STMT_ATTR_ARRAY_SIZE, &count);
    if (mysql_stmt_bind_param(statement.get(), binds.data()) != 0 || mysql_stmt_execute(statement.get()) != 0)
        return failed(statement.get());
    return {mysql_stmt_affected_rows(statement.get()), std::nullopt};
}

}  // namespace fairground::store
