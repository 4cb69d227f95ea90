// How a batch begins: who its players are, their locks, and what it reads.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "store/effects.hpp"
#include "store/player_ids.hpp"
#include "store/sql/session.hpp"

namespace fairground::store {

struct Begun {
    Opened opened;
    // Players that the transaction made: their ids are true once it is committed.
    std::vector<std::pair<std::string, std::int64_t>> made;
};

// Begins the session's transaction. One round trip when all players are known, one more before it otherwise.
Begun begin_batch(Session& session, PlayerIds& ids, const Opening& opening, const Mark& mark);

}  // namespace fairground::store
