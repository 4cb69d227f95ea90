#pragma once
#include <memory>

#include "store/player_ids.hpp"
#include "store/sql/session.hpp"

namespace fairground::store {

// ids: of the store; takes note of the players asked for one by one.
std::unique_ptr<Reader> make_reader(std::unique_ptr<Session> session, std::shared_ptr<PlayerIds> ids,
                                    bool from_replica = false);

}  // namespace fairground::store
