// Values that go beside the text of a statement instead of into it: row by row, each value for one ? of the text.
#pragma once
#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/sql/text.hpp"

namespace fairground::store {

// Owns what it is given. REQUIRES: all rows have the same number of values.
class BoundRows {
public:
    struct Value {
        enum class Kind : std::uint8_t { null, integer, text };
        Kind kind = Kind::null;
        std::int64_t integer = 0;
        std::size_t offset = 0;  // of a text, which is asked for by text()
        std::size_t size = 0;
    };

    // Throws Fault for a text with a zero byte, as append_value() does.
    template <typename... Values>
    void row(const Values&... values) {
        (put(values), ...);
        ++rows_;
    }
    // More values for the only row.
    template <typename... Values>
    void more(const Values&... values) {
        (put(values), ...);
        rows_ = 1;
    }

    bool empty() const { return rows_ == 0; }
    std::size_t size() const { return rows_; }
    std::size_t bytes() const { return texts_.size() + values_.size() * sizeof(std::int64_t); }  // at most, as sent
    std::span<const Value> operator[](std::size_t row) const {
        const std::size_t width = values_.size() / rows_;
        return std::span(values_).subspan(row * width, width);
    }
    // Valid until the next row.
    std::string_view text(const Value& value) const {
        return std::string_view(texts_).substr(value.offset, value.size);
    }

private:
    void put(std::string_view value) {
        refuse_zero_byte(value);
        values_.push_back({Value::Kind::text, 0, texts_.size(), value.size()});
        texts_ += value;
    }
    void put(const std::string& value) { put(std::string_view(value)); }
    void put(std::integral auto value) {
        values_.push_back({Value::Kind::integer, static_cast<std::int64_t>(value), 0, 0});
    }
    void put(Literal) {}  // stands in the text
    template <typename T>
    void put(const std::optional<T>& value) {
        if (value) {
            put(*value);
        } else {
            values_.push_back({});
        }
    }
    template <typename T>
    void put(const std::vector<T>& values) {
        for (const T& value : values) put(value);
    }

    std::vector<Value> values_;
    std::string texts_;  // all of them, one behind the other
    std::size_t rows_ = 0;
};

// What stands in a text for a value that is bound.
template <typename T>
void append_hole(std::string& out, const T&) {
    out += '?';
}
inline void append_hole(std::string& out, Literal value) {
    out += value.text();
}
template <typename T>
void append_hole(std::string& out, const std::vector<T>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) out += i == 0 ? "?" : ",?";
}

// The text for which a row of the same values is bound. REQUIRES: text is that of an SqlTemplate for as many values.
template <typename... Values>
std::string with_holes(std::string_view text, const Values&... values) {
    return filled(
        text, [](std::string& out, const auto& value) { append_hole(out, value); }, values...);
}

}  // namespace fairground::store
