// What the front hands to a handler, and what it gets back.
#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/target.hpp"

namespace fairground::ops {
class RouteMeter;
}

namespace fairground::http {

struct Header {
    std::string_view name;
    std::string_view value;
};

// One whole request. Owner: the connection; everything in it lives until its Respond was called, whichever thread does
// that. Used by one thread at a time.
struct Request {
    std::string_view method;
    Target target;
    std::vector<Header> headers;
    std::string_view body;
    // Set by the connection; addresses without ports.
    std::string_view address;     // the client's: as trusted proxies tell it, else the peer's
    std::string_view peer;        // who is at the other end of the connection
    std::string_view asked_host;  // for the log only: whatever leads somewhere comes from public_url
    bool secure = false;          // the client speaks TLS, with us or with a trusted proxy
    std::vector<std::pair<std::string_view, std::string>> params;  // of the route's pattern; set by the router
    ops::RouteMeter* meter = nullptr;                              // set by the router
    std::chrono::steady_clock::time_point started;                 // when it was read whole

    // Empty: no such header. Names are compared without case.
    std::string_view header(std::string_view name) const;
    std::size_t count(std::string_view name) const;
    // REQUIRES: the route's pattern has {name}.
    const std::string& param(std::string_view name) const;
    // The 32 digits of the caller's traceparent, or made up on first use.
    const std::string& trace_id();

private:
    std::string trace_id_;
};

struct Response {
    int status = 200;
    std::string_view content_type = "application/json";  // lives for ever
    std::string body;
    std::shared_ptr<const std::string> shared;  // sent in place of body, without a copy
    std::string headers;                        // "Name: value\r\n"…, filled by add
    bool close = false;                         // the connection ends with it

    // REQUIRES: no control characters; throws std::invalid_argument.
    Response& add(std::string_view name, std::string_view value);
    std::string_view content() const { return shared ? std::string_view(*shared) : std::string_view(body); }
};

// Answers one request: once, from any thread, at any time before the server is destroyed and (without effect) after.
// Copies answer the same request. When the last copy goes without an answer, the client gets a 500.
class Respond {
public:
    using Send = std::function<void(Response*)>;  // null: nobody answered
    explicit Respond(Send send);
    void operator()(Response&& response) const;

private:
    struct Once;
    std::shared_ptr<Once> once_;
};

using Handler = std::function<void(Request&, Respond)>;

}  // namespace fairground::http
