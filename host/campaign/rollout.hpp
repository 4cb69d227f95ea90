// Which of two revisions of a campaign a player gets while it is rolled out.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "auth/auth.hpp"

namespace fairground::campaign {

// Shares are counted in steps of 0.01 %.
inline constexpr std::int32_t everybody = 10'000;

// Who gets the next revision. Of the players of these tenants and regions the share; who is on the list in any case.
struct Share {
    std::int32_t share = 0;            // of 10,000
    std::vector<std::string> tenants;  // empty: all
    std::vector<std::string> regions;  // empty: all; "CN" holds "CN-SH"
    std::vector<std::string> allow;    // players' ids

    bool operator==(const Share&) const = default;
};

// The same player gets the same answer on every host, after every restart; a share that grows takes in others and lets
// nobody go. Immutable, any thread.
class Picker {
public:
    // revision: the one that is rolled out. Each revision has its own order of players, so that it is not always the
    // same who go first.
    Picker(std::string_view campaign, std::int32_t revision, Share share);

    // The player's place in that order: 0 to 9,999.
    std::int32_t place(std::string_view player) const;
    bool picks(const auth::Player& player) const;
    const Share& share() const { return share_; }

private:
    std::array<unsigned char, 16> key_{};
    Share share_;
};

// A rollout as it stands in the store.
struct Rollout {
    enum class State { holding, advancing, rolled_back, done };

    std::int32_t revision = 0;  // that is rolled out
    std::int32_t base = 0;      // that the others have, and the way back
    Share share;
    nlohmann::json plan;     // null: none; else as rollout/plan.hpp reads it
    std::int32_t stage = 0;  // of the plan, from 0
    State state = State::holding;
    std::int64_t since = 0;  // ms: the stage, or the share
    bool rehearsed = false;  // its way back was tried

    // Some have the one, the others the other.
    bool both_serve() const { return state == State::holding || state == State::advancing; }
};
std::string_view to_text(Rollout::State state);
// As the store keeps it. Throws nlohmann::json::exception or std::invalid_argument for what is no rollout.
std::string to_stored(const Rollout& rollout);
Rollout read_stored(const std::string& text);

}  // namespace fairground::campaign
