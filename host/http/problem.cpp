#include "http/problem.hpp"

#include <random>

#include <nlohmann/json.hpp>

namespace fairground::http {
namespace {

constexpr int default_retry_s = 1;

const char* title_of(int status) {
    switch (status) {
        case 400:
            return "The request is malformed";
        case 401:
            return "Sign in first";
        case 403:
            return "Not allowed";
        case 404:
            return "Not found";
        case 405:
            return "Method not allowed";
        case 408:
            return "The request took too long to arrive";
        case 409:
            return "Refused by the rules";
        case 413:
            return "The body is too large";
        case 415:
            return "The body must be JSON";
        case 417:
            return "Expectation not supported";
        case 422:
            return "The input is not acceptable";
        case 429:
            return "Too many requests";
        case 431:
            return "The header is too large";
        case 503:
            return "Not available right now";
        default:
            return "Something went wrong here";
    }
}

}  // namespace

int retry_after(std::chrono::nanoseconds wait) {
    thread_local std::minstd_rand chance{std::random_device{}()};
    const auto seconds = std::max<std::int64_t>(1, std::chrono::ceil<std::chrono::seconds>(wait).count());
    const auto spread = static_cast<std::uint64_t>(std::max<std::int64_t>(1, seconds / 4));
    return static_cast<int>(seconds + static_cast<std::int64_t>(chance() % (spread + 1)));
}

Response to_response(const Problem& problem, const std::string& trace_id) {
    nlohmann::ordered_json body{{"type", "urn:fairground:" + problem.code},
                                {"title", title_of(problem.status)},
                                {"status", problem.status},
                                {"detail", problem.what()},
                                {"code", problem.code},
                                {"trace_id", trace_id}};
    Response response;
    response.status = problem.status;
    response.content_type = "application/problem+json";
    response.add("Cache-Control", "no-store");
    if (problem.status == 429 || problem.status == 503 || problem.retry_after_s) {
        const int seconds = problem.retry_after_s.value_or(default_retry_s);
        body["retry_after_s"] = seconds;
        response.add("Retry-After", std::to_string(seconds));
    }
    if (problem.status == 401) response.add("WWW-Authenticate", "Bearer");
    response.body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    return response;
}

}  // namespace fairground::http
