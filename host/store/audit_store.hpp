// The trail in a database. Private to store.
#pragma once
#include "store/audit.hpp"
#include "store/leases.hpp"

namespace fairground::store {

std::unique_ptr<Audit> make_audit(Leases leases);

// To be run in the transaction of what the row tells of.
void add_audit(Script& script, const AuditRow& row);

}  // namespace fairground::store
