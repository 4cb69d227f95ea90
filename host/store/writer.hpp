#pragma once
#include <memory>

#include "store/player_ids.hpp"
#include "store/servers.hpp"

namespace fairground::store {

// ids: shared by the writers of a store.
std::unique_ptr<Writer> make_writer(std::shared_ptr<Servers> servers, std::shared_ptr<PlayerIds> ids,
                                    const Options& options, std::string holder);

}  // namespace fairground::store
