#include "http/target.hpp"

#include "http/problem.hpp"
#include "http/text.hpp"

namespace fairground::http {
namespace {

constexpr std::size_t max_parameters = 64;
constexpr std::size_t max_segments = 32;

int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    c = lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

std::string_view without_origin(std::string_view text) {
    if (text.starts_with('/')) return text;
    const auto scheme = text.find("://");
    if (scheme == std::string_view::npos ||
        !(same_without_case(text.substr(0, scheme), "http") || same_without_case(text.substr(0, scheme), "https")))
        throw Problem(400, "bad_target", "expected a path that begins with / in the request line");
    const auto host = text.substr(scheme + 3);
    const auto path = host.find_first_of("/?");
    if (path == 0 || host.empty()) throw Problem(400, "bad_target", "the host in the request line is empty");
    if (path == std::string_view::npos) return "/";
    return host.substr(path);
}

std::string decoded_segment(std::string_view text) {
    auto segment = percent_decoded(text, false);
    if (!segment) throw Problem(400, "bad_path", "a % in the path is not followed by two hexadecimal digits");
    if (*segment == "." || *segment == "..")
        throw Problem(400, "bad_path", "the path may not contain . or .. segments");
    if (segment->find_first_of("/\\") != std::string::npos || has_control(*segment))
        throw Problem(400, "bad_path", "the path may not contain encoded slashes, backslashes or control characters");
    if (!is_utf8(*segment)) throw Problem(400, "bad_path", "the path is not UTF-8");
    return std::move(*segment);
}

std::string decoded_query_text(std::string_view text) {
    auto decoded = percent_decoded(text, true);
    if (!decoded) throw Problem(400, "bad_query", "a % in the query is not followed by two hexadecimal digits");
    if (!is_utf8(*decoded)) throw Problem(400, "bad_query", "the query is not UTF-8");
    if (has_control(*decoded)) throw Problem(400, "bad_query", "the query may not contain control characters");
    return std::move(*decoded);
}

void parse_path(std::string_view path, Target& target) {
    if (!path.starts_with('/')) path = "/";  // "http://host?query"
    while (!path.empty()) {
        path.remove_prefix(1);
        const auto slash = std::min(path.find('/'), path.size());
        if (target.segments.size() == max_segments)
            throw Problem(400, "bad_path", "the path has more than 32 segments");
        target.segments.push_back(decoded_segment(path.substr(0, slash)));
        path.remove_prefix(slash);
    }
}

void parse_query(std::string_view query, Target& target) {
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        const auto pair = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (pair.empty()) continue;
        const auto equals = std::min(pair.find('='), pair.size());
        std::string name = decoded_query_text(pair.substr(0, equals));
        if (name.empty()) throw Problem(400, "bad_query", "a parameter of the query has no name");
        if (target.parameter(name))
            throw Problem(400, "bad_query", "the query has the parameter \"" + name + "\" twice");
        if (target.query.size() == max_parameters)
            throw Problem(400, "bad_query", "the query has more than 64 parameters");
        target.query.emplace_back(std::move(name), decoded_query_text(pair.substr(std::min(equals + 1, pair.size()))));
    }
}

}  // namespace

std::optional<std::string_view> Target::parameter(std::string_view name) const {
    for (const auto& [key, value] : query)
        if (key == name) return value;
    return std::nullopt;
}

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '+' && plus_is_space) {
            decoded += ' ';
        } else if (text[at] != '%') {
            decoded += text[at];
        } else {
            if (at + 2 >= text.size() || digit(text[at + 1]) < 0 || digit(text[at + 2]) < 0) return std::nullopt;
            decoded += static_cast<char>(digit(text[at + 1]) * 16 + digit(text[at + 2]));
            at += 2;
        }
    }
    return decoded;
}

Target parse_target(std::string_view text) {
    const auto outside = [](char c) {
        return static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7F;
    };
    if (std::any_of(text.begin(), text.end(), outside) || text.find_first_of("#\"<>") != std::string_view::npos)
        throw Problem(400, "bad_target", "the request line holds characters that must be percent-encoded");
    const auto local = without_origin(text);
    const auto mark = std::min(local.find('?'), local.size());
    Target target;
    parse_path(local.substr(0, mark), target);
    parse_query(local.substr(std::min(mark + 1, local.size())), target);
    return target;
}

}  // namespace fairground::http
