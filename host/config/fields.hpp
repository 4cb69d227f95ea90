// Reads the keys of one map of a Document into typed fields. What is wrong becomes a problem and leaves the field as it
// was, so that one pass finds everything.
#pragma once
#include <concepts>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"

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
    // REQUIRES: the document and the list of problems outlive this. A pointer to nothing, or to null, is an empty map;
    // to anything else than a map is a problem.
    Fields(const Document& document, std::string pointer, std::vector<Problem>& problems);

    bool has(std::string_view key) const;
    Fields section(const std::string& key);

    void text(const std::string& key, std::string& into, const Check& check = {});
    void path(const std::string& key, std::filesystem::path& into);
    void flag(const std::string& key, bool& into);
    void texts(const std::string& key, std::vector<std::string>& into, const Check& check = {});
    template <std::integral T>
    void whole(const std::string& key, T& into, std::int64_t least, std::int64_t most) {
        std::int64_t number = 0;
        if (read_whole(key, number, least, most)) into = static_cast<T>(number);
    }
    // The value as it is, after checking that it is there and not null.
    const nlohmann::json* any(const std::string& key, std::string_view wanted);

    void require(const std::string& key, std::string_view wanted);
    void problem(std::string_view key, std::string message);
    // Call last: every key that was not asked for is a problem.
    void no_others();

    std::string pointer(std::string_view key) const;

private:
    void key_problem(const std::string& key, std::string message);
    bool read_whole(const std::string& key, std::int64_t& into, std::int64_t least, std::int64_t most);
    bool text_at(const std::string& pointer, const nlohmann::json& value, const Check& check);

    const Document& document_;
    std::string pointer_;
    std::vector<Problem>& problems_;
    const nlohmann::json* map_;
    std::vector<std::string> known_;
};

}  // namespace fairground::config
