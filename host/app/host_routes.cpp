// What the two listeners of a host answer.
#include "admin/audit_api.hpp"
#include "admin/shapes.hpp"
#include "app/host_parts.hpp"
#include "app/open.hpp"
#include "http/api_page.hpp"
#include "http/console_pages.hpp"
#include "http/ops_api.hpp"

namespace fairground::app {

void Host::Parts::add_routes(bool first) {
    if (watching()) http::add_dev_routes(player_router, catalogue, pages, refusals);
    http::add_player_routes(player_router, player_api);
    http::add_partner_routes(player_router, partner_api);
    http::add_probe_routes(player_router, readiness);
    http::add_probe_routes(admin_router, readiness);
    http::add_metrics_route(admin_router, metrics);
    add_admin_routes(first);
    http::add_description_route(admin_router, player_router, catalogue, place, admin::described(admin_router));
    http::add_api_page(admin_router);
    http::add_console_routes(admin_router, console_folder());
}

void Host::Parts::add_admin_routes(bool first) {
    admin::Routes routes(admin_router, gatekeeper, desk);
    admin::Routes passwords(admin_router, gatekeeper, password_desk);
    admin::add_session_routes(routes, passwords, password_desk, session_api);
    admin::add_look_routes(routes, looks);
    admin::add_switch_routes(routes, switches);
    admin::add_people_routes(routes, people);
    admin::add_audit_routes(routes, *store);
    admin::add_host_routes(routes, admin_api);
    admin::add_rollout_routes(routes, rollout_api);
    if (!first || file.production || file.environment != "dev") return;
    dev_door.emplace(*store, logins);
    dev_door->add_route(routes, desk);
}

}  // namespace fairground::app
