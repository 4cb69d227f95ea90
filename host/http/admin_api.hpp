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

// Something of which an admin ends all that is cached.
struct Cached {
    enum class Kind { campaign, tenant, player };
    Kind kind = Kind::campaign;
    std::string tenant;  // of a tenant or player
    std::string name;    // of a campaign or player
};
std::string to_text(const Cached& cached);  // "campaign wheel", "tenant shop", "player shop/ann"

// Each returns at once and calls back once, from any thread.
struct AdminApi {
    std::string token;  // of Authorization: Bearer
    std::function<void(const std::string& plugin, AdminDone)> reload_plugin;
    std::function<void(AdminDone)> reload_plugins;
    std::function<void(AdminDone)> reload_campaigns;
    std::function<void(AdminDone)> reload_database;
    std::function<void(const Cached&, AdminDone)> end_cached;
    std::function<void(AdminDone)> reload_config;
};

// POST /api/v1/admin/plugins/{name}/reload, and …/plugins/reload, …/campaigns/reload, …/database/reload and
// …/config/reload: 200, or 409 reload_refused with "step". POST /api/v1/admin/cache/campaigns/{name}/invalidate,
// …/tenants/{tenant}/invalidate and …/players/{tenant}/{name}/invalidate: 200, or 409 not_invalidated with "step".
// Every use is a line "audit" in the log. api must outlive the router.
void add_admin_routes(Router& router, const AdminApi& api);

// Throws 401 no_admin or bad_admin, after a line in the log, unless the request carries the token.
void require_admin(const std::string& token, Request& request);

}  // namespace fairground::http
