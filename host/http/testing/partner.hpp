// A partner with keys at the fairground of the front's tests.
#pragma once
#include <sodium.h>

#include "http/testing/fair.hpp"

namespace fairground::http {

class PartnerTest : public Fair {
protected:
    PartnerTest() {
        if (sodium_init() < 0) throw std::runtime_error("no libsodium");
        script().views = [](const engine::BulkCall& call) {
            std::vector<engine::Answer> answers;
            for (const auto& player : call.players)
                for (const auto& view : *call.views)
                    answers.push_back({.kind = engine::Answer::Kind::done,
                                       .body = R"({"who":")" + player + R"(","of":")" +
                                               (view.route ? view.route->name : "host") + R"(","list":[1,{"x":2}]})",
                                       .player_version = 4});
            return answers;
        };
        grant("query", {1000, 5000});
    }

    void grant(const std::string& scope, admission::Rate quota) {
        auth::Grant grant{.id = 1,
                          .hash = auth::hash_of_api_key(key),
                          .partner = "Tea",
                          .tenant = "default",
                          .scopes = {scope},
                          .quota = quota};
        grant.expires = std::chrono::floor<std::chrono::seconds>(now.load()) + std::chrono::hours(1);
        keys.replace({grant});
    }
    std::string authorization() const { return "Authorization: Bearer " + key; }
    Reply ask(const std::string& body, std::vector<std::string> headers = {}) {
        headers.push_back(authorization());
        return post("/api/v1/query", body, headers);
    }
    Reply ask(const nlohmann::json& body, std::vector<std::string> headers = {}) {
        return ask(body.dump(), std::move(headers));
    }

    const std::string key = auth::new_api_key();
};

}  // namespace fairground::http
