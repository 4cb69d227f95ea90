// SPDX-License-Identifier: MIT
//
// How the test kit runs a plugin's functions and reads what they answer, as strictly as a host.
#pragma once
#include <ostream>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "fairground/abi.h"
#include "fairground/testkit/call.hpp"
#include "fairground/testkit/tables.hpp"

namespace fairground::testkit {

inline std::string status_name(fg_status status) {
    switch (status) {
        case FG_OK:
            return "FG_OK";
        case FG_REFUSED:
            return "FG_REFUSED";
        case FG_INVALID:
            return "FG_INVALID";
        case FG_UNAVAILABLE:
            return "FG_UNAVAILABLE";
        case FG_FAULT:
            return "FG_FAULT";
        default:
            return "the unknown status " + std::to_string(status);
    }
}

// What an action or a view answered. Whatever is not ok() has changed nothing.
struct Result {
    fg_status status = FG_FAULT;
    Json body;  // of FG_OK
    std::string code;
    std::string detail;

    bool ok() const { return status == FG_OK; }
    bool refused(std::string_view with_code) const { return status == FG_REFUSED && code == with_code; }
    bool invalid(std::string_view with_code) const { return status == FG_INVALID && code == with_code; }

    friend std::ostream& operator<<(std::ostream& out, const Result& result) {
        out << status_name(result.status);
        if (result.ok()) return out << ' ' << result.body.dump();
        return out << ' ' << result.code << ": " << result.detail;
    }
};

// The plugin does not take the settings.
struct SettingsRefused : std::runtime_error {
    struct Problem {
        std::string at;  // JSON pointer into the settings
        std::string message;
    };
    explicit SettingsRefused(std::vector<Problem> found)
        : std::runtime_error(text(found)), problems(std::move(found)) {}

    std::vector<Problem> problems;

private:
    static std::string text(const std::vector<Problem>& problems) {
        std::string all = "the plugin refuses the settings";
        for (const auto& problem : problems) all += "\n  " + problem.at + ": " + problem.message;
        return all;
    }
};

inline fg_sink sink(std::string& text) {
    return {&text,
            [](void* to, const char* data, std::size_t size) { static_cast<std::string*>(to)->append(data, size); }};
}

inline Result fault(std::string detail) {
    return {FG_FAULT, nullptr, "", std::move(detail)};
}

inline Result read_reply(fg_status status, const std::string& reply) {
    Json json = Json::parse(reply, nullptr, false);
    if (status == FG_OK)
        return json.is_discarded() ? fault("the plugin's reply is not JSON: " + reply) : Result{FG_OK, json, "", ""};
    if (status < FG_REFUSED || status > FG_FAULT) return fault("the plugin answered " + status_name(status));
    if (!json.is_object()) json = Json::object();
    Result result = {status, nullptr, json.value("code", ""), json.value("detail", "")};
    const bool may_be_silent = status == FG_UNAVAILABLE || status == FG_FAULT;
    if (is_code(result.code) || (may_be_silent && result.code.empty())) return result;
    return fault("the plugin answered " + status_name(status) +
                 " without a code of the form [a-z0-9_]{1,64}: " + reply);
}

// Plans and runs one call. The caller undoes it if it is not ok.
inline Result run(const fg_plugin& plugin, fg_instance* instance, std::uint32_t number, Call& call,
                  const std::string& planned_for, const std::string& input) {
    std::string reply;
    if (plugin.plan != nullptr) {
        const fg_status planned = plugin.plan(instance, number, plan_handle(call), borrow(planned_for), sink(reply));
        if (planned != FG_OK) return read_reply(planned, reply);
        reply.clear();
    }
    const fg_status status = plugin.call(instance, number, handle(call), borrow(input), sink(reply));
    if (status == FG_OK && !call.unavailable().empty()) {
        call.warn(call.unavailable() + " was unavailable, yet the call succeeded: a host undoes it");
        return {FG_UNAVAILABLE, nullptr, "", call.unavailable()};
    }
    return read_reply(status, reply);
}

// Reads what create() answered into the campaign; the topics that it listens to.
inline std::set<std::string, std::less<>> note_campaign(fg_status status, const std::string& reply,
                                                        const Manifest& manifest, World& world) {
    const Json json = Json::parse(reply, nullptr, false);
    if (status == FG_INVALID && json.is_object()) {
        std::vector<SettingsRefused::Problem> problems;
        for (const auto& problem : json.at("problems")) problems.push_back({problem.at("at"), problem.at("message")});
        throw SettingsRefused(std::move(problems));
    }
    if (status != FG_OK || !json.is_object())
        throw std::runtime_error("create() answered " + status_name(status) + ": " + reply);
    for (const auto& item : json.value("stock", Json::array())) {
        Item& stock = world.common.stock[item.at("item")];
        if (item.contains("total")) stock.total = item.at("total");
        if (item.contains("per_day")) stock.per_day = item.at("per_day");
    }
    if (json.contains("earns")) world.earns = json.at("earns").get<std::set<std::string, std::less<>>>();
    if (json.contains("spends")) world.spends = json.at("spends").get<std::set<std::string, std::less<>>>();
    const auto topics = json.value("listens", std::vector<std::string>());
    if (!topics.empty() && !manifest.listener)
        throw std::runtime_error("create() answered that it listens to \"" + topics.front() +
                                 "\", but the manifest has no listener");
    return {topics.begin(), topics.end()};
}

// A route's number. Throws std::logic_error if there is no such route.
template <typename Routes>
std::uint32_t number(const Routes& routes, std::string_view sort, std::string_view name) {
    const auto found = routes.find(name);
    if (found != routes.end()) return found->second;
    throw std::logic_error("the manifest has no " + std::string(sort) + " \"" + std::string(name) + "\"");
}

}  // namespace fairground::testkit
