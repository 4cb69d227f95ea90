#include "support/player_client.hpp"

namespace fairground::test {

PlayerClient::PlayerClient(std::uint16_t port, const std::string& name) : client_(port, std::chrono::seconds(30)) {
    const auto answer = client_.post("/api/v1/sessions", nlohmann::json{{"provider", "dev"}, {"player", name}}.dump());
    if (answer.status != 201) throw std::runtime_error("login of " + name + " failed: " + answer.body);
    token_ = "Bearer " + answer.json().at("token").get<std::string>();
}

HttpAnswer PlayerClient::act(const std::string& campaign, const std::string& action, const std::string& key,
                             const std::string& body) {
    Headers headers{{"Authorization", token_}};
    if (!key.empty()) headers["Idempotency-Key"] = key;
    return client_.post("/api/v1/campaigns/" + campaign + "/actions/" + action, body, headers);
}

HttpAnswer PlayerClient::view(const std::string& campaign, const std::string& name) {
    return get("/api/v1/campaigns/" + campaign + "/views/" + name);
}

HttpAnswer PlayerClient::get(const std::string& target, Headers headers) {
    headers["Authorization"] = token_;
    return client_.get(target, headers);
}

}  // namespace fairground::test
