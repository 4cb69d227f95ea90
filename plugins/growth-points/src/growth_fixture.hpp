// The vocabulary of the programme's tests.
#pragma once
#include <string>
#include <vector>

#include <fairground/testkit.hpp>
#include <gmock/gmock.h>

namespace growth_points {

using fairground::Testkit;
using Json = nlohmann::json;
using Result = Testkit::Result;

inline Json with(Json json, const Json& more) {
    json.update(more);
    return json;
}
inline Json title(const std::string& word) {
    return {{"en", "The " + word}, {"zh", "一 " + word}};
}
// Points for each event of a topic.
inline Json rule(const std::string& id, const std::string& on, std::int64_t amount, const Json& more = Json::object()) {
    return with({{"id", id}, {"title", title(id)}, {"on", on}, {"amount", amount}}, more);
}
inline Json caps(const Json& caps) {
    return {{"caps", caps}};
}
inline Json level(const std::string& id, std::int64_t from, const Json& more = Json::object()) {
    return with({{"id", id}, {"title", title(id)}, {"from", from}}, more);
}
inline Json item(const std::string& id, std::int64_t price, const Json& more = Json::object()) {
    return with({{"id", id}, {"title", title(id)}, {"price", price}, {"award", {{"goods", id}}}}, more);
}
inline std::vector<Json> bronze_silver_gold() {
    return {level("bronze", 0), level("silver", 100), level("gold", 500)};
}
// 10 points for each sign-in, three levels, unless more says otherwise.
inline Json settings(const Json& more = Json::object()) {
    return with(
        {{"currency", "growth"}, {"earn", {rule("signin", "signin.completed", 10)}}, {"levels", bronze_silver_gold()}},
        more);
}

}  // namespace growth_points
