// What admins may do to a running host, on the admin address, with the token that the host keeps in its data folder.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "http/router.hpp"

namespace fairground::http {

// What came of an admin's command.
struct AdminOutcome {
    bool done = false;
    nlohmann::json body;  // when done
    std::string step;     // when refused: where, and
    std::string reason;   // why
};
using AdminDone = std::function<void(const AdminOutcome&)>;

// Each returns at once and calls back once, from any thread.
struct AdminApi {
    std::string token;  // of Authorization: Bearer
    std::function<void(const std::string& plugin, AdminDone)> reload_plugin;
    std::function<void(AdminDone)> reload_plugins;
    std::function<void(AdminDone)> reload_campaigns;
    std::function<void(AdminDone)> reload_database;
};

// POST /api/v1/admin/plugins/{name}/reload, and …/plugins/reload, …/campaigns/reload and …/database/reload: 200, or
// 409 reload_refused with "step". Every use is a line "audit" in the log. api must outlive the router.
void add_admin_routes(Router& router, const AdminApi& api);

// Throws 401 no_admin or bad_admin, after a line in the log, unless the request carries the token.
void require_admin(const std::string& token, Request& request);

}  // namespace fairground::http
