// SPDX-License-Identifier: MIT
//
// A leaderboard in the test kit: best first, and of equals who was first.
#pragma once
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace fairground::testkit {

class Leaderboard {
public:
    struct Place {
        std::string player;
        std::int64_t score = 0;
    };

    void set(const std::string& player, std::int64_t score) {
        if (this->score(player) == score) return;
        std::erase_if(places_, [&](const Place& place) { return place.player == player; });
        const auto worse =
            std::find_if(places_.begin(), places_.end(), [&](const Place& place) { return place.score < score; });
        places_.insert(worse, {player, score});
    }
    std::int64_t score(const std::string& player) const {
        const auto found = find(player);
        return found == places_.end() ? 0 : found->score;
    }
    // 1 for the best; 0: not here, or behind the first 10,000
    std::int64_t rank(const std::string& player) const {
        const auto found = find(player);
        const std::int64_t rank = found - places_.begin() + 1;
        return found == places_.end() || rank > 10'000 ? 0 : rank;
    }
    const std::vector<Place>& places() const { return places_; }

private:
    std::vector<Place>::const_iterator find(const std::string& player) const {
        return std::find_if(places_.begin(), places_.end(), [&](const Place& place) { return place.player == player; });
    }

    std::vector<Place> places_;
};

}  // namespace fairground::testkit
