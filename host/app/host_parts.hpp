// All that a running host is made of. Private to app.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "admin/gatekeeper.hpp"
#include "admin/host_api.hpp"
#include "admin/looks.hpp"
#include "admin/people.hpp"
#include "admin/rollout_api.hpp"
#include "admin/routes.hpp"
#include "admin/session_api.hpp"
#include "admin/switches.hpp"
#include "app/cache_care.hpp"
#include "app/caretaker.hpp"
#include "app/catalogue_watch.hpp"
#include "app/certificates.hpp"
#include "app/dark_hosts.hpp"
#include "app/host.hpp"
#include "app/quarantine_watch.hpp"
#include "app/reloader.hpp"
#include "app/watcher.hpp"
#include "auth/auth.hpp"
#include "campaign/campaign.hpp"
#include "engine/engine.hpp"
#include "http/partner_api.hpp"
#include "http/player_api.hpp"
#include "http/server.hpp"
#include "ops/log.hpp"
#include "ops/metrics.hpp"
#include "ops/readiness.hpp"
#include "ops/traffic.hpp"
#include "rollout/conductor.hpp"
#include "rollout/tally.hpp"
#include "schedule/schedule.hpp"

namespace fairground::app {

// Owner: Host. The order is that of the lives: what stands further down is made later and ends sooner, so a thread
// belongs below what it uses. Threads: made and ended by one.
struct Host::Parts {
    Parts(const config::HostFile& host_file, const Listeners& listeners, bool first,
          const std::function<config::HostFile()>& read_again);

    void add_routes(bool first);
    void add_admin_routes(bool first);
    void make_servers(const Listeners& listeners);
    void publish_figures();
    void watch_jobs();
    void watch_rollouts();
    // Called by the reloader, which has finished before the servers go: ~Host sees to it.
    std::function<nlohmann::json()> other_certificates(const config::HostFile& again);

    const config::HostFile file;
    const std::string name = schedule::make_holder();  // unlike any other host's
    ops::Log log;
    Certificates certificates;  // after construction the reloader's alone
    ops::Metrics metrics;
    ops::Readiness readiness{{"database"}};
    ops::Traffic traffic;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<plugin::Shelf> shelf;
    campaign::Catalogue catalogue;
    const auth::Sessions::Key secret;
    auth::Sessions sessions;
    auth::ApiKeys partner_keys;
    admin::Logins logins;
    admin::Gatekeeper gatekeeper;  // told by the threads of what follows, to their end
    cache::Cache cache;
    engine::Engine engine;
    engine::Views views;
    DarkHosts dark_hosts;
    http::Pages pages;
    http::Gate gate;
    CacheCare cache_care;
    http::PlayerApi player_api;
    http::PartnerFigures partner_figures;
    http::PartnerApi partner_api;
    http::Refusals refusals;  // told by the reloader, to its end
    Reloader reloader;
    admin::HostApi admin_api;
    admin::SessionApi session_api;
    admin::Looks looks;
    admin::Switches switches;
    admin::People people;
    std::optional<admin::DevDoor> dev_door;  // in development mode, of the first worker
    CatalogueWatch catalogue_watch;
    rollout::Releases releases;
    rollout::Tally tally;
    rollout::Conductor conductor;
    admin::RolloutApi rollout_api;
    std::optional<Watcher> watcher;
    http::Router player_router;
    http::Router admin_router;
    supervise::Quarantine quarantine;
    QuarantineWatch quarantine_watch;
    Caretaker caretaker;
    admin::Desk desk;  // after all that its work uses
    admin::Desk password_desk;
    std::unique_ptr<http::Server> players;
    std::unique_ptr<http::Server> admins;
    schedule::Counters job_counters;
    std::unique_ptr<schedule::Scheduler> scheduler;
    std::string place;  // where players reach us; told when it is known
};

}  // namespace fairground::app
