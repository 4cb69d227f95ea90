// SPDX-License-Identifier: MIT
// What a route takes: fields declared once, from which the published schema, the checks and the defaults come.
#pragma once
#include <charconv>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fairground/detail/json_reader.hpp"
#include "fairground/outcome.hpp"

namespace fairground {

// A field of a body or query: `integer("count").between(1, 100).otherwise(1)`. Without otherwise() it is required.
class Field {
public:
    enum class Type { integer, text, boolean };

    Field(std::string name, Type type) : name_(std::move(name)), type_(type) {}

    // Of an integer its value, of a text its length in bytes; both ends included. Texts are 0..256 if nothing is said.
    Field between(std::int64_t low, std::int64_t high) && {
        low_ = low;
        high_ = high;
        return std::move(*this);
    }
    Field otherwise(Json value) && {
        otherwise_ = std::move(value);
        return std::move(*this);
    }

    const std::string& name() const { return name_; }
    const std::optional<Json>& fallback() const { return otherwise_; }

    Json schema() const {
        Json schema = {{"type", type_ == Type::text ? "string" : type_ == Type::integer ? "integer" : "boolean"}};
        if (type_ != Type::boolean && low_ != INT64_MIN) schema[type_ == Type::text ? "minLength" : "minimum"] = low_;
        if (type_ != Type::boolean && high_ != INT64_MAX) schema[type_ == Type::text ? "maxLength" : "maximum"] = high_;
        if (otherwise_) schema["default"] = *otherwise_;
        return schema;
    }

    // "an integer from 1 to 100"
    std::string expected() const {
        if (type_ == Type::boolean) return "true or false";
        const std::string range = std::to_string(low_) + " to " + std::to_string(high_);
        if (type_ == Type::text) return "a text of " + range + " bytes";
        return low_ == INT64_MIN && high_ == INT64_MAX ? "an integer" : "an integer from " + range;
    }

    // The value as the field's type, if it is one. Queries hold texts only: there, numbers are read from text.
    std::optional<Json> accept(const Json& found, bool query) const {
        Json value = found;
        if (query && found.is_string() && type_ != Type::text) value = from_text(found.get_ref<const std::string&>());
        switch (type_) {
            case Type::boolean:
                return value.is_boolean() ? std::optional(value) : std::nullopt;
            case Type::integer:
                return fits(value) ? std::optional(value) : std::nullopt;
            case Type::text:
                break;
        }
        if (!value.is_string()) return std::nullopt;
        const auto size = static_cast<std::int64_t>(value.get_ref<const std::string&>().size());
        return size >= low_ && size <= high_ ? std::optional(value) : std::nullopt;
    }

private:
    bool fits(const Json& value) const {
        if (!value.is_number_integer()) return false;
        if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX) return false;
        const auto number = value.get<std::int64_t>();
        return number >= low_ && number <= high_;
    }

    Json from_text(std::string_view text) const {
        if (type_ == Type::boolean) return text == "true" ? Json(true) : text == "false" ? Json(false) : Json();
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        return error == std::errc() && end == text.data() + text.size() ? Json(number) : Json();
    }

    std::string name_;
    Type type_;
    std::int64_t low_ = type_ == Type::text ? 0 : INT64_MIN;
    std::int64_t high_ = type_ == Type::text ? 256 : INT64_MAX;
    std::optional<Json> otherwise_;
};

inline Field integer(std::string name) {
    return {std::move(name), Field::Type::integer};
}
inline Field text(std::string name) {
    return {std::move(name), Field::Type::text};
}
inline Field boolean(std::string name) {
    return {std::move(name), Field::Type::boolean};
}

// The checked input of a call: every declared field is there, with its type.
class Input {
public:
    explicit Input(Json fields) : fields_(std::move(fields)) {}

    std::int64_t integer(std::string_view name) const { return field(name).get<std::int64_t>(); }
    const std::string& text(std::string_view name) const { return field(name).get_ref<const std::string&>(); }
    bool boolean(std::string_view name) const { return field(name).get<bool>(); }

private:
    const Json& field(std::string_view name) const {
        const auto found = fields_.find(name);
        if (found == fields_.end())
            throw std::logic_error("the route reads the field '" + std::string(name) +
                                   "' that it does not take: declare it with takes()");
        return *found;
    }

    Json fields_;
};

namespace detail {

// What an action's body or a view's query may hold.
class Shape {
public:
    explicit Shape(bool query) : query_(query) {}

    std::vector<Field> fields;

    Json schema() const {
        Json schema = {{"type", "object"}, {"additionalProperties", false}, {"properties", Json::object()}};
        for (const Field& field : fields) {
            schema["properties"][field.name()] = field.schema();
            if (!field.fallback()) schema["required"].push_back(field.name());
        }
        return schema;
    }

    // Throws Invalid. No bytes at all are an empty object.
    Input read(std::string_view bytes) const {
        Json given = parse(bytes);
        for (const auto& [name, value] : given.get_ref<const Json::object_t&>()) {
            if (!declares(name)) wrong("unknown field '" + name + "', expected " + names());
        }
        for (const Field& field : fields) given[field.name()] = value(field, given);
        return Input(std::move(given));
    }

private:
    Json parse(std::string_view bytes) const {
        if (bytes.empty()) return Json::object();
        if (auto plain = JsonReader::plain(bytes); plain && plain->is_object()) return *std::move(plain);
        if (deeper_than(bytes, max_depth)) wrong("nested deeper than " + std::to_string(max_depth) + " levels");
        Json given = Json::parse(bytes, nullptr, false);
        if (given.is_discarded()) wrong("not JSON, expected an object with " + names());
        if (!given.is_object())
            wrong(std::string("found ") + given.type_name() + ", expected an object with " + names());
        return given;
    }

    Json value(const Field& field, const Json& given) const {
        const auto found = given.find(field.name());
        if (found == given.end()) {
            if (field.fallback()) return *field.fallback();
            wrong("the field '" + field.name() + "' is missing, expected " + field.expected());
        }
        std::optional<Json> accepted = field.accept(*found, query_);
        if (!accepted) wrong("field '" + field.name() + "': found " + shown(*found) + ", expected " + field.expected());
        return *std::move(accepted);
    }

    bool declares(std::string_view name) const {
        for (const Field& field : fields)
            if (field.name() == name) return true;
        return false;
    }

    std::string names() const {
        std::string list;
        for (const Field& field : fields) list += (list.empty() ? "" : ", ") + field.name();
        return list.empty() ? "no fields" : list;
    }

    static std::string shown(const Json& value) {
        if (value.is_structured()) return value.type_name();
        const std::string text = value.dump(-1, ' ', true, Json::error_handler_t::replace);
        return text.size() <= 40 ? text : text.substr(0, 40) + "…";
    }

    [[noreturn]] void wrong(const std::string& detail) const {
        throw Invalid(query_ ? "invalid_query" : "invalid_body", detail);
    }

    bool query_;
};

}  // namespace detail
}  // namespace fairground
