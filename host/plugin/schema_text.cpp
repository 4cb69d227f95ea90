#include "plugin/schema_text.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <string_view>
#include <vector>

namespace fairground::plugin {
namespace {

using nlohmann::json;
using Pointer = json::json_pointer;

const json unknown;

// Follows "$ref": "#/definitions/prize"; a chain of them ends somewhere, or is not worth following.
const json& dereferenced(const json& root, const json& schema) try {
    const json* found = &schema;
    for (int hops = 0; hops < 16 && found->is_object() && found->contains("$ref"); ++hops) {
        const std::string reference = found->at("$ref");
        if (!reference.starts_with('#')) return unknown;
        found = &root.at(Pointer(reference.substr(1)));
    }
    return *found;
} catch (const json::exception&) {
    return unknown;
}

std::string shown(const json& value) {
    std::string text = value.dump(-1, ' ', false, json::error_handler_t::replace);
    return text.size() <= 60 ? text : text.substr(0, 57) + "...";
}

std::string type_name(const std::string& type) {
    if (type == "integer" || type == "object" || type == "array") return type == "array" ? "a list" : "an " + type;
    if (type == "string") return "a text";
    if (type == "boolean") return "true or false";
    return type == "null" ? "nothing" : "a " + type;
}

std::string joined(const json& list, const std::function<std::string(const json&)>& show, const char* last) {
    std::string text;
    for (std::size_t i = 0; i < list.size(); ++i)
        text += (i == 0 ? "" : i + 1 == list.size() ? last : ", ") + show(list[i]);
    return text;
}

std::string types(const json& type) {
    if (type.is_string()) return type_name(type);
    return joined(
        type, [](const json& one) { return type_name(one); }, " or ");
}

// What a keyword of the schema expects, for a value that breaks it; the keyword is found by the validator's own words.
struct Keyword {
    const char* words;
    const char* name;
    std::string (*expected)(const json& bound);
};

std::string size_text(const json& bound, const char* one, const char* many) {
    return bound.dump() + (bound == 1 ? one : many);
}

const Keyword keywords[] = {
    {"Value type not permitted", "type", types},
    {"Failed to match against any enum", "enum", [](const json& all) { return joined(all, shown, " or "); }},
    {"Failed to match expected value set by 'const'", "const", shown},
    {"Expected number greater than or equal", "minimum", [](const json& n) { return "at least " + n.dump(); }},
    {"Expected number greater than", "exclusiveMinimum", [](const json& n) { return "more than " + n.dump(); }},
    {"Expected number less than or equal", "maximum", [](const json& n) { return "at most " + n.dump(); }},
    {"Expected number less than", "exclusiveMaximum", [](const json& n) { return "less than " + n.dump(); }},
    {"Value should be a multiple", "multipleOf", [](const json& n) { return "a multiple of " + n.dump(); }},
    {"String should be no fewer", "minLength",
     [](const json& n) { return "at least " + size_text(n, " character", " characters"); }},
    {"String should be no more", "maxLength",
     [](const json& n) { return "at most " + size_text(n, " character", " characters"); }},
    {"Array should contain no fewer", "minItems",
     [](const json& n) { return "at least " + size_text(n, " element", " elements"); }},
    {"Array should contain no more", "maxItems",
     [](const json& n) { return "at most " + size_text(n, " element", " elements"); }},
    {"Object should have no fewer", "minProperties",
     [](const json& n) { return "at least " + size_text(n, " key", " keys"); }},
    {"Object should have no more", "maxProperties",
     [](const json& n) { return "at most " + size_text(n, " key", " keys"); }},
    {"Failed to match regex", "pattern",
     [](const json& regex) { return "a text of the form " + regex.get<std::string>(); }},
};

std::size_t distance(std::string_view one, std::string_view other) {
    std::vector<std::size_t> row(other.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < one.size(); ++i) {
        std::size_t diagonal = row[0]++;
        for (std::size_t j = 0; j < other.size(); ++j) {
            const std::size_t replaced = diagonal + (one[i] == other[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

// {"required": ["currency", "amount"], …}: "an object of "currency" and "amount"".
std::string alternative(const json& schema) {
    if (schema.contains("const")) return shown(schema["const"]);
    if (schema.contains("enum")) return joined(schema["enum"], shown, " or ");
    std::string type = schema.contains("type") ? types(schema["type"]) : "an object";
    if (!schema.contains("required")) return type;
    return type + " of " + joined(schema["required"], shown, " and ");
}

}  // namespace

const json& schema_at(const json& root, Pointer at) {
    if (at.empty()) return dereferenced(root, root);
    const std::string step = at.back();
    at.pop_back();
    const json& parent = schema_at(root, at);
    if (parent.contains("properties") && parent["properties"].contains(step))
        return dereferenced(root, parent["properties"][step]);
    for (const char* others : {"items", "additionalProperties"})
        if (parent.contains(others) && parent[others].is_object()) return dereferenced(root, parent[others]);
    return unknown;
}

std::string mismatch(const std::string& description, const json& schema, const json& found) {
    for (const Keyword& keyword : keywords)
        if (description.starts_with(keyword.words) && schema.contains(keyword.name))
            return "expected " + keyword.expected(schema[keyword.name]) + ", found " + shown(found);
    return description + " Found " + shown(found) + ".";
}

const json& resolved_schema(const json& root, const json& schema) {
    return dereferenced(root, schema);
}

std::string no_alternative(const json& root, const json& alternatives, const json& found) {
    const auto tell = [&](const json& one) { return alternative(dereferenced(root, one)); };
    return "expected exactly one of these: " + joined(alternatives, tell, ", or ") + "; found " + shown(found);
}

std::string missing_key(const std::string& key, const json& schema) {
    return "\"" + key + "\" is missing" + (schema.contains("type") ? ", expected " + types(schema["type"]) : "");
}

std::string unknown_key(const std::string& key, const json& schema) {
    std::string best;
    std::string all;
    std::size_t least = std::max<std::size_t>(2, key.size() / 3) + 1;
    const json none = json::object();
    for (const auto& [known, of_known] : (schema.contains("properties") ? schema["properties"] : none).items()) {
        all += (all.empty() ? "" : ", ") + known;
        if (const std::size_t steps = distance(key, known); steps < least) {
            least = steps;
            best = known;
        }
    }
    if (!best.empty()) return "unknown key, did you mean \"" + best + "\"?";
    return all.empty() ? "unknown key, expected none here" : "unknown key, expected one of " + all;
}

}  // namespace fairground::plugin
