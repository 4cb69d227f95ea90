// The trail, to be looked at and taken away.
#pragma once
#include "admin/routes.hpp"
#include "store/store.hpp"

namespace fairground::admin {

// GET audit: newest first, "next" goes on with older ones. GET audit/export: all as NDJSON, oldest first, 10,000 lines
// at a time: ?after=ID goes on, the header Fairground-Audit-Next says where. An admin of one tenant sees the lines
// about that tenant. store must outlive the routes.
void add_audit_routes(Routes& routes, store::Store& store);

// A line as it is shown and taken away.
nlohmann::json to_json(const store::AuditRow& row);

}  // namespace fairground::admin
