// SPDX-License-Identifier: MIT
//
// What the test kit reads of a plugin's manifest, and the shape of names.
#pragma once
#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

namespace fairground::testkit {

inline bool is_name(std::string_view text, std::size_t longest = 48) {
    return !text.empty() && text.size() <= longest && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
    });
}

// Of a refusal: a name without dots and dashes, up to 64 bytes.
inline bool is_code(std::string_view text) {
    return is_name(text, 64) && text.find_first_of(".-") == std::string_view::npos;
}

// "daily 20:00", "weekly mon 00:05", "monthly 1 00:05" (1..28), "monthly last 23:50"
inline bool is_schedule(const std::string& text) {
    const auto any_of = [](std::string_view word, std::initializer_list<std::string_view> words) {
        return std::find(words.begin(), words.end(), word) != words.end();
    };
    const auto two_digits = [](std::string_view digits, int below) {
        return digits.size() == 2 && digits.find_first_not_of("0123456789") == std::string_view::npos &&
               10 * (digits[0] - '0') + (digits[1] - '0') < below;
    };
    const auto is_day = [&](std::string_view day) {
        return day == "last" || (day.size() == 1 && day >= "1" && day <= "9") ||
               (two_digits(day, 29) && day.front() != '0');
    };
    const auto space = text.rfind(' ');
    if (space == std::string_view::npos) return false;
    const std::string_view time = std::string_view(text).substr(space + 1);
    const std::string_view every = std::string_view(text).substr(0, space);
    if (time.size() != 5 || time[2] != ':' || !two_digits(time.substr(0, 2), 24) || !two_digits(time.substr(3), 60))
        return false;
    if (every.substr(0, 7) == "weekly ")
        return any_of(every.substr(7), {"mon", "tue", "wed", "thu", "fri", "sat", "sun"});
    if (every.substr(0, 8) == "monthly ") return is_day(every.substr(8));
    return every == "daily";
}

struct Machine {
    std::string initial;
    std::set<std::pair<std::string, std::string>> moves;
};

struct Manifest {
    explicit Manifest(const std::string& text) : json(nlohmann::json::parse(text)) {
        for (const auto& route : json.value("actions", nlohmann::json::array()))
            actions[route.at("name")] = route.at("number").get<std::uint32_t>();
        for (const auto& route : json.value("views", nlohmann::json::array()))
            views[route.at("name")] = route.at("number").get<std::uint32_t>();
        for (const auto& machine : json.value("machines", nlohmann::json::array()))
            machines[machine.at("name")] = {machine.at("initial"), machine.at("moves")};
        for (const auto& topic : json.value("emits", nlohmann::json::array())) emits.insert(topic);
        if (json.contains("listener")) listener = json.at("listener").at("number").get<std::uint32_t>();
        for (const auto& job : json.value("jobs", nlohmann::json::array())) {
            if (!is_schedule(job.at("schedule")))
                throw std::runtime_error("the schedule of the job " + job.at("name").dump() + " is " +
                                         job.at("schedule").dump() + ", expected the like of \"daily 20:00\", " +
                                         "\"weekly mon 00:05\", \"monthly 1 00:05\" or \"monthly last 23:50\"");
            jobs[job.at("name")] = job.at("number").get<std::uint32_t>();
        }
    }

    nlohmann::json json;
    std::map<std::string, std::uint32_t, std::less<>> actions;
    std::map<std::string, std::uint32_t, std::less<>> views;
    std::map<std::string, Machine, std::less<>> machines;
    std::set<std::string, std::less<>> emits;
    std::optional<std::uint32_t> listener;
    std::map<std::string, std::uint32_t, std::less<>> jobs;
};

}  // namespace fairground::testkit
