#include "store/mariadb/blocks.hpp"

#include <algorithm>
#include <vector>

#include <spdlog/spdlog.h>

namespace fairground::store {

namespace {

// To prepare a block costs about as much as one run of it saves, so it must be likely to come again.
constexpr std::uint32_t often = 4;
constexpr std::size_t most_known = 256;    // texts that are remembered
constexpr std::size_t most_values = 4096;  // a server takes 65,535

std::size_t values_of(Sending statements) {
    std::size_t values = 0;
    for (const Statement* statement : statements)
        if (!statement->rows.empty()) values += statement->rows[0].size();
    return values;
}

std::string shape_of(Sending statements) {
    std::string shape = "BEGIN NOT ATOMIC\n";
    for (const Statement* statement : statements) {
        shape += statement->text;
        shape += ";\n";
    }
    return shape += "END";
}

MYSQL_BIND bound(const BoundRows& rows, const BoundRows::Value& value) {
    using enum BoundRows::Value::Kind;
    MYSQL_BIND bind{};
    if (value.kind == null) {
        bind.buffer_type = MYSQL_TYPE_NULL;
    } else if (value.kind == integer) {
        bind.buffer_type = MYSQL_TYPE_LONGLONG;
        bind.buffer = const_cast<std::int64_t*>(&value.integer);  // only read
    } else {
        bind.buffer_type = MYSQL_TYPE_STRING;
        bind.buffer = const_cast<char*>(rows.text(value).data());  // only read
        bind.buffer_length = static_cast<unsigned long>(value.size);
    }
    return bind;
}

// What they point to stays where it is as long as the statements do.
std::vector<MYSQL_BIND> all_bound(Sending statements) {
    std::vector<MYSQL_BIND> binds;
    binds.reserve(values_of(statements));
    for (const Statement* statement : statements)
        if (const BoundRows& rows = statement->rows; !rows.empty())
            for (const auto& value : rows[0]) binds.push_back(bound(rows, value));
    return binds;
}

// Every value as text, as Row wants it.
class Answer {
public:
    explicit Answer(MYSQL_STMT* block) : block_(block), columns_(mysql_stmt_field_count(block)) {
        std::vector<MYSQL_BIND> binds(columns_.size());
        const std::unique_ptr<MYSQL_RES, void (*)(MYSQL_RES*)> about(mysql_stmt_result_metadata(block),
                                                                     mysql_free_result);
        for (unsigned i = 0; i < columns_.size(); ++i) {
            auto& [text, size, null] = columns_[i];
            text.resize(mysql_fetch_field_direct(about.get(), i)->max_length + 1);
            binds[i].buffer_type = MYSQL_TYPE_STRING;
            binds[i].buffer = text.data();
            binds[i].buffer_length = static_cast<unsigned long>(text.size());
            binds[i].length = &size;
            binds[i].is_null = &null;
        }
        mysql_stmt_bind_result(block, binds.data());
    }

    int read(const std::function<void(const Row&)>& on_row) {
        std::vector<Row::Cell> cells(columns_.size());
        for (;;) {
            if (const int end = mysql_stmt_fetch(block_); end != 0) return end;
            for (std::size_t i = 0; i < cells.size(); ++i) {
                const Column& column = columns_[i];
                cells[i] = column.null != 0 ? Row::Cell{} : Row::Cell{column.text.data(), column.size};
            }
            on_row(Row(cells));
        }
    }

private:
    struct Column {
        std::string text;
        unsigned long size = 0;
        my_bool null = 0;
    };
    MYSQL_STMT* const block_;
    std::vector<Column> columns_;
};

}  // namespace

MYSQL_STMT* Blocks::find(Sending statements) {
    const std::size_t values = values_of(statements);
    if (values == 0 || values > most_values) return nullptr;
    if (std::ranges::any_of(statements, [](const Statement* one) { return one->on_changed != nullptr; }))
        return nullptr;  // a block does not tell how many rows each of its statements changed
    const auto found = known_.try_emplace(shape_of(statements)).first;
    Known& known = found->second;
    known.last = ++turn_;
    if (++known.times == often) prepare(found->first, known);
    MYSQL_STMT* const block = known.block.get();
    if (known_.size() > most_known || prepared_ > most_prepared) make_room();
    return block;
}

// What cannot be prepared is sent as a text, and what is wrong with it told there.
void Blocks::prepare(const std::string& shape, Known& known) {
    std::unique_ptr<MYSQL_STMT, Close> block(mysql_stmt_init(handle_));
    const my_bool measure = 1;
    if (!block || mysql_stmt_attr_set(block.get(), STMT_ATTR_UPDATE_MAX_LENGTH, &measure) != 0) return;
    if (mysql_stmt_prepare(block.get(), shape.data(), shape.size()) != 0) {
        spdlog::warn("MariaDB does not prepare {}: {}", head_of(shape), mysql_stmt_error(block.get()));
        return;
    }
    known.block = std::move(block);
    ++prepared_;
}

void Blocks::make_room() {
    if (known_.size() > most_known) std::erase_if(known_, [](const auto& one) { return one.second.block == nullptr; });
    if (prepared_ <= most_prepared) return;
    const auto age = [](const auto& one) { return one.second.block ? one.second.last : ~std::uint64_t{0}; };
    known_.erase(std::ranges::min_element(known_, {}, age));
    --prepared_;
}

std::optional<ServerError> Blocks::run(MYSQL_STMT* block, Sending statements) {
    const auto failed = [&] { return ServerError{mysql_stmt_errno(block), mysql_stmt_error(block)}; };
    auto binds = all_bound(statements);
    if (mysql_stmt_bind_param(block, binds.data()) != 0 || mysql_stmt_execute(block) != 0) return failed();
    auto asks = statements.begin();
    for (int more = 0; more == 0; more = mysql_stmt_next_result(block)) {
        if (mysql_stmt_field_count(block) == 0) continue;  // the end of the block
        if (mysql_stmt_store_result(block) != 0) return failed();
        asks = std::find_if(asks, statements.end(), [](const Statement* one) { return one->on_row != nullptr; });
        if (asks == statements.end()) throw std::logic_error("Blocks::run: rows that nobody asked for");
        if (Answer(block).read((*asks++)->on_row) != MYSQL_NO_DATA) return failed();
        mysql_stmt_free_result(block);
    }
    if (mysql_stmt_errno(block) != 0) return failed();
    return std::nullopt;
}

}  // namespace fairground::store
