#include "store/sql/script.hpp"

#include "store/store.hpp"

namespace fairground::store {

namespace {

void append_bound(std::string& out, const BoundRows& rows, const BoundRows::Value& value) {
    using enum BoundRows::Value::Kind;
    if (value.kind == null) {
        out += "NULL";
    } else if (value.kind == integer) {
        append_value(out, value.integer);
    } else {
        append_value(out, rows.text(value));
    }
}

}  // namespace

std::int64_t Row::integer(std::size_t column) const {
    const std::string_view digits = view(column);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (null(column) || error != std::errc{} || end != digits.data() + digits.size()) {
        throw Fault("the database answered '" + std::string(digits.substr(0, 40)) + "' in column " +
                    std::to_string(column + 1) + " where an integer was expected");
    }
    return value;
}

std::optional<std::string> Row::maybe_text(std::size_t column) const {
    if (null(column)) return std::nullopt;
    return text(column);
}

std::optional<std::int64_t> Row::maybe_integer(std::size_t column) const {
    if (null(column)) return std::nullopt;
    return integer(column);
}

void append_text(std::string& out, const Statement& statement) {
    std::string_view rest = statement.text;
    if (!statement.rows.empty()) {
        for (const auto& value : statement.rows[0]) {
            const std::size_t hole = rest.find('?');
            out += rest.substr(0, hole);
            append_bound(out, statement.rows, value);
            rest.remove_prefix(hole + 1);
        }
    }
    out += rest;
}

std::string head_of(std::string_view statement, std::size_t most) {
    return std::string(statement.substr(0, most)) + (statement.size() > most ? "…" : "");
}

}  // namespace fairground::store
