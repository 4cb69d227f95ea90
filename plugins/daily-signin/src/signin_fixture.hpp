// The vocabulary of the sign-in's tests.
#pragma once
#include <chrono>
#include <string>
#include <vector>

#include <fairground/testkit.hpp>
#include <gmock/gmock.h>

namespace daily_signin {

using fairground::Testkit;
using Json = nlohmann::json;
using Result = Testkit::Result;

inline Json with(Json json, const Json& more) {
    json.update(more);
    return json;
}
inline Json points(std::int64_t amount) {
    return {{"currency", "points"}, {"amount", amount}};
}
inline Json tier(std::int64_t days, const Json& award) {
    return {{"days", days}, {"awards", {award}}};
}
// 5 points a day since 2026-01-01, unless more says otherwise.
inline Json settings(const Json& more = Json::object()) {
    return with({{"first_day", "2026-01-01"}, {"rewards", {points(5)}}}, more);
}
// Tiers of 3 and 7 days, worth 30 and 70.
inline Json tiers(const std::string& mode) {
    return {{"streak", {{"mode", mode}, {"tiers", {tier(3, points(30)), tier(7, points(70))}}}}};
}
inline Json makeup(const Json& more = Json::object()) {
    return {{"makeup", with({{"price", points(20)}, {"per_month", 3}, {"days_back", 7}}, more)}};
}
inline Json freeze(const std::string& mode) {
    return {{"freeze", {{"card", "freeze-cards"}, {"mode", mode}}}};
}

// A campaign in which somebody signs in. After each test, nothing may have been used that was not planned.
class Desk : public Testkit {
public:
    explicit Desk(const Json& settings) : Testkit(settings) { at(20260301); }
    ~Desk() { EXPECT_THAT(warnings(), testing::IsEmpty()); }

    // Those of the kit, to go on with words of the desk.
    Desk& as(const std::string& player) { return Testkit::as(player_ = player), *this; }
    Desk& at(std::int32_t day, std::chrono::milliseconds time = std::chrono::hours(12)) {
        return Testkit::at(day, time), *this;
    }
    Desk& pass(std::chrono::milliseconds time) { return Testkit::pass(time), *this; }
    Desk& utc_offset(std::chrono::seconds offset) { return Testkit::utc_offset(offset), *this; }
    Desk& give(const std::string& currency, std::int64_t balance) { return Testkit::give(currency, balance), *this; }

    Result sign_in() { return act("sign-in"); }
    Result make_up(const std::string& day) { return act("make-up", {{"day", day}}); }
    // So many days in a row, beginning today; then it is the day after.
    Desk& come_daily(int days) {
        for (int i = 0; i < days; ++i) {
            const Result result = sign_in();
            EXPECT_TRUE(result.ok()) << day() << ": " << result;
            next_day();
        }
        return *this;
    }
    Desk& next_day(int days = 1) { return pass(std::chrono::hours(24 * days)); }

    // The job, for the current player, due now.
    Desk& run_job(const std::string& job) {
        const Result result = run(job, player_);
        EXPECT_TRUE(result.ok()) << result;
        return *this;
    }

    Json calendar(const std::string& month = "") {
        const Result result = view("calendar", {{"month", month}});
        EXPECT_TRUE(result.ok()) << result;
        return result.body;
    }
    Json standing() { return calendar().at("player"); }
    std::int64_t streak() { return standing().at("streak"); }
    // "signed", "missed" … of a day, as 20260301
    std::string state(std::int32_t day) { return line(day).at("state"); }
    Json line(std::int32_t day) {
        std::string month = std::to_string(day / 100);
        month.insert(4, "-");
        return calendar(month).at("days").at(static_cast<std::size_t>(day % 100 - 1));
    }
    std::vector<std::int64_t> tiers_of(const Result& result) {
        std::vector<std::int64_t> days;
        for (const Json& tier : result.body.at("tiers")) days.push_back(tier.at("days"));
        return days;
    }
    std::vector<std::string> topics() const {
        std::vector<std::string> topics;
        for (const auto& event : events()) topics.push_back(event.topic);
        return topics;
    }

private:
    std::string player_ = "player-1";
};

}  // namespace daily_signin
