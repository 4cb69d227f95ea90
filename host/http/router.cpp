#include "http/router.hpp"

#include "http/problem.hpp"

namespace fairground::http {
namespace {

std::vector<std::string> split(std::string_view pattern) {
    std::vector<std::string> segments;
    while (!pattern.empty()) {
        pattern.remove_prefix(1);
        const auto slash = std::min(pattern.find('/'), pattern.size());
        segments.emplace_back(pattern.substr(0, slash));
        pattern.remove_prefix(slash);
    }
    return segments;
}

bool is_name(std::string_view segment) {
    return segment.starts_with('{');
}
bool takes_rest(std::string_view segment) {
    return segment.ends_with("*}");
}

bool matches(const std::vector<std::string>& pattern, const std::vector<std::string>& path) {
    const bool open_end = takes_rest(pattern.back());
    if (open_end ? path.size() < pattern.size() : path.size() != pattern.size()) return false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (takes_rest(pattern[i])) return true;
        if (is_name(pattern[i]) ? path[i].empty() : pattern[i] != path[i]) return false;
    }
    return true;
}

void take_params(const std::vector<std::string>& pattern, Request& request) {
    const auto& path = request.target.segments;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const std::string_view segment = pattern[i];
        if (!is_name(segment)) continue;
        if (!takes_rest(segment)) {
            request.params.emplace_back(segment.substr(1, segment.size() - 2), path[i]);
            continue;
        }
        std::string rest = path[i];
        for (std::size_t j = i + 1; j < path.size(); ++j) rest += "/" + path[j];
        request.params.emplace_back(segment.substr(1, segment.size() - 3), std::move(rest));
    }
}

bool serves(const Router::Route& route, std::string_view method) {
    return route.method == method || (method == "HEAD" && route.method == "GET");
}

Response not_allowed(const std::string& allowed, Request& request) {
    Response response = to_response({405, "method_not_allowed", "this address answers " + allowed}, request.trace_id());
    response.add("Allow", allowed);
    return response;
}

}  // namespace

void Router::add(std::string method, std::string pattern, std::string summary, Handler handler) {
    ops::RouteMeter& meter = metrics_.route(pattern);
    auto segments = split(pattern);
    routes_.push_back(
        {std::move(method), std::move(pattern), std::move(summary), std::move(handler), std::move(segments), &meter});
}

void Router::operator()(Request& request, const Respond& respond) const try {
    std::string allowed;
    for (const Route& route : routes_) {
        if (!matches(route.segments, request.target.segments)) continue;
        if (!serves(route, request.method)) {
            allowed += (allowed.empty() ? "" : ", ") + route.method + (route.method == "GET" ? ", HEAD" : "");
            continue;
        }
        request.meter = route.meter;
        take_params(route.segments, request);
        return route.handler(request, respond);
    }
    if (!allowed.empty()) return respond(not_allowed(allowed, request));
    throw Problem(404, "no_such_page",
                  "there is nothing at this address; /openapi.json on the admin address lists all");
} catch (const Problem& problem) {
    respond(to_response(problem, request.trace_id()));
}

}  // namespace fairground::http
