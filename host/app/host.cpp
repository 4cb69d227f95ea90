#include "app/host.hpp"

#include <thread>

#include <unistd.h>

#include "admin/audit_api.hpp"
#include "admin/gatekeeper.hpp"
#include "admin/host_api.hpp"
#include "admin/looks.hpp"
#include "admin/people.hpp"
#include "admin/rollout_api.hpp"
#include "admin/session_api.hpp"
#include "admin/shapes.hpp"
#include "admin/switches.hpp"
#include "admin/trail.hpp"
#include "app/cache_care.hpp"
#include "app/cache_watch.hpp"
#include "app/caretaker.hpp"
#include "app/catalogue_watch.hpp"
#include "app/certificates.hpp"
#include "app/dark_hosts.hpp"
#include "app/database_checks.hpp"
#include "app/database_watch.hpp"
#include "app/keys.hpp"
#include "app/metric_value.hpp"
#include "app/open.hpp"
#include "app/quarantine_watch.hpp"
#include "app/reloader.hpp"
#include "app/simulation.hpp"
#include "app/version.hpp"
#include "app/watcher.hpp"
#include "auth/auth.hpp"
#include "campaign/campaign.hpp"
#include "engine/engine.hpp"
#include "http/api_page.hpp"
#include "http/console_pages.hpp"
#include "http/ops_api.hpp"
#include "http/partner_api.hpp"
#include "http/player_api.hpp"
#include "http/server.hpp"
#include "ops/log.hpp"
#include "ops/metrics.hpp"
#include "ops/readiness.hpp"
#include "ops/traffic.hpp"
#include "rollout/conductor.hpp"
#include "rollout/tally.hpp"

namespace fairground::app {
namespace {

constexpr std::size_t admin_threads = 1;
constexpr std::size_t campaign_bytes = 3 * 1024 * 1024;  // a campaign file as a JSON text
constexpr std::size_t desk_threads = 4;
constexpr std::size_t desk_queue = 256;
// Each password takes 64 MiB while it is looked at.
constexpr std::size_t password_threads = 2;
constexpr std::size_t password_queue = 16;

admin::HostFacts host_facts(const config::HostFile& file) {
    std::string name(256, '\0');
    ::gethostname(name.data(), name.size() - 1);
    name.resize(name.find('\0'));
    return {name, program_version, file.environment, file.production};
}

// The worker before this one may still carry out what it has taken in.
cache::Options cache_options_of(const config::HostFile& file, bool first) {
    auto options = cache_options(file, file.cache.bytes);
    constexpr std::chrono::seconds its_end{30};  // it is told to drain when this one serves
    if (!first) options.company = file.limits.drain_time + its_end;
    return options;
}

void put_up_pages(http::Pages& pages, const campaign::Catalogue& catalogue, const std::filesystem::path& plugins) {
    for (const auto& campaign : catalogue.all()) {
        const auto revision = campaign->revision();
        const auto& manifest = revision->rules->manifest();
        if (!pages.find(manifest.id)) pages.put(manifest.id, read_pages(manifest, plugins));
    }
}

}  // namespace

struct Host::Parts {
    Parts(const config::HostFile& host_file, const Listeners& listeners, bool first,
          const std::function<config::HostFile()>& read_again)
        : file(host_file),
          log({.level = file.log.level, .file = file.log.file}),
          certificates(read_certificates(file)),
          store(open_store(file)),
          shelf(open_shelf(file)),
          catalogue((bring_up_schema(*store), first ? look_before_start(file, *store) : void(),
                     campaign::Catalogue::load(config::read_campaign_folder(file.campaigns, file.environment), *shelf,
                                               *store))),
          secret(session_key(file)),
          sessions(secret, file.auth.session_time),
          logins(*store, login_options(file)),
          gatekeeper(admin_token(file), *store, logins),
          cache(cache_options_of(file, first)),
          engine(*store, engine_options(file, catalogue, cache)),
          views(engine, cache, http::make_ready),
          dark_hosts(cache, *store),
          gate(file.limits),
          cache_care(cache, *store, catalogue),
          player_api{engine, views, catalogue,     sessions,        file.limits, file.auth.providers,
                     pages,  gate,  campaign::now, file.public_url, &traffic},
          partner_api{engine, views, catalogue, partner_keys, file.limits, gate, partner_figures, cursor_key(secret)},
          reloader({catalogue, *shelf, *store, pages, file.campaigns, file.environment,
                    [read_again] { return store_options(read_again()); }, [this] { cache.forget_everything(); },
                    [this, read_again] { return other_certificates(read_again()); }}),
          admin_api{
              [this](const std::string& plugin, admin::Done done) { reloader.reload_plugin(plugin, std::move(done)); },
              [this](admin::Done done) { reloader.reload_plugins(std::move(done)); },
              [this](admin::Done done) { reloader.reload_campaigns(std::move(done)); },
              [this](admin::Done done) { reloader.reload_database(std::move(done)); },
              [this](const admin::Cached& what, admin::Done done) { cache_care.end(what, std::move(done)); },
              [this](admin::Done done) { reloader.reload_config(std::move(done)); }},
          catalogue_watch({catalogue, *shelf, *store, pages, readiness}, file),
          releases(*store, catalogue, *shelf, {file.environment, file.approval}, [this] { catalogue_watch.changed(); }),
          tally(*store, catalogue, name),
          conductor(releases, *store, name,
                    [this](const std::string& metric) { return metric_value(metrics.text(), metric); }),
          rollout_api{releases,
                      [this](const rollout::StandingView& standing, std::int64_t campaign) {
                          return conductor.findings(standing, campaign);
                      },
                      [this](const config::CampaignFile& campaign, std::uint32_t players, std::uint32_t turns) {
                          return simulate_revision(campaign, *shelf, players, turns);
                      }},
          player_router(metrics),
          admin_router(metrics),
          quarantine(open_quarantine(file)),
          quarantine_watch(quarantine, catalogue, readiness),
          caretaker(*store, catalogue, readiness, quarantine_watch, {partner_keys, file.database.hosts},
                    std::chrono::hours(24) * file.limits.request_retention_days) {
        put_up_pages(pages, catalogue, shelf->folder());
        for (const auto& campaign : catalogue.all())  // so that its generation is known before the first view
            cache.scope(campaign->revision()->config.tenant, campaign->revision()->id());
        if (watching()) {
            http::add_dev_routes(player_router, catalogue, pages, refusals);
            watcher.emplace(reloader, refusals, shelf->folder(), file.campaigns);
        }
        http::add_player_routes(player_router, player_api);
        http::add_partner_routes(player_router, partner_api);
        http::add_probe_routes(player_router, readiness);
        http::add_probe_routes(admin_router, readiness);
        http::add_metrics_route(admin_router, metrics);
        add_admin_routes(first);
        http::add_description_route(admin_router, player_router, catalogue, place, admin::described(admin_router));
        http::add_api_page(admin_router);
        http::add_console_routes(admin_router, console_folder());
        players = std::make_unique<http::Server>(
            http::ServerOptions{file.players, file.threads, file.limits, listeners.players, file.trusted_proxies,
                                certificates.players},
            metrics, http::behind(gate, std::ref(player_router)));
        auto admin_limits = file.limits;
        admin_limits.body_bytes = std::max(admin_limits.body_bytes, campaign_bytes);
        admins =
            std::make_unique<http::Server>(http::ServerOptions{file.admin, admin_threads, admin_limits, listeners.admin,
                                                               file.trusted_proxies, certificates.admin},
                                           metrics, std::ref(admin_router));
        http::watch(metrics, engine, *players);
        gate.watch(metrics);
        http::watch(metrics, partner_figures);
        metrics.gauge_from("fairground_campaigns_quarantined", "Campaigns that are not called because they crashed us",
                           [this] { return static_cast<double>(quarantine_watch.quarantined()); });
        publish_connections(metrics, *store);
        publish_cache(metrics, cache);
        watch_jobs();
        watch_rollouts();
        store->warm_up();
        admins->start();
        players->start();
        place = file.public_url.empty()
                    ? scheme_of(certificates.players) + file.players.host + ":" + std::to_string(players->port())
                    : file.public_url;
        scheduler = std::make_unique<schedule::Scheduler>(engine, *store, catalogue, job_options(file), job_counters);
    }

    // Called by the reloader, which is gone before the servers are.
    std::function<nlohmann::json()> other_certificates(const config::HostFile& again) {
        require_same_listeners(certificates, again);
        return [this, read = read_certificates(again)] {
            certificates = read;
            if (read.players) players->renew(read.players);
            if (read.admin) admins->renew(read.admin);
            return to_json(read);
        };
    }

    void add_admin_routes(bool first) {
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

    void watch_jobs() {
        const auto counter = [&](const char* name, const char* help, const std::atomic<std::uint64_t>& figure) {
            metrics.counter_from(name, help, [&figure] { return static_cast<double>(figure.load()); });
        };
        counter("fairground_job_players_done_total", "Players that scheduled jobs have done", job_counters.done);
        counter("fairground_job_players_refused_total", "Players for whom a scheduled job was refused",
                job_counters.refused);
        counter("fairground_job_players_failed_total", "Players for whom a scheduled job failed", job_counters.failed);
    }

    void watch_rollouts() {
        const auto counter = [&](const char* name, const char* help, std::function<double()> read) {
            metrics.counter_from(name, help, std::move(read));
        };
        counter("fairground_rollouts_advanced_total", "Stages of rollouts that this host ended because all was well",
                [this] { return static_cast<double>(conductor.counters().advanced); });
        counter("fairground_rollouts_taken_back_total", "Rollouts that this host took back because a guard was broken",
                [this] { return static_cast<double>(conductor.counters().rolled_back); });
        counter("fairground_emergencies_total", "Revisions served without the second person that is usual",
                [this] { return static_cast<double>(releases.emergencies()); });
    }

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
    admin::SessionApi session_api{logins, *store, host_facts(file)};
    admin::Looks looks{catalogue,
                       *store,
                       *shelf,
                       traffic,
                       readiness,
                       host_facts(file),
                       [this] { return all_checks(file, *store); },
                       [this](nlohmann::json& campaigns) { admin::add_rollouts(releases, campaigns); }};
    admin::Switches switches{catalogue, *store, [this] { require_schema(*store); },
                             [this](const std::string& campaign) { return quarantine.release(campaign); }};
    admin::People people{catalogue, *store, &cache};
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
    admin::Desk desk{desk_threads, desk_queue};  // after all that its work uses
    admin::Desk password_desk{password_threads, password_queue};
    std::unique_ptr<http::Server> players;
    std::unique_ptr<http::Server> admins;
    schedule::Counters job_counters;
    std::unique_ptr<schedule::Scheduler> scheduler;
    std::string place;  // where players reach us; told when it is known
};

Host::Host(const config::HostFile& file, const Listeners& listeners, bool first,
           const std::function<config::HostFile()>& read_again)
    : parts_(std::make_unique<Parts>(file, listeners, first, read_again)) {
    ops::log_info("the host is open",
                  {{"page", page()}, {"campaigns", static_cast<std::int64_t>(parts_->catalogue.all().size())}});
}

// Questions of partners that the drain cut off end within limits.query_time; they use what goes with the parts.
Host::~Host() {
    while (parts_->partner_figures.under_way > 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

std::string Host::page() const {
    return parts_->place + "/";
}

std::string Host::console_link() const {
    if (!parts_->dev_door) return {};
    return scheme_of(parts_->certificates.admin) + parts_->file.admin.host + ":" +
           std::to_string(parts_->admins->port()) + parts_->dev_door->path();
}

void Host::reload() {
    parts_->reloader.reload_config([&gatekeeper = parts_->gatekeeper](const admin::Outcome& outcome) {
        gatekeeper.audit({.who = admin::command_line("SIGHUP"),
                          .action = "config reload",
                          .target = "all",
                          .outcome = outcome.done ? "done" : "reload_refused",
                          .detail = {{"reason", outcome.reason}}});
    });
}

void Host::drain() {
    ops::log_info("the host drains");
    parts_->cache.no_longer_alone();
    parts_->scheduler.reset();
    parts_->conductor.stop();
    const auto time = parts_->file.limits.drain_time;
    if (!parts_->players->drain(time)) ops::log_warning("requests were cut off at the end of the drain time");
    parts_->admins->drain(std::chrono::milliseconds(0));
}

}  // namespace fairground::app
