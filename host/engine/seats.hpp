// Whose calls are under way. Private to engine; its user locks.
#pragma once
#include <functional>
#include <string>
#include <unordered_set>
#include <vector>

namespace fairground::engine {

// A player stands for himself by the hash of his id. Two who share one, which is rare, are taken for each other: no
// harm, one of them waits for the next batch.
class Seats {
public:
    using Player = std::size_t;
    using Group = std::vector<Player>;  // one for each call, so a player may be in it several times
    static Player of(const std::string& id) { return std::hash<std::string>{}(id); }

    bool taken(Player player) const { return !taken_.empty() && taken_.contains(player); }
    std::size_t size() const { return taken_.size(); }  // calls
    void take(const Group& group) { taken_.insert(group.begin(), group.end()); }
    // REQUIRES: it was taken.
    void give_back(const Group& group) {
        for (const Player player : group) taken_.erase(taken_.find(player));
    }

private:
    std::unordered_multiset<Player> taken_;
};

}  // namespace fairground::engine
