#include "app/host.hpp"

#include <thread>

#include <unistd.h>

#include "admin/trail.hpp"
#include "app/database_checks.hpp"
#include "app/host_parts.hpp"
#include "app/keys.hpp"
#include "app/metric_value.hpp"
#include "app/open.hpp"
#include "app/simulation.hpp"
#include "app/version.hpp"

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

Host::Parts::Parts(const config::HostFile& host_file, const Listeners& listeners, bool first,
                   const std::function<config::HostFile()>& read_again)
    : file(host_file),
      log({.level = file.log.level, .file = file.log.file}),
      certificates(read_certificates(file)),
      store(open_store(file)),
      shelf(open_shelf(file)),
      catalogue(
          (bring_up_schema(*store), first ? look_before_start(file, *store) : void(),
           campaign::Catalogue::load(config::read_campaign_folder(file.campaigns, file.environment), *shelf, *store))),
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
      session_api{logins, *store, host_facts(file)},
      looks{catalogue,
            *store,
            *shelf,
            traffic,
            readiness,
            host_facts(file),
            [this] { return all_checks(file, *store); },
            [this](nlohmann::json& campaigns) { admin::add_rollouts(releases, campaigns); }},
      switches{catalogue, *store, [this] { require_schema(*store); },
               [this](const std::string& campaign) { return quarantine.release(campaign); }},
      people{catalogue, *store, &cache},
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
                std::chrono::hours(24) * file.limits.request_retention_days),
      desk(desk_threads, desk_queue),
      password_desk(password_threads, password_queue) {
    put_up_pages(pages, catalogue, shelf->folder());
    for (const auto& campaign : catalogue.all())  // so that its generation is known before the first view
        cache.scope(campaign->revision()->config.tenant, campaign->revision()->id());
    if (watching()) watcher.emplace(reloader, refusals, shelf->folder(), file.campaigns);
    add_routes(first);
    make_servers(listeners);
    publish_figures();
    store->warm_up();
    admins->start();
    players->start();
    place = file.public_url.empty()
                ? scheme_of(certificates.players) + file.players.host + ":" + std::to_string(players->port())
                : file.public_url;
    scheduler = std::make_unique<schedule::Scheduler>(engine, *store, catalogue, job_options(file), job_counters);
}

void Host::Parts::make_servers(const Listeners& listeners) {
    players =
        std::make_unique<http::Server>(http::ServerOptions{file.players, file.threads, file.limits, listeners.players,
                                                           file.trusted_proxies, certificates.players},
                                       metrics, http::behind(gate, std::ref(player_router)));
    auto admin_limits = file.limits;
    admin_limits.body_bytes = std::max(admin_limits.body_bytes, campaign_bytes);
    admins =
        std::make_unique<http::Server>(http::ServerOptions{file.admin, admin_threads, admin_limits, listeners.admin,
                                                           file.trusted_proxies, certificates.admin},
                                       metrics, std::ref(admin_router));
}

std::function<nlohmann::json()> Host::Parts::other_certificates(const config::HostFile& again) {
    require_same_listeners(certificates, again);
    return [this, read = read_certificates(again)] {
        certificates = read;
        if (read.players) players->renew(read.players);
        if (read.admin) admins->renew(read.admin);
        return to_json(read);
    };
}

Host::Host(const config::HostFile& file, const Listeners& listeners, bool first,
           const std::function<config::HostFile()>& read_again)
    : parts_(std::make_unique<Parts>(file, listeners, first, read_again)) {
    ops::log_info("the host is open",
                  {{"page", page()}, {"campaigns", static_cast<std::int64_t>(parts_->catalogue.all().size())}});
}

// Questions of partners that the drain cut off end within limits.query_time; they use what goes with the parts.
Host::~Host() {
    parts_->reloader.finish();  // it renews the servers' certificates
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
