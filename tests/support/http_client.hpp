// A plain, blocking HTTP client for tests. One connection, kept alive; one thread at a time.
#pragma once
#include <chrono>
#include <cstdint>
#include <map>
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

    HttpAnswer get(const std::string& target, const Headers& headers = {});
    HttpAnswer put(const std::string& target, const std::string& body, const Headers& headers = {});
    HttpAnswer post(const std::string& target, const std::string& body, const Headers& headers = {});

private:
    HttpAnswer ask(const std::string& method, const std::string& target, const std::string* body,
                   const Headers& headers);

    Poco::Net::HTTPClientSession session_;
};

}  // namespace fairground::test
