// SPDX-License-Identifier: MIT
// JSON from text: what Json::parse() makes of it. Most of what comes over the border is short, plain and well-formed,
// and is read here; at the first thing that is not, Json::parse() reads all of it anew and says what is wrong.
#pragma once
#include <charconv>
#include <optional>
#include <utility>

#include "fairground/detail/bytes.hpp"

namespace fairground::detail {

class JsonReader {
public:
    // Empty: not plain, or not JSON.
    static std::optional<Json> plain(std::string_view text) {
        JsonReader reader(text);
        Json json;
        if (!reader.value(json, 0) || reader.at_ != reader.end_) return std::nullopt;
        return json;
    }

private:
    static constexpr int most_levels = 8;

    explicit JsonReader(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

    bool value(Json& into, int level) {
        if (at_ == end_ || level > most_levels) return false;
        switch (*at_) {
            case '{':
                into = Json::object_t();
                return object(into.get_ref<Json::object_t&>(), level);
            case '[':
                into = Json::array_t();
                return array(into.get_ref<Json::array_t&>(), level);
            case '"':
                into = Json::string_t();
                return quoted(into.get_ref<Json::string_t&>());
            case 't':
                into = true;
                return word("true");
            case 'f':
                into = false;
                return word("false");
            case 'n':
                into = nullptr;
                return word("null");
            default:
                return integer(into);
        }
    }

    bool object(Json::object_t& members, int level) {
        ++at_;
        if (taken('}')) return true;
        do {
            std::string name;
            if (!quoted(name) || !taken(':')) return false;
            if (!value(members.emplace_hint(members.end(), std::move(name), nullptr)->second, level + 1)) return false;
        } while (taken(','));
        return taken('}');
    }

    bool array(Json::array_t& values, int level) {
        ++at_;
        if (taken(']')) return true;
        do {
            if (!value(values.emplace_back(), level + 1)) return false;
        } while (taken(','));
        return taken(']');
    }

    bool quoted(std::string& into) {
        if (!taken('"')) return false;
        const char* const begin = at_;
        while (at_ != end_ && is_plain(*at_)) ++at_;
        into.assign(begin, at_);
        return taken('"');
    }

    bool word(std::string_view expected) {
        if (!std::string_view(at_, static_cast<std::size_t>(end_ - at_)).starts_with(expected)) return false;
        at_ += expected.size();
        return true;
    }

    bool integer(Json& into) {
        return *at_ == '-' ? digits<Json::number_integer_t>(into) : digits<Json::number_unsigned_t>(into);
    }

    // What has a fraction or an exponent is followed by neither a comma nor a bracket.
    template <class Number>
    bool digits(Json& into) {
        Number number = 0;
        const auto [behind, error] = std::from_chars(at_, end_, number);
        if (error != std::errc()) return false;
        const char* const first = *at_ == '-' ? at_ + 1 : at_;
        if (*first == '0' && behind != first + 1) return false;
        at_ = behind;
        into = number;
        return true;
    }

    bool taken(char expected) {
        if (at_ == end_ || *at_ != expected) return false;
        ++at_;
        return true;
    }

    const char* at_;
    const char* end_;
};

// Throws Json::parse_error.
inline Json read_json(std::string_view text) {
    if (auto json = JsonReader::plain(text)) return *std::move(json);
    return Json::parse(text);
}

}  // namespace fairground::detail
