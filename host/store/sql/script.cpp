#include "store/sql/script.hpp"

#include "store/store.hpp"

namespace fairground::store {

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

std::string head_of(std::string_view statement) {
    constexpr std::size_t most = 200;
    return std::string(statement.substr(0, most)) + (statement.size() > most ? "…" : "");
}

}  // namespace fairground::store
