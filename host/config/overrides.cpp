#include "config/overrides.hpp"

#include "config/layers.hpp"
#include "config/pointer.hpp"
#include "config/yaml.hpp"

namespace fairground::config {

namespace {

// "listen.players" as "/listen/players"; empty: not a path.
std::string pointer_of(std::string_view path) {
    std::string pointer;
    for (std::size_t from = 0; from <= path.size();) {
        const std::size_t dot = std::min(path.find('.', from), path.size());
        if (dot == from) return {};
        pointer = pointer_to(pointer, path.substr(from, dot - from));
        from = dot + 1;
    }
    return pointer;
}

// True if each value on the way is a map, or not there yet.
bool reachable(const nlohmann::json& document, std::string_view pointer) {
    const nlohmann::json* at = &document;
    for (const std::string& token : pointer_tokens(parent(pointer))) {
        at = child(at, token);
        if (!at || at->is_null()) return true;
        if (!at->is_object()) return false;
    }
    return true;
}

void apply(Document& document, const std::string& override, std::vector<Problem>& problems) {
    const std::size_t equals = override.find('=');
    const std::string path = override.substr(0, equals);
    const std::string pointer = pointer_of(path);
    if (equals == std::string::npos || pointer.empty()) {
        problems.push_back({"--set", 0, 0, "",
                            "expected key=value, such as listen.players=127.0.0.1:9000, found \"" + override + "\""});
        return;
    }
    Parsed value = parse(override.substr(equals + 1), "--set");
    const bool empty = equals + 1 == override.size();
    if (!empty && !value.problems.empty()) {
        for (Problem& problem : value.problems) {
            problems.push_back({"--set", 0, 0, path, "in \"" + override.substr(equals + 1) + "\": " + problem.message});
        }
        return;
    }
    if (!reachable(document.value, pointer)) {
        problems.push_back({"--set", 0, 0, path, "there is no such key: what stands before the last dot is not a map"});
        return;
    }
    forget_places(document, pointer);
    document.places[pointer] = {0, 0, "--set"};
    document.value[nlohmann::json::json_pointer(pointer)] = std::move(value.document.value);
}

}  // namespace

void apply_overrides(Document& document, const std::vector<std::string>& overrides, std::vector<Problem>& problems) {
    for (const std::string& override : overrides) apply(document, override, problems);
}

}  // namespace fairground::config
