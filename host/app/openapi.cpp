// fairground openapi: the description of the API without a running host.
#include "http/openapi.hpp"

#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#include "admin/audit_api.hpp"
#include "admin/gatekeeper.hpp"
#include "admin/host_api.hpp"
#include "admin/looks.hpp"
#include "admin/people.hpp"
#include "admin/rollout_api.hpp"
#include "admin/shapes.hpp"
#include "admin/switches.hpp"
#include "app/commands.hpp"
#include "http/partner_api.hpp"
#include "http/player_api.hpp"
#include "store/store.hpp"

namespace fairground::app {

namespace {

class PassingFolder {
public:
    PassingFolder() {
        if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("cannot make a folder like " + path_);
    }
    ~PassingFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    const std::string& path() const { return path_; }

private:
    std::string path_ = (std::filesystem::temp_directory_path() / "fairground-openapi-XXXXXX").string();
};

}  // namespace

int print_openapi() {
    // Routes are described by those who serve them; nothing here is ever asked, but a store must be there.
    const PassingFolder folder;
    store::Options passing;
    passing.url = "sqlite:" + folder.path() + "/fairground.db";
    const auto store = store::Store::open(passing);
    const campaign::Catalogue catalogue;
    const auth::Sessions sessions(auth::Sessions::Key{}, std::chrono::hours(1));
    engine::Engine engine(*store, {});
    cache::Cache cache({});
    engine::Views views(engine, cache, http::make_ready);
    const http::Pages pages;
    http::Gate gate({});
    const http::PlayerApi api{engine, views, catalogue, sessions, {}, {}, pages, gate};
    ops::Metrics metrics;
    http::Router router(metrics);
    http::add_player_routes(router, api);
    const auth::ApiKeys keys;
    http::PartnerFigures figures;
    const http::PartnerApi partner_api{engine, views, catalogue, keys, {}, gate, figures};
    http::add_partner_routes(router, partner_api);
    http::Router admin_router(metrics);
    admin::Logins logins(*store, {});
    admin::Gatekeeper gatekeeper("", *store, logins);
    plugin::Shelf shelf(folder.path(), folder.path());
    const ops::Traffic traffic;
    const ops::Readiness readiness;
    const admin::SessionApi session_api{logins, *store, {}};
    const admin::Looks looks{catalogue, *store, shelf, traffic, readiness, {}, {}};
    const admin::Switches switches{catalogue, *store, {}, {}};
    const admin::People people{catalogue, *store};
    const admin::HostApi host_api{};
    rollout::Releases releases(*store, catalogue, shelf, {}, {});
    const admin::RolloutApi rollout_api{releases, {}, {}};
    admin::Desk desk(1, 0);
    admin::Routes routes(admin_router, gatekeeper, desk);
    admin::add_session_routes(routes, routes, desk, session_api);
    admin::add_look_routes(routes, looks);
    admin::add_switch_routes(routes, switches);
    admin::add_people_routes(routes, people);
    admin::add_audit_routes(routes, *store);
    admin::add_host_routes(routes, host_api);
    admin::add_rollout_routes(routes, rollout_api);
    std::printf("%s\n", http::describe(router, catalogue, "", admin::described(admin_router)).dump(2).c_str());
    return 0;
}

}  // namespace fairground::app
