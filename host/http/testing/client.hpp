// A client that can also misbehave: sends any bytes, reads whole answers. Every wait ends after a few seconds.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace fairground::http {

struct Reply {
    int status = 0;                              // 0: the connection ended without an answer
    std::map<std::string, std::string> headers;  // names in small letters
    std::string body;

    nlohmann::json json() const { return nlohmann::json::parse(body); }
    std::string code() const { return json().value("code", ""); }
    std::string header(const std::string& name) const {
        const auto found = headers.find(name);
        return found == headers.end() ? "" : found->second;
    }
};

class Client {
public:
    // from: the address the client has, any of 127.0.0.0/8.
    explicit Client(std::uint16_t port, const char* from = "127.0.0.1");
    ~Client();
    Client(Client&& other) noexcept;
    Client(const Client&) = delete;

    bool send(std::string_view bytes);  // false: the server has gone
    // The next answer; without_body for the answer to HEAD.
    Reply read(bool without_body = false);
    Reply ask(std::string_view request) { return send(request), read(); }
    // True if the server ends the connection within the time.
    bool ends(int milliseconds = 3000);

private:
    bool more();
    int socket_;
    std::string buffer_;
};

}  // namespace fairground::http
