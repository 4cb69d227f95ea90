// SQL text from a template known at compile time and values quoted in one place: no value can become SQL.
//
//     sql("SELECT balance FROM account WHERE player_id IN (?) AND currency = ?", players, currency)
//
// Each ? takes one value: an integer, a string (quoted), an optional (NULL when empty), a Literal (SQL as it is), or a
// pair of them (in brackets), or a vector of any of these (joined with commas). The number of ? is checked by the
// compiler.
#pragma once
#include <charconv>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace fairground::store {

// SQL that was written by a programmer.
class Literal {
public:
    consteval Literal(const char* text) : text_(text) {}  // NOLINT: implicit on purpose
    constexpr std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

// Throws Fault if there is one: SQLite could not store what is behind it.
void refuse_zero_byte(std::string_view value);

// Quotes by doubling '. That is the whole rule on SQLite, and on MariaDB with NO_BACKSLASH_ESCAPES, which each of our
// sessions sets. Throws Fault for a zero byte.
void append_value(std::string& out, std::string_view value);

template <std::integral T>
void append_value(std::string& out, T value) {
    char digits[24];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}
inline void append_value(std::string& out, const std::string& value) {
    append_value(out, std::string_view(value));
}
inline void append_value(std::string& out, Literal value) {
    out += value.text();
}

template <typename T>
void append_value(std::string& out, const std::optional<T>& value) {
    if (value) {
        append_value(out, *value);
    } else {
        out += "NULL";
    }
}

template <typename A, typename B>
void append_value(std::string& out, const std::pair<A, B>& values) {
    out += '(';
    append_value(out, values.first);
    out += ',';
    append_value(out, values.second);
    out += ')';
}

template <typename T>
void append_value(std::string& out, const std::vector<T>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i != 0) out += ',';
        append_value(out, values[i]);
    }
}

template <typename... Values>
class SqlTemplate {
public:
    consteval SqlTemplate(const char* text) : text_(text) {  // NOLINT: implicit on purpose
        std::size_t holes = 0;
        for (char c : text_) holes += c == '?' ? 1 : 0;
        if (holes != sizeof...(Values)) throw "the number of ? differs from the number of values";
    }
    std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

template <typename Append, typename... Values>
std::string filled(std::string_view rest, Append append, const Values&... values) {
    std::string out;
    const auto fill = [&](const auto& value) {
        const std::size_t hole = rest.find('?');
        out += rest.substr(0, hole);
        append(out, value);
        rest.remove_prefix(hole + 1);
    };
    (fill(values), ...);
    out += rest;
    return out;
}

template <typename... Values>
std::string sql(SqlTemplate<std::type_identity_t<Values>...> text, const Values&... values) {
    return filled(
        text.text(), [](std::string& out, const auto& value) { append_value(out, value); }, values...);
}

// How the two databases differ, where they do: pick() takes MariaDB's text first.
enum class Dialect { mariadb, sqlite };

constexpr Literal pick(Dialect dialect, Literal mariadb, Literal sqlite) {
    return dialect == Dialect::mariadb ? mariadb : sqlite;
}

}  // namespace fairground::store
