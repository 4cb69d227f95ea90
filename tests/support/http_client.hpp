// A plain, blocking HTTP client for tests. One connection, kept alive; one thread at a time.
#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include <Poco/Net/HTTPClientSession.h>
#include <nlohmann/json.hpp>

namespace fairground::test {

struct HttpAnswer {
    int status = 0;
    std::map<std::string, std::string> headers;  // names in small letters; of repeated ones the last
    std::string body;

    std::string header(const std::string& small_name) const;  // empty: not there
    nlohmann::json json() const;                              // throws with the body if it is not JSON
};

using Headers = std::map<std::string, std::string>;

// Every function throws a Poco::Exception if no whole answer comes in time.
class HttpClient {
public:
    explicit HttpClient(std::uint16_t port, std::chrono::milliseconds timeout = std::chrono::seconds(10));
    // Over TLS, with whatever certificate. from: the address to come from, any of 127.0.0.0/8.
    static HttpClient secure(std::uint16_t port, const std::string& from = "127.0.0.1");

    HttpAnswer get(const std::string& target, const Headers& headers = {});
    HttpAnswer put(const std::string& target, const std::string& body, const Headers& headers = {});
    HttpAnswer post(const std::string& target, const std::string& body, const Headers& headers = {});

    // Of a secure one, after its first answer: the name that the present connection's certificate is for.
    std::string certificate() const;

private:
    explicit HttpClient(std::unique_ptr<Poco::Net::HTTPClientSession> session);
    HttpAnswer ask(const std::string& method, const std::string& target, const std::string* body,
                   const Headers& headers);

    std::unique_ptr<Poco::Net::HTTPClientSession> session_;
};

}  // namespace fairground::test
