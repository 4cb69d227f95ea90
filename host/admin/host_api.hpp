// What admins may do to the host itself: have it read again what it runs, and end what it has cached.
#pragma once
#include <functional>
#include <string>

#include <nlohmann/json.hpp>

#include "admin/routes.hpp"

namespace fairground::admin {

// What came of an admin's command.
struct Outcome {
    bool done = false;
    nlohmann::json body;  // when done
    std::string step;     // when refused: where, and
    std::string reason;   // why
};
using Done = std::function<void(const Outcome&)>;

// Something of which an admin ends all that is cached.
struct Cached {
    enum class Kind { campaign, tenant, player };
    Kind kind = Kind::campaign;
    std::string tenant;  // of a tenant or player
    std::string name;    // of a campaign or player
};
std::string to_text(const Cached& cached);  // "campaign wheel", "tenant shop", "player shop/ann"

// Each returns at once and calls back once, from any thread.
struct HostApi {
    std::function<void(const std::string& plugin, Done)> reload_plugin;
    std::function<void(Done)> reload_plugins;
    std::function<void(Done)> reload_campaigns;
    std::function<void(Done)> reload_database;
    std::function<void(const Cached&, Done)> end_cached;
    std::function<void(Done)> reload_config;
};

// POST plugins/{name}/reload, and plugins/reload, campaigns/reload, database/reload and config/reload: 200, or 409
// reload_refused with "step". POST cache/campaigns/{name}/invalidate, cache/tenants/{tenant}/invalidate and
// cache/players/{tenant}/{name}/invalidate: 200, or 409 not_invalidated with "step". For operators of all tenants.
// Every use is in the trail. api must outlive the router.
void add_host_routes(Routes& routes, const HostApi& api);

}  // namespace fairground::admin
