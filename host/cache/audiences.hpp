// Whose the replies of a kind of view are: everybody's, or each player's own. Found out by the first that is computed,
// so that a thousand players who want the same can be given one. Any thread.
#pragma once
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "cache/names.hpp"

namespace fairground::cache {

enum class Audience : std::uint8_t { unknown, everybody, players };

class Audiences {
public:
    Audience of(std::string_view family) const {
        const std::shared_lock lock(mutex_);
        const auto found = known_.find(family);
        return found == known_.end() ? Audience::unknown : found->second;
    }
    // Who has once been a player's stays so: it may depend on the query.
    void learn(const std::string& family, bool of_player) {
        const auto learned = of_player ? Audience::players : Audience::everybody;
        if (const auto now = of(family); now == learned || now == Audience::players) return;
        const std::lock_guard lock(mutex_);
        if (known_.size() >= most) known_.clear();  // of revisions that are long gone
        known_[family] = learned;
    }

private:
    static constexpr std::size_t most = 10'000;
    mutable std::shared_mutex mutex_;
    std::unordered_map<std::string, Audience, TextHash, std::equal_to<>> known_;
};

}  // namespace fairground::cache
