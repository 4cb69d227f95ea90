#include "config/pointer.hpp"

#include <charconv>

namespace fairground::config {

std::string pointer_to(std::string_view parent, std::string_view key) {
    std::string pointer(parent);
    pointer += '/';
    for (char c : key) {
        if (c == '~') {
            pointer += "~0";
        } else if (c == '/') {
            pointer += "~1";
        } else {
            pointer += c;
        }
    }
    return pointer;
}

std::string pointer_to(std::string_view parent, std::size_t index) {
    return std::string(parent) + "/" + std::to_string(index);
}

std::vector<std::string> pointer_tokens(std::string_view pointer) {
    std::vector<std::string> tokens;
    for (std::size_t i = 0; i < pointer.size(); ++i) {
        if (pointer[i] == '/') {
            tokens.emplace_back();
        } else if (!tokens.empty()) {
            const bool escaped = pointer[i] == '~' && i + 1 < pointer.size();
            tokens.back() += escaped ? (pointer[++i] == '1' ? '/' : '~') : pointer[i];
        }
    }
    return tokens;
}

std::string_view parent(std::string_view pointer) {
    const std::size_t slash = pointer.rfind('/');
    return pointer.substr(0, slash == std::string_view::npos ? 0 : slash);
}

const nlohmann::json* child(const nlohmann::json* value, const std::string& token) {
    if (!value) return nullptr;
    if (value->is_object()) {
        const auto found = value->find(token);
        return found == value->end() ? nullptr : &*found;
    }
    if (!value->is_array()) return nullptr;
    std::size_t index = 0;
    const char* const end = token.data() + token.size();
    const auto [stop, error] = std::from_chars(token.data(), end, index);
    return error == std::errc() && stop == end && index < value->size() ? &(*value)[index] : nullptr;
}

}  // namespace fairground::config
