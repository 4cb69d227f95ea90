// SPDX-License-Identifier: MIT
// Leaderboards of the campaign, each named by the plugin: "2026-03".
#pragma once
#include <vector>

#include "fairground/detail/border_call.hpp"

namespace fairground {

struct Place {
    std::string player;
    std::int64_t score = 0;
};

// Who reached a score first stands before who reached it later.
class Board : detail::Named {
public:
    using Named::Named;
    // The player's score from now on. REQUIRES: score > 0
    void set(std::int64_t score) { check(services().boards->set(handle(), name(), score), "boards.set"); }
    // The player's own; 0: not on the board.
    std::int64_t score() const {
        std::int64_t score = 0;
        check(services().boards->score(handle(), name(), &score), "boards.score");
        return score;
    }
    // Best first. Only in views. REQUIRES: limit 1..100
    std::vector<Place> top(std::uint32_t limit) const {
        detail::Gathered json;
        check(services().boards->top(handle(), name(), limit, json.sink()), "boards.top");
        const Json list = Json::parse(std::move(json).text());
        std::vector<Place> places;
        for (const Json& place : list.at("places")) places.push_back({place.at("player"), place.at("score")});
        return places;
    }
    // The player's place, 1 for the best; 0: not on the board, or behind the first 10,000. Only in views.
    std::int64_t rank() const {
        std::int64_t rank = 0;
        check(services().boards->rank(handle(), name(), &rank), "boards.rank");
        return rank;
    }
};

}  // namespace fairground
