// A player who talks to a host as his page does.
#pragma once
#include <nlohmann/json.hpp>

#include "support/http_client.hpp"

namespace fairground::test {

// Logged in by the development provider. One thread at a time.
class PlayerClient {
public:
    // Throws std::runtime_error if the host gives no session.
    PlayerClient(std::uint16_t port, const std::string& name);
    // key: the Idempotency-Key; empty: none.
    HttpAnswer act(const std::string& campaign, const std::string& action, const std::string& key = "",
                   const std::string& body = "{}");
    HttpAnswer view(const std::string& campaign, const std::string& name);
    HttpAnswer get(const std::string& target, Headers headers = {});

private:
    HttpClient client_;
    std::string token_;
};

}  // namespace fairground::test
