// The vocabulary of the programme's tests.
#pragma once
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include <fairground/testkit.hpp>
#include <gmock/gmock.h>

#include "settings.hpp"

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

// REQUIRES: there is nothing wrong with them.
inline Settings taken(const Json& settings) {
    fairground::Problems problems;
    Settings found = Settings::read(settings, problems);
    EXPECT_TRUE(problems.empty());
    return found;
}

// A programme in which somebody takes part. After each test, nothing may have been used that was not planned.
class Programme : public Testkit {
public:
    explicit Programme(const Json& settings) : Testkit(settings) {}
    Programme(const Json& settings, const fg_plugin* plugin) : Testkit(settings, plugin) {}
    ~Programme() { EXPECT_THAT(warnings(), testing::IsEmpty()); }

    Programme& as(std::string player) { return Testkit::as(std::move(player)), *this; }
    Programme& at(std::int32_t day, std::chrono::milliseconds time = std::chrono::hours(12)) {
        return Testkit::at(day, time), *this;
    }
    Programme& pass(std::chrono::milliseconds time) { return Testkit::pass(time), *this; }
    Programme& utc_offset(std::chrono::seconds offset) { return Testkit::utc_offset(offset), *this; }

    // What others tell of player-1.
    Result sign_in(const Json& payload = Json::object()) { return hear("player-1", "signin.completed", payload); }
    Result win(const Json& payload = Json::object()) {
        return hear("player-1", "prize.won", payload, "wheel", "lucky-wheel");
    }
    Result run_job(const std::string& job) { return run(job, "player-1"); }
    Json standing() { return view("level").body.at("player"); }
    std::string level() { return view("level").body["levels"][standing()["level"].get<std::size_t>()]["id"]; }

    std::vector<std::string> topics() const {
        std::vector<std::string> found;
        for (const auto& event : events()) found.push_back(event.topic);
        return found;
    }
};

}  // namespace growth_points
