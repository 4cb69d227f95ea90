// SPDX-License-Identifier: MIT
//
// What the test kit reads of a plugin's manifest, and the shape of names.
#pragma once
#include <algorithm>
#include <cstdint>
#include <map>
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
    }

    nlohmann::json json;
    std::map<std::string, std::uint32_t, std::less<>> actions;
    std::map<std::string, std::uint32_t, std::less<>> views;
    std::map<std::string, Machine, std::less<>> machines;
    std::set<std::string, std::less<>> emits;
};

}  // namespace fairground::testkit
