#include "config/outline.hpp"

#include "config/pointer.hpp"

namespace fairground::config {

namespace {

nlohmann::json map_schema() {
    return {{"type", "object"}, {"additionalProperties", false}, {"properties", nlohmann::json::object()}};
}

bool tells(const nlohmann::json& value) {
    return !value.is_null() && value != "" && !(value.is_structured() && value.empty());
}

}  // namespace

nlohmann::json schema_of(const Outline& outline, const std::map<std::string, std::string>& words) {
    nlohmann::json schema = map_schema();
    for (const Outline::Key& key : outline.keys) {
        nlohmann::json* at = &schema;
        std::vector<std::string> tokens = pointer_tokens(key.pointer);
        const std::string name = tokens.back();
        tokens.pop_back();
        for (const std::string& token : tokens) at = &(*at)["properties"][token];
        nlohmann::json& property = (*at)["properties"][name];
        property = key.schema.is_null() ? map_schema() : key.schema;
        if (const auto word = words.find(key.pointer); word != words.end()) property["description"] = word->second;
        if (!key.schema.is_null() && tells(key.value)) property["default"] = key.value;
        if (key.required) (*at)["required"].push_back(name);
    }
    return schema;
}

std::string origin_of(const Document& document, std::string_view pointer) {
    const auto place = document.places.find(std::string(pointer));
    if (place == document.places.end()) return "default";
    const auto& [line, column, layer] = place->second;
    if (line == 0) return layer;
    return document.file + ":" + std::to_string(line) + ":" + std::to_string(column) +
           (layer.empty() ? "" : " (" + layer + ")");
}

}  // namespace fairground::config
