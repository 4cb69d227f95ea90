// Reads the keys of one map of a Document into typed fields. What is wrong becomes a problem and leaves the field as it
// was, so that one pass finds everything.
#pragma once
#include <concepts>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "config/outline.hpp"

namespace fairground::config {

// What is wrong with a text, empty if nothing is.
using Check = std::function<std::string(const std::string& text)>;

// 'the text "abc"' … 'a list', for "found …".
std::string described(const nlohmann::json& value);
// "expected …, found \"abc\"".
std::string expected(std::string_view what, const nlohmann::json& found);
// "expected one of a, b, c" with "did you mean …?" where one is near.
std::string expected_one_of(const std::vector<std::string>& known, const std::string& found);

class Fields {
public:
    // REQUIRES: the document, the list of problems and the outline outlive this. A pointer to nothing, or to null, is
    // an empty map; to anything else than a map is a problem. outline: gets a key for each that is asked for; may be
    // null.
    Fields(const Document& document, std::string pointer, std::vector<Problem>& problems, Outline* outline = nullptr);

    bool has(std::string_view key) const;
    bool empty() const { return map_->empty(); }
    bool layered(std::string_view key) const;  // an environment or an option set it
    Fields section(const std::string& key);

    void text(const std::string& key, std::string& into, const Check& check = {});
    // One of these words.
    void choice(const std::string& key, std::string& into, const std::vector<std::string>& words);
    void path(const std::string& key, std::filesystem::path& into);
    void flag(const std::string& key, bool& into);
    void texts(const std::string& key, std::vector<std::string>& into, const Check& check = {});
    template <std::integral T>
    void whole(const std::string& key, T& into, std::int64_t least, std::int64_t most) {
        std::int64_t number = 0;
        if (read_whole(key, number, least, most)) into = static_cast<T>(number);
        outline(key, {{"type", "integer"}, {"minimum", least}, {"maximum", most}}, into);
    }
    // A list of at least `fewest` and at most `longest` numbers within a range.
    void numbers(const std::string& key, std::vector<double>& into, double least, double most, std::size_t fewest,
                 std::size_t longest);
    // Names of one's own, each with a number from 0.
    void amounts(const std::string& key, std::map<std::string, double>& into);
    // For values that none of these reads.
    void outline(const std::string& key, nlohmann::json schema, nlohmann::json value = nullptr);
    // The value as it is, after checking that it is there and not null.
    const nlohmann::json* any(const std::string& key, std::string_view wanted);

    void require(const std::string& key, std::string_view wanted);
    // Somebody else reads it.
    void known(const std::string& key) { known_.push_back(key); }
    // Known, and not taken.
    void refuse(const std::string& key, const std::string& message);
    void problem(std::string_view key, std::string message);
    // Call last: every key that was not asked for is a problem.
    void no_others();

    std::string pointer(std::string_view key) const;

private:
    void key_problem(const std::string& key, std::string message);
    void read_texts(const std::string& key, std::vector<std::string>& into, const Check& check);
    bool read_whole(const std::string& key, std::int64_t& into, std::int64_t least, std::int64_t most);
    bool text_at(const std::string& pointer, const nlohmann::json& value, const Check& check);

    const Document& document_;
    std::string pointer_;
    std::vector<Problem>& problems_;
    Outline* outline_;
    const nlohmann::json* map_;
    std::vector<std::string> known_;
    std::vector<std::string> required_;
};

}  // namespace fairground::config
