// What campaigns serve, in a database.
#pragma once
#include "store/leases.hpp"
#include "store/rollouts.hpp"

namespace fairground::store {

std::unique_ptr<Rollouts> make_rollouts(Leases leases);

}  // namespace fairground::store
