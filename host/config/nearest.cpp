#include <algorithm>
#include <numeric>

#include "config/config.hpp"

namespace fairground::config {

namespace {

std::string lower(std::string_view word) {
    std::string text(word);
    for (char& c : text) c = (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
    std::iota(above.begin(), above.end(), 0);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(above);
        above.swap(row);
    }
    return above[b.size()];
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
    constexpr std::size_t longest = 64;  // nobody mistypes more; keeps hostile keys cheap
    if (word.empty() || word.size() > longest) return {};
    const std::string wanted = lower(word);
    std::size_t best = std::max<std::size_t>(1, word.size() / 3) + 1;
    std::string answer;
    for (const std::string& candidate : known) {
        const std::size_t far = distance(wanted, lower(candidate));
        if (far < best) {
            best = far;
            answer = candidate;
        }
    }
    return answer;
}

}  // namespace fairground::config
