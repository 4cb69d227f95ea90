// Recounts the ledger from its lines.
#pragma once
#include "store/sql/session.hpp"

namespace fairground::store {

// At most limit findings. Each rule is one statement, so it sees one moment even while others write.
std::vector<Finding> recount_ledger(Session& session, std::size_t limit);

}  // namespace fairground::store
