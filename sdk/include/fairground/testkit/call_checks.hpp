// SPDX-License-Identifier: MIT
//
// What every service of the test kit asks first: is it well used, was it planned, is it allowed here?
#pragma once
#include <algorithm>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fairground/abi.h"
#include "fairground/detail/bytes.hpp"
#include "fairground/testkit/chance.hpp"
#include "fairground/testkit/manifest.hpp"
#include "fairground/testkit/planned.hpp"
#include "fairground/testkit/world.hpp"

namespace fairground::testkit {

// What a service answers instead of FG_OK.
struct ServiceError : std::runtime_error {
    ServiceError(fg_status status, const std::string& text) : std::runtime_error(text), status(status) {}
    fg_status status;
};

class CallChecks {
public:
    // action: also what a listener or a job does.
    enum class Sort { action, view };
    // What outlives the call.
    struct Host {
        const Manifest& manifest;
        World& world;
        Chance& chance;
        std::set<std::string, std::less<>>& failing;
        std::vector<LogLine>& log;
        std::vector<std::string>& warnings;
    };

    CallChecks(Host host, Sort sort, std::string route) : host_(host), sort_(sort), route_(std::move(route)) {}

    // Throws ServiceError if the service is made to fail.
    void enter(std::string_view service) {
        if (!host_.failing.contains(service)) return;
        unavailable_ = service;
        throw ServiceError(FG_UNAVAILABLE, unavailable_ + " is made to fail");
    }
    // The service that could not answer, if any: then the call must not succeed.
    const std::string& unavailable() const { return unavailable_; }

    [[noreturn]] void misuse(const std::string& text) {
        warn(text);
        throw ServiceError(FG_INVALID, text);
    }
    void name(std::string_view sort, std::string_view text) {
        if (!is_name(text))
            misuse("the " + std::string(sort) + " \"" + std::string(text) + "\" is not a name: [a-z0-9_.-]{1,48}");
    }
    void warn(const std::string& text) {
        const std::string line = route_ + ": " + text;
        if (std::find(host_.warnings.begin(), host_.warnings.end(), line) == host_.warnings.end())
            host_.warnings.push_back(line);
    }

    Planned planned;

protected:
    void change() {
        if (sort_ == Sort::view) misuse("a view may not change anything");
    }
    void only_in_views(std::string_view function) {
        if (sort_ != Sort::view) misuse(std::string(function) + " is only there in views");
    }
    void limit(std::uint32_t found, std::uint32_t most) {
        if (found < 1 || found > most)
            misuse("a page has 1 to " + std::to_string(most) + " lines, not " + std::to_string(found));
    }
    void need(std::string_view sort, std::string_view text) {
        name(sort, text);
        expect(Planned::of(sort, text), 1);
    }
    void expect(const std::string& need, std::uint32_t quantity) {
        if (!planned.covers(need, quantity)) warn(need + " was not planned: a host loads it for this call alone");
    }
    // where: the function in which the plugin names its currencies; known empty: it does not.
    void expect_named(const std::optional<std::set<std::string, std::less<>>>& known, const std::string& where,
                      std::string_view currency) {
        if (known && !known->contains(currency))
            warn("the currency " + std::string(currency) + " is not among those that " + where + " names");
    }
    // The JSON of a payload or value. what: "payload of the event"
    Json document(const std::string& what, std::string_view text) {
        if (text.size() > 16 * 1024)
            misuse("the " + what + " has more than 16 KiB, " + std::to_string(text.size()) + " bytes");
        if (detail::deeper_than(text, 32)) misuse("the " + what + " is nested deeper than 32 levels");
        Json json = Json::parse(text, nullptr, false);
        if (json.is_discarded()) misuse("the " + what + " is not JSON");
        return json;
    }
    Json object(std::string_view sort, std::string_view text) {
        const std::string what = "payload of the " + std::string(sort);
        Json json = document(what, text);
        if (!json.is_object()) misuse("the " + what + " is not a JSON object");
        return json;
    }
    const Host& host() const { return host_; }
    const std::string& route() const { return route_; }

private:
    Host host_;
    Sort sort_;
    std::string route_;
    std::string unavailable_;
};

}  // namespace fairground::testkit
