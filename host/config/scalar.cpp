#include "config/scalar.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

namespace fairground::config {

namespace {

bool digit(char c) {
    return c >= '0' && c <= '9';
}

std::size_t digits(std::string_view word, std::size_t from) {
    std::size_t end = from;
    while (end < word.size() && digit(word[end])) ++end;
    return end - from;
}

Scalar whole_number(std::string_view all, std::string_view figures, int base) {
    std::int64_t number = 0;
    const char* const end = figures.data() + figures.size();
    const auto [stop, error] = std::from_chars(figures.data(), end, number, base);
    if (error == std::errc::result_out_of_range) {
        return {nullptr, "the number " + std::string(all) + " is out of range: expected at most " +
                             std::to_string(std::numeric_limits<std::int64_t>::max()) +
                             "; put it in quotes if it is text"};
    }
    if (error != std::errc() || stop != end) return {std::string(all), {}};
    return {number, {}};
}

Scalar fraction(std::string_view all, std::string_view figures) {
    double number = 0;
    const char* const end = figures.data() + figures.size();
    const auto [stop, error] = std::from_chars(figures.data(), end, number);
    if (error == std::errc::result_out_of_range || !std::isfinite(number)) {
        return {nullptr, "the number " + std::string(all) + " is out of range"};
    }
    if (error != std::errc() || stop != end) return {std::string(all), {}};
    return {number, {}};
}

Scalar decimal(std::string_view word) {
    const bool sign = word[0] == '-' || word[0] == '+';
    const std::string_view figures = word[0] == '+' ? word.substr(1) : word;
    std::size_t at = sign ? 1 : 0;
    const std::size_t whole = digits(word, at);
    if (whole == 0) return {std::string(word), {}};
    // 007 may be a code as well as a number: whoever needs a number is told, whoever needs text keeps the zeros.
    if (whole > 1 && word[at] == '0') return {std::string(word), {}};
    at += whole;
    if (at == word.size()) return whole_number(word, figures, 10);
    if (word[at] == '.') {
        const std::size_t behind = digits(word, at + 1);
        if (behind == 0) return {std::string(word), {}};
        at += 1 + behind;
    }
    if (at < word.size() && (word[at] == 'e' || word[at] == 'E')) {
        ++at;
        if (at < word.size() && (word[at] == '-' || word[at] == '+')) ++at;
        const std::size_t power = digits(word, at);
        if (power == 0) return {std::string(word), {}};
        at += power;
    }
    if (at != word.size()) return {std::string(word), {}};
    return fraction(word, figures);
}

bool infinite(std::string_view word) {
    if (!word.empty() && (word[0] == '-' || word[0] == '+')) word.remove_prefix(1);
    return word == ".inf" || word == ".Inf" || word == ".INF" || word == ".nan" || word == ".NaN" || word == ".NAN";
}

}  // namespace

Scalar plain_scalar(std::string_view word) {
    if (word.empty() || word == "~" || word == "null" || word == "Null" || word == "NULL") return {nullptr, {}};
    if (word == "true") return {true, {}};
    if (word == "false") return {false, {}};
    if (infinite(word)) {
        return {nullptr, "expected a finite number, found " + std::string(word) + "; put it in quotes if it is text"};
    }
    if (word.starts_with("0x") && word.size() > 2 && word[2] != '-') return whole_number(word, word.substr(2), 16);
    if (word.starts_with("0o") && word.size() > 2 && word[2] != '-') return whole_number(word, word.substr(2), 8);
    return decimal(word);
}

}  // namespace fairground::config
