// The keys of partners in a database.
#pragma once
#include "store/leases.hpp"
#include "store/tokens.hpp"

namespace fairground::store {

std::unique_ptr<Tokens> make_tokens(Leases leases);

}  // namespace fairground::store
