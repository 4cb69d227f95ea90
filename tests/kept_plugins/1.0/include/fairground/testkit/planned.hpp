// SPDX-License-Identifier: MIT
//
// What a plugin's plan() named, so that the test kit can tell what it forgot.
#pragma once
#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace fairground::testkit {

// The needs that plan() named, each with how much of it.
class Planned {
public:
    void add(const std::string& need, std::uint32_t quantity = 1) { needs_[need] = std::max(needs_[need], quantity); }
    bool covers(const std::string& need, std::uint32_t quantity = 1) const {
        const auto found = needs_.find(need);
        return found != needs_.end() && found->second >= quantity;
    }

    static std::string of(std::string_view sort, std::string_view name) {
        return std::string(sort) + " \"" + std::string(name) + "\"";
    }
    static std::string count(std::string_view kind, std::int32_t from, std::int32_t to) {
        return of("record_count", kind) + " from " + std::to_string(from) + " to " + std::to_string(to);
    }

private:
    std::map<std::string, std::uint32_t> needs_;
};

}  // namespace fairground::testkit
