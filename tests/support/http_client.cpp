#include "support/http_client.hpp"

#include <algorithm>
#include <stdexcept>

#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>

namespace fairground::test {

std::string HttpAnswer::header(const std::string& small_name) const {
    const auto found = headers.find(small_name);
    return found == headers.end() ? "" : found->second;
}

nlohmann::json HttpAnswer::json() const {
    auto value = nlohmann::json::parse(body, nullptr, false);
    if (value.is_discarded())
        throw std::runtime_error("expected JSON, got status " + std::to_string(status) + ": " + body);
    return value;
}

HttpClient::HttpClient(std::uint16_t port, std::chrono::milliseconds timeout) : session_("127.0.0.1", port) {
    session_.setKeepAlive(true);
    session_.setTimeout(Poco::Timespan(std::chrono::microseconds(timeout).count()));
}

HttpAnswer HttpClient::get(const std::string& target, const Headers& headers) {
    return ask(Poco::Net::HTTPRequest::HTTP_GET, target, nullptr, headers);
}

HttpAnswer HttpClient::post(const std::string& target, const std::string& body, const Headers& headers) {
    return ask(Poco::Net::HTTPRequest::HTTP_POST, target, &body, headers);
}

HttpAnswer HttpClient::put(const std::string& target, const std::string& body, const Headers& headers) {
    return ask(Poco::Net::HTTPRequest::HTTP_PUT, target, &body, headers);
}

HttpAnswer HttpClient::ask(const std::string& method, const std::string& target, const std::string* body,
                           const Headers& headers) {
    Poco::Net::HTTPRequest request(method, target, Poco::Net::HTTPMessage::HTTP_1_1);
    for (const auto& [name, value] : headers) request.set(name, value);
    Poco::Net::HTTPResponse response;
    HttpAnswer answer;
    try {
        if (body) {
            request.setContentType("application/json");
            request.setContentLength(static_cast<std::streamsize>(body->size()));
            session_.sendRequest(request) << *body;
        } else {
            session_.sendRequest(request);
        }
        Poco::StreamCopier::copyToString(session_.receiveResponse(response), answer.body);
    } catch (...) {
        session_.reset();
        throw;
    }
    answer.status = response.getStatus();
    for (const auto& [name, value] : response) {
        std::string small = name;
        std::transform(small.begin(), small.end(), small.begin(), [](unsigned char c) { return std::tolower(c); });
        answer.headers[small] = value;
    }
    return answer;
}

}  // namespace fairground::test
