// Reads that may be answered by a replica, and still never show a player less than he has seen. Private to engine.
#pragma once
#include <atomic>

#include "engine/engine.hpp"

namespace fairground::engine {

struct ReplicaReads {
    std::atomic<std::uint64_t> answered{0};
    std::atomic<std::uint64_t> behind{0};  // thrown away, as the player's row was older than what is known of him
};

struct FreshRead {
    std::string holder;  // of the connection
    std::string tenant;
    const auth::Player* player = nullptr;  // null: nobody's
    Fresh fresh;
};

// Throws what the store and the work throw. The work gets the player's row as the reader sees it; it is done again, on
// the primary, when a replica fails under it.
void read_fresh(store::Store& store, const FreshRead& read, ReplicaReads& figures, const ReadWork& work);

}  // namespace fairground::engine
