// SPDX-License-Identifier: MIT
// JSON as text: what Json::dump() makes, byte for byte, of all that crosses the border with each call. Plain text and
// whole numbers, which is nearly all there is, are written here; the rest is left to dump().
#pragma once
#include <algorithm>
#include <charconv>
#include <cstring>
#include <utility>

#include "fairground/detail/bytes.hpp"

namespace fairground::detail {

class JsonText {
public:
    // Throws Json::type_error for a text that is not UTF-8.
    static std::string of(const Json& json) {
        JsonText text;
        text.add(json);
        text.text_.resize(text.size_);
        return std::move(text.text_);
    }

private:
    void add(const Json& json) {
        switch (json.type()) {
            case Json::value_t::object:
                return add_object(json.get_ref<const Json::object_t&>());
            case Json::value_t::array:
                return add_array(json.get_ref<const Json::array_t&>());
            case Json::value_t::string:
                return add_quoted(json.get_ref<const std::string&>());
            case Json::value_t::number_integer:
                return add_number(json.get_ref<const Json::number_integer_t&>());
            case Json::value_t::number_unsigned:
                return add_number(json.get_ref<const Json::number_unsigned_t&>());
            case Json::value_t::boolean:
                return add_bytes(json.get_ref<const bool&>() ? "true" : "false");
            case Json::value_t::null:
                return add_bytes("null");
            default:
                return add_bytes(json.dump());
        }
    }

    void add_object(const Json::object_t& members) {
        char before = '{';
        for (const auto& [name, value] : members) {
            add_byte(std::exchange(before, ','));
            add_quoted(name);
            add_byte(':');
            add(value);
        }
        if (members.empty()) add_byte('{');
        add_byte('}');
    }

    void add_array(const Json::array_t& values) {
        char before = '[';
        for (const Json& value : values) {
            add_byte(std::exchange(before, ','));
            add(value);
        }
        if (values.empty()) add_byte('[');
        add_byte(']');
    }

    void add_quoted(const std::string& words) {
        char* to = room(words.size() + 2);
        *to++ = '"';
        for (const char c : words) {
            if (!is_plain(c)) return add_bytes(Json(words).dump());
            *to++ = c;
        }
        *to = '"';
        size_ += words.size() + 2;
    }

    template <class Number>
    void add_number(Number number) {
        constexpr std::size_t most_digits = 20;
        char* const to = room(most_digits);
        size_ += static_cast<std::size_t>(std::to_chars(to, to + most_digits, number).ptr - to);
    }

    void add_bytes(std::string_view bytes) {
        std::memcpy(room(bytes.size()), bytes.data(), bytes.size());
        size_ += bytes.size();
    }

    void add_byte(char byte) {
        *room(1) = byte;
        ++size_;
    }

    // Where so many bytes may be written.
    char* room(std::size_t bytes) {
        if (text_.size() - size_ < bytes) text_.resize(std::max(2 * text_.size(), size_ + bytes));
        return text_.data() + size_;
    }

    std::string text_ = std::string(512, '\0');
    std::size_t size_ = 0;
};

// Ends a tree that was just written, from the leaves: left to itself, it would first move all of it into a list, lest
// a deep one exhaust the stack.
inline void take_apart(Json& json) {
    if (auto* members = json.get_ptr<Json::object_t*>()) {
        for (auto& [name, value] : *members) take_apart(value);
        members->clear();
    } else if (auto* values = json.get_ptr<Json::array_t*>()) {
        for (Json& value : *values) take_apart(value);
        values->clear();
    }
}

}  // namespace fairground::detail
