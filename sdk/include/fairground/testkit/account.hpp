// SPDX-License-Identifier: MIT
//
// A balance in the test kit, of which parts may expire.
#pragma once
#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace fairground::testkit {

struct Account {
    std::int64_t stored = 0;                    // what has expired, but was not taken off yet, included
    std::map<std::int64_t, std::int64_t> lots;  // what is left, by the time (ms) at which it expires

    std::int64_t balance(std::int64_t now) const {
        std::int64_t balance = stored;
        for (const auto& [expires_at, left] : lots)
            if (expires_at <= now) balance -= left;
        return balance;
    }
    // Takes off what has expired: when, and how much.
    std::vector<std::pair<std::int64_t, std::int64_t>> settle(std::int64_t now) {
        const auto end = lots.upper_bound(now);
        std::vector<std::pair<std::int64_t, std::int64_t>> expired(lots.begin(), end);
        lots.erase(lots.begin(), end);
        for (const auto& [expired_at, left] : expired) stored -= left;
        return expired;
    }
    // What expires first goes first. REQUIRES: settled, and amount is there
    void spend(std::int64_t amount) {
        stored -= amount;
        while (amount > 0 && !lots.empty()) {
            auto& left = lots.begin()->second;
            const std::int64_t taken = std::min(left, amount);
            amount -= taken;
            left -= taken;
            if (left == 0) lots.erase(lots.begin());
        }
    }
};

}  // namespace fairground::testkit
