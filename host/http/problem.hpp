// Errors as RFC 9457 problem details. The three kinds and the codes stand in docs/errors.md.
#pragma once
#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>

#include "http/message.hpp"

namespace fairground::http {

// What goes wrong with a request; thrown by whoever finds it, answered by the router or the connection. what() is the
// detail that the client gets to read.
struct Problem : std::runtime_error {
    Problem(int http_status, std::string problem_code, const std::string& detail,
            std::optional<int> retry_after_seconds = std::nullopt)
        : std::runtime_error(detail),
          status(http_status),
          code(std::move(problem_code)),
          retry_after_s(retry_after_seconds) {}

    int status;
    std::string code;  // [a-z0-9_]{1,64}
    std::optional<int> retry_after_s;
};

// type, title, status, detail, code, trace_id and, for 429 and 503, retry_after_s with the header Retry-After.
Response to_response(const Problem& problem, const std::string& trace_id);

// For Retry-After: the wait in seconds, rounded up, and by chance up to a quarter more, at least a second: those who
// were refused together do not come back together.
int retry_after(std::chrono::nanoseconds wait);

// Our own fault: the client gets a trace id, the log the reason.
Response fault(Request& request, std::string_view reason);

}  // namespace fairground::http
