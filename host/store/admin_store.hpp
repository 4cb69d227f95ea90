// Admins in a database. Private to store.
#pragma once
#include "store/admins.hpp"
#include "store/leases.hpp"

namespace fairground::store {

std::unique_ptr<Admins> make_admins(Leases leases);

}  // namespace fairground::store
