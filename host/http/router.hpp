// Which handler answers which path.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "http/message.hpp"
#include "ops/metrics.hpp"

namespace fairground::http {

// Filled before the server starts; then used from any thread. GET routes answer HEAD too. What no route serves is a
// 404, a known path with another method a 405 with Allow. A Problem that a handler throws is its answer.
class Router {
public:
    explicit Router(ops::Metrics& metrics) : metrics_(metrics) {}

    struct Route {
        std::string method;   // "GET" or "POST"
        std::string pattern;  // "/api/v1/campaigns/{id}"; a last "{name*}" takes all that is left
        std::string summary;  // for the API's description; empty: not part of it
        Handler handler;
        std::vector<std::string> segments;
        ops::RouteMeter* meter = nullptr;
    };

    void add(std::string method, std::string pattern, std::string summary, Handler handler);
    void operator()(Request& request, const Respond& respond) const;
    const std::vector<Route>& routes() const { return routes_; }

private:
    ops::Metrics& metrics_;
    std::vector<Route> routes_;
};

}  // namespace fairground::http
