// The feed of events in a database.
#pragma once
#include "store/feed.hpp"
#include "store/leases.hpp"

namespace fairground::store {

std::unique_ptr<Feed> make_feed(Leases leases);

}  // namespace fairground::store
