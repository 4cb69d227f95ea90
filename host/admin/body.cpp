#include "admin/body.hpp"

#include <charconv>

#include "http/json_body.hpp"
#include "http/problem.hpp"

namespace fairground::admin {
namespace {

using http::Problem;
using nlohmann::json;

constexpr std::size_t depth = 4;

std::string shown(const json& value) {
    auto text = value.dump(-1, ' ', false, json::error_handler_t::replace);
    if (text.size() > 40) text = text.substr(0, 40) + "…";
    return text;
}

json object_of(const http::Request& request) {
    http::require_json_type(request);
    return http::parse_object(request.body, depth);
}

}  // namespace

Body::Body(const http::Request& request) : object_(object_of(request)) {}

std::optional<std::string> Body::maybe_text(const std::string& name, std::size_t most) {
    known_.insert(name);
    const auto found = object_.find(name);
    if (found == object_.end() || found->is_null()) return std::nullopt;
    const auto* text = found->get_ptr<const std::string*>();
    if (text == nullptr || text->empty() || text->size() > most || text->find('\0') != std::string::npos)
        throw Problem(
            400, "bad_member",
            name + ": expected a text of 1 to " + std::to_string(most) + " bytes, found " +
                (text != nullptr && text->size() > most ? std::to_string(text->size()) + " bytes" : shown(*found)));
    return *text;
}

std::string Body::text(const std::string& name, std::size_t most) {
    auto text = maybe_text(name, most);
    if (!text) throw Problem(400, "bad_member", name + ": expected a text, it is missing");
    return std::move(*text);
}

std::int64_t Body::whole(const std::string& name) {
    known_.insert(name);
    const auto found = object_.find(name);
    if (found == object_.end() || !found->is_number_integer() ||
        (found->is_number_unsigned() &&
         found->get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())))
        throw Problem(400, "bad_member",
                      name + ": expected a whole number, " +
                          (found == object_.end() ? "it is missing" : "found " + shown(*found)));
    return found->get<std::int64_t>();
}

void Body::no_others() const {
    for (const auto& [name, value] : object_.items()) {
        if (known_.contains(name)) continue;
        std::string names;
        for (const auto& one : known_) names += (names.empty() ? "" : ", ") + one;
        throw Problem(400, "unknown_member",
                      "expected " + (names.empty() ? "no members" : names) + "; found " + shown(name));
    }
}

std::uint32_t limit_of(const http::Request& request, std::uint32_t usual, std::uint32_t most) {
    const auto text = query_text(request, "limit");
    if (!text) return usual;
    std::uint32_t limit = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), limit);
    if (error != std::errc() || end != text->data() + text->size() || limit < 1 || limit > most)
        throw Problem(400, "bad_limit", "limit: expected a number from 1 to " + std::to_string(most));
    return limit;
}

std::optional<std::string> query_text(const http::Request& request, std::string_view name) {
    for (const auto& [key, value] : request.target.query)
        if (key == name && !value.empty()) return value;
    return std::nullopt;
}

}  // namespace fairground::admin
