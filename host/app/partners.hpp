// Partners' keys as the store keeps them, for those who check them. Private to app.
#pragma once
#include <vector>

#include "auth/api_keys.hpp"
#include "store/store.hpp"

namespace fairground::app {

// Those that are not revoked. The quota of each is for all hosts together: of what comes back a second this host gets
// its part; the burst is whole, for a question goes to one host.
std::vector<auth::Grant> read_grants(store::Store& store, std::size_t hosts);

}  // namespace fairground::app
