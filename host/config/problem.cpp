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
    const auto [line, column] = place->second;
    return {line == 0 ? "--set" : file, line, column, key, std::move(message)};
}

}  // namespace fairground::config
