#include <limits>

#include <nlohmann/json.hpp>

#include "config/config.hpp"
#include "config/pointer.hpp"

namespace fairground::config {

namespace {

bool plain(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
        return c == '_' || c == '-' || std::isalnum(c) || c >= 0x80;
    });
}

// "/settings/prizes/2" as people write it: "settings.prizes[2]".
std::string spoken(const nlohmann::json& document, std::string_view pointer) {
    std::string text;
    const nlohmann::json* at = &document;
    for (const std::string& token : pointer_tokens(pointer)) {
        const bool in_list = at && at->is_array();
        if (in_list) {
            text += "[" + token + "]";
        } else if (plain(token)) {
            text += (text.empty() ? "" : ".") + token;
        } else {
            text += "[\"" + token + "\"]";
        }
        at = child(at, token);
    }
    return text;
}

std::string joined(const std::vector<Problem>& problems) {
    std::string text;
    for (const Problem& problem : problems) text += (text.empty() ? "" : "\n") + to_text(problem);
    return text;
}

}  // namespace

std::string to_text(const Problem& problem) {
    std::string text = problem.file;
    if (problem.line > 0) text += ":" + std::to_string(problem.line) + ":" + std::to_string(problem.column);
    if (!text.empty()) text += ": ";
    if (problem.warning) text += "warning: ";
    if (!problem.key.empty()) text += problem.key + ": ";
    return text + problem.message;
}

Error::Error(std::vector<Problem> found) : std::runtime_error(joined(found)), problems(std::move(found)) {}

Problem Document::problem(std::string_view pointer, std::string message) const {
    const std::string key = spoken(value, pointer);
    auto place = places.find(std::string(pointer));
    while (place == places.end() && !pointer.empty()) {
        pointer = parent(pointer);
        place = keys.find(std::string(pointer));
        if (place == keys.end()) place = places.find(std::string(pointer));
    }
    if (place == places.end()) return {file, 0, 0, key, std::move(message)};
    const auto& [line, column, layer] = place->second;
    if (line == 0) return {layer, 0, 0, key, std::move(message)};
    if (!layer.empty()) message += " (in environment " + layer + ")";
    return {file, line, column, key, std::move(message)};
}

Problem Document::warning(std::string_view pointer, std::string message) const {
    Problem problem = this->problem(pointer, std::move(message));
    problem.warning = true;
    return problem;
}

std::string Document::mention(std::string_view pointer, std::string_view text) const {
    const std::string inside = std::string(pointer) + "/";
    std::string found;
    std::pair<int, int> first{std::numeric_limits<int>::max(), 0};
    for (const auto& [at, place] : places) {
        if (!at.starts_with(inside) || std::pair(place.line, place.column) >= first) continue;
        const nlohmann::json* value = &this->value;
        for (const std::string& token : pointer_tokens(at)) value = child(value, token);
        if (value == nullptr || !value->is_string() || value->get_ref<const std::string&>() != text) continue;
        found = at;
        first = {place.line, place.column};
    }
    return found;
}

}  // namespace fairground::config
