#include "plugin/check/sample.hpp"

#include <array>

namespace fairground::plugin {
namespace {

using nlohmann::json;

constexpr int max_depth = 12;

json sample(const json& schema, const json& root, int depth);

// Follows a local $ref ("#/definitions/prize").
const json& resolved(const json& schema, const json& root) {
    if (!schema.is_object() || !schema.contains("$ref")) return schema;
    const std::string ref = schema["$ref"];
    const json::json_pointer at(ref.starts_with("#") ? ref.substr(1) : "");
    return root.contains(at) ? root[at] : schema;
}

json sample_object(const json& schema, const json& root, int depth) {
    json object = json::object();
    const json properties = schema.value("properties", json::object());
    for (const json& name : schema.value("required", json::array()))
        object[name.get<std::string>()] =
            sample(properties.value(name.get<std::string>(), json::object()), root, depth);
    return object;
}

json sample_array(const json& schema, const json& root, int depth) {
    json array = json::array();
    const auto count = schema.value("minItems", std::size_t{0});
    const json item = schema.value("items", json::object());
    for (std::size_t i = 0; i < count && item.is_object(); ++i) array.push_back(sample(item, root, depth));
    return array;
}

std::string type_of(const json& schema) {
    if (!schema.contains("type")) return schema.contains("properties") || schema.contains("required") ? "object" : "";
    return schema["type"].is_array() ? schema["type"][0].get<std::string>() : schema["type"].get<std::string>();
}

json sample(const json& unresolved, const json& root, int depth) {
    const json& schema = resolved(unresolved, root);
    if (!schema.is_object() || depth == 0) return nullptr;
    if (schema.contains("const")) return schema["const"];
    if (schema.contains("default")) return schema["default"];
    for (const char* list : {"examples", "enum"})
        if (schema.contains(list) && !schema[list].empty()) return schema[list][0];
    for (const char* list : {"oneOf", "anyOf"})
        if (schema.contains(list) && !schema[list].empty()) return sample(schema[list][0], root, depth - 1);
    const std::string type = type_of(schema);
    if (type == "object") return sample_object(schema, root, depth - 1);
    if (type == "array") return sample_array(schema, root, depth - 1);
    if (type == "string") return std::string(std::max<std::size_t>(schema.value("minLength", std::size_t{1}), 1), 'a');
    if (type == "integer" || type == "number") return schema.value("minimum", schema.value("exclusiveMinimum", 0) + 1);
    if (type == "boolean") return false;
    return nullptr;
}

// A document like this one, with one member of another type each.
std::vector<json> with_wrong_types(const json& document, const json& schema) {
    std::vector<json> wrong;
    if (!schema.is_object() || !schema.contains("properties") || !schema["properties"].is_object()) return wrong;
    for (const auto& [name, ignored] : schema["properties"].items())
        for (const json& value :
             {json(nullptr), json("text"), json(-1), json(1e300), json::array(), json::object(), json(true)}) {
            json changed = document.is_object() ? document : json::object();
            changed[name] = value;
            wrong.push_back(std::move(changed));
        }
    return wrong;
}

}  // namespace

json sample_of(const json& schema) {
    json made = sample(schema, schema, max_depth);
    return made.is_null() ? json::object() : made;
}

std::vector<std::string> bodies_for(const json& schema) {
    const json fitting = schema.is_object() ? sample_of(schema) : json::object();
    std::vector<std::string> bodies{fitting.dump(), "{}", "",         "{",        "null",
                                    "[]",           "42", "\"text\"", "\xff\xfe", "{\"a\":1e999}"};
    bodies.push_back(std::string(20'000, '[') + std::string(20'000, ']'));
    bodies.push_back("{\"text\":\"" + std::string(1 << 20, 'x') + "\"}");
    for (const json& wrong : with_wrong_types(fitting, schema)) bodies.push_back(wrong.dump());
    return bodies;
}

std::vector<json> garbage_settings(const json& schema) {
    std::vector<json> garbage{json::array(), "text", 42, nullptr, {{"\u0001", "\u0001"}}};
    json deep = 1;
    for (int i = 0; i < 24; ++i) deep = json{{"a", std::move(deep)}};
    garbage.push_back(std::move(deep));
    for (json& wrong : with_wrong_types(sample_of(schema), schema)) garbage.push_back(std::move(wrong));
    return garbage;
}

std::string shortened(const std::string& text) {
    constexpr std::size_t enough = 60;
    const json quoted = text.size() <= enough ? text : text.substr(0, enough) + "…";
    return quoted.dump(-1, ' ', true, json::error_handler_t::replace);
}

}  // namespace fairground::plugin
