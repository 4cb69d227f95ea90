// Statements to be run one after the other, in one round trip where the database can, and what to do with their rows.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/sql/bound_rows.hpp"
#include "store/sql/text.hpp"

namespace fairground::store {

// One row of an answer; valid during the callback only.
class Row {
public:
    struct Cell {
        const char* data = nullptr;  // null: NULL
        std::size_t size = 0;
    };
    explicit Row(std::span<const Cell> cells) : cells_(cells) {}

    bool null(std::size_t column) const { return cells_[column].data == nullptr; }
    std::string_view view(std::size_t column) const { return {cells_[column].data, cells_[column].size}; }
    std::string text(std::size_t column) const { return std::string(view(column)); }
    // Throws Fault if the column is not an integer.
    std::int64_t integer(std::size_t column) const;
    std::optional<std::string> maybe_text(std::size_t column) const;
    std::optional<std::int64_t> maybe_integer(std::size_t column) const;

private:
    std::span<const Cell> cells_;
};

struct Statement {
    std::string text;  // with a ? for each value of a row, if there are rows
    std::function<void(const Row&)> on_row;
    std::function<void(std::uint64_t)> on_changed;  // told how many rows it found to change
    Literal outrun =
        "";  // not empty: it writes NULL into a column that has none where others were faster, which is this
    // One: its values. Several: it is kept prepared and run for each of them, and its changes are counted together. One
    // that fails half way leaves what it did to the end of its transaction.
    BoundRows rows{};
};

// Appends its text with the values in place of the ?. REQUIRES: at most one row.
void append_text(std::string& out, const Statement& statement);

class Script {
public:
    // All values stand in the texts: right for both databases.
    Script() = default;
    // For what is run in every batch: values are bound. On SQLite each row and each key by itself; on MariaDB a
    // statement's values are one row, but for many new rows. REQUIRES: it is run in a transaction if it changes
    // anything.
    explicit Script(Dialect dialect) : binds_(true), row_by_row_(dialect == Dialect::sqlite) {}

    bool binds() const { return binds_; }
    bool key_by_key() const { return row_by_row_; }
    bool row_by_row(std::size_t rows) const { return row_by_row_ || rows >= worth_a_trip; }
    void add(std::string text, Literal outrun = "") {
        statements_.push_back({std::move(text), nullptr, nullptr, outrun});
    }
    void add(std::string text, std::function<void(const Row&)> on_row) {
        statements_.push_back({std::move(text), std::move(on_row), nullptr, ""});
    }
    void add_change(std::string text, std::function<void(std::uint64_t)> on_changed) {
        statements_.push_back({std::move(text), nullptr, std::move(on_changed), ""});
    }
    // REQUIRES: binds(), and at least one row; on MariaDB one row if on_row or outrun is given.
    void add_bound(std::string text, BoundRows rows, std::function<void(const Row&)> on_row = nullptr,
                   std::function<void(std::uint64_t)> on_changed = nullptr, Literal outrun = "") {
        statements_.push_back({std::move(text), std::move(on_row), std::move(on_changed), outrun, std::move(rows)});
    }
    std::span<const Statement> statements() const { return statements_; }
    bool empty() const { return statements_.empty(); }

private:
    // On MariaDB a statement with several rows takes a round trip of its own. Fewer cost more by that than they save.
    static constexpr std::size_t worth_a_trip = 16;

    bool binds_ = false;
    bool row_by_row_ = false;
    std::vector<Statement> statements_;
};

// The most of SQL that goes into one statement or one packet: well below any max_allowed_packet.
constexpr std::size_t max_piece = 1 << 20;

// The first part of a statement, for messages.
std::string head_of(std::string_view statement, std::size_t most = 200);

// A multi-row INSERT: "<head> (…),(…) <tail>", split into several statements when it grows beyond max_piece. Where the
// script binds, "<head> (?,?),(?,?) <tail>" with all values, or "<head> (?,?) <tail>" with its rows.
class MultiRow {
public:
    // outrun: see Statement.
    MultiRow(Script& script, Literal head, Literal tail = "", Literal outrun = "")
        : MultiRow(script, 1, head, tail, outrun) {}
    // rows: how many there will be.
    MultiRow(Script& script, std::size_t rows, Literal head, Literal tail = "", Literal outrun = "")
        : script_(script),
          row_by_row_(script.binds() && script.row_by_row(rows)),
          head_(head),
          tail_(tail),
          outrun_(outrun) {}
    MultiRow(const MultiRow&) = delete;
    MultiRow& operator=(const MultiRow&) = delete;
    // REQUIRES: finish() comes last.
    template <typename... Values>
    void row(const Values&... values) {
        static_assert(!(std::same_as<Values, Literal> || ...), "a row has values only");
        if (script_.binds()) return bind(values...);
        begin_row();
        bool first = true;
        const auto one = [&](const auto& value) {
            if (!first) text_ += ',';
            first = false;
            append_value(text_, value);
        };
        (one(values), ...);
        text_ += ')';
        if (text_.size() > max_piece / 2) finish();
    }
    void finish() {
        if (text_.empty()) return;
        text_ += tail_.text();
        if (script_.binds()) {
            script_.add_bound(std::exchange(text_, {}), std::exchange(bound_, {}), nullptr, nullptr, outrun_);
        } else {
            script_.add(std::exchange(text_, {}), outrun_);
        }
    }

private:
    void begin_row() {
        text_ += text_.empty() ? head_.text() : std::string_view(",");
        text_ += '(';
    }

    template <typename... Values>
    void bind(const Values&... values) {
        if (text_.empty() || !row_by_row_) {
            begin_row();
            for (std::size_t i = 0; i < sizeof...(Values); ++i) text_ += i == 0 ? "?" : ",?";
            text_ += ')';
        }
        row_by_row_ ? bound_.row(values...) : bound_.more(values...);
        if (bound_.bytes() > max_piece / 2) finish();
    }

    Script& script_;
    const bool row_by_row_;
    Literal head_;
    Literal tail_;
    Literal outrun_;
    std::string text_;
    BoundRows bound_;
};

}  // namespace fairground::store
