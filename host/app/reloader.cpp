#include "app/reloader.hpp"

#include <boost/asio/post.hpp>

#include "app/database_checks.hpp"
#include "ops/log.hpp"

namespace fairground::app {
namespace {

using campaign::Change;
using campaign::ChangeRefused;
using nlohmann::json;

json to_json(const Change& change) {
    json campaigns = json::array();
    for (const Change::Of& of : change.campaigns)
        campaigns.push_back({{"campaign", of.campaign},
                             {"from", of.from.empty() ? json() : json(of.from)},
                             {"to", of.to.empty() ? json() : json(of.to)},
                             {"revision", of.revision},
                             {"generation", of.generation}});
    return {{"campaigns", std::move(campaigns)}};
}

void log(const Change& change) {
    for (const Change::Of& of : change.campaigns)
        ops::log_info(of.to.empty() ? "a campaign is gone" : "a campaign has a new revision",
                      {{"campaign", of.campaign},
                       {"from", of.from},
                       {"plugin", of.to},
                       {"generation", of.generation},
                       {"revision", of.revision}});
}

}  // namespace

http::StaticPages read_pages(const plugin::Manifest& manifest, const std::filesystem::path& plugins) {
    if (manifest.page.empty()) return {};
    const auto folder = plugins / manifest.id / manifest.page;
    if (!std::filesystem::is_directory(folder))
        throw std::runtime_error("the plugin " + manifest.id + " names a page, but there is no folder " +
                                 folder.string() + "; install the page beside the plugin");
    return http::StaticPages(folder);
}

void Reloader::reload_plugin(const std::string& plugin, admin::Done done) {
    post_change([this, plugin] { return take_plugin(plugin); }, std::move(done));
}

void Reloader::reload_plugins(admin::Done done) {
    post_change(
        [this] {
            Change all;
            for (const auto& manifest : in_use()) {
                const Change change = take_plugin(manifest.id);
                all.campaigns.insert(all.campaigns.end(), change.campaigns.begin(), change.campaigns.end());
            }
            return all;
        },
        std::move(done));
}

void Reloader::reload_campaigns(admin::Done done) {
    post(
        [this] {
            check_schema();
            try {
                const auto change = parts_.catalogue.take(
                    config::read_campaign_folder(parts_.campaigns, parts_.environment), parts_.shelf, parts_.store);
                for (const auto& manifest : in_use())  // of new campaigns, too
                    if (!parts_.pages.find(manifest.id))
                        parts_.pages.put(manifest.id, read_pages(manifest, parts_.shelf.folder()));
                log(change);
                json body = to_json(change);
                body["left"] = left();
                return body;
            } catch (const config::Error& error) {
                throw ChangeRefused("read", error.what());
            }
        },
        std::move(done));
}

// Files that changed nothing, for what was published in the store is served.
json Reloader::left() const {
    json list = json::array();
    for (const auto& one : parts_.catalogue.files_left())
        if (one.differs) list.push_back({{"campaign", one.campaign}, {"file", one.file}, {"revision", one.revision}});
    return list;
}

void Reloader::reload_database(admin::Done done) {
    post([this] { return move_database(); }, std::move(done));
}

void Reloader::reload_config(admin::Done done) {
    post([this] { return take_config(); }, std::move(done));
}

json Reloader::take_config() {
    std::function<json()> take;
    try {
        take = parts_.certificates();
    } catch (const std::exception& error) {
        throw ChangeRefused("certificate", error.what());
    }
    json told{{"database", move_database()}};
    told["certificates"] = take();
    return told;
}

json Reloader::move_database() {
    store::Options servers;
    try {
        servers = parts_.servers();
    } catch (const std::exception& error) {
        throw ChangeRefused("read", error.what());
    }
    try {
        const bool changed = parts_.store.move(servers);
        if (changed) parts_.moved();
        return {{"changed", changed}, {"primary", servers.url}, {"replicas", servers.replicas.size()}};
    } catch (const std::exception& error) {
        throw ChangeRefused("primary", error.what());
    }
}

// A campaign that is taken in now must not find out under load that a table or an index is missing.
void Reloader::check_schema() {
    try {
        require_schema(parts_.store);
    } catch (const std::runtime_error& error) {
        throw ChangeRefused("schema", error.what());
    }
}

// The page is read first: if it cannot be, the old rules stay with the old page.
Change Reloader::take_plugin(const std::string& plugin) {
    std::optional<http::StaticPages> pages;
    std::string page;
    for (const auto& manifest : in_use()) {
        if (manifest.id != plugin) continue;
        page = manifest.page;
        try {
            pages = read_pages(manifest, parts_.shelf.folder());
        } catch (const std::exception& error) {
            throw ChangeRefused("page", error.what());
        }
    }
    Change change = parts_.catalogue.reload_plugin(plugin, parts_.shelf, parts_.store);
    for (const auto& manifest : in_use())
        if (manifest.id == plugin && manifest.page != page) pages = read_pages(manifest, parts_.shelf.folder());
    if (pages) parts_.pages.put(plugin, std::move(*pages));
    return change;
}

std::vector<plugin::Manifest> Reloader::in_use() const {
    std::map<std::string, plugin::Manifest> manifests;
    for (const auto& campaign : parts_.catalogue.all()) {
        const auto revision = campaign->revision();
        manifests.emplace(revision->rules->manifest().id, revision->rules->manifest());
    }
    std::vector<plugin::Manifest> list;
    for (auto& [id, manifest] : manifests) list.push_back(std::move(manifest));
    return list;
}

void Reloader::post_change(std::function<Change()> work, admin::Done done) {
    post(
        [work = std::move(work)] {
            const Change change = work();
            log(change);
            return to_json(change);
        },
        std::move(done));
}

void Reloader::post(Work work, admin::Done done) {
    boost::asio::post(thread_, [work = std::move(work), done = std::move(done)] {
        const auto began = std::chrono::steady_clock::now();
        admin::Outcome outcome;
        try {
            outcome.body = work();
            outcome.body["took_ms"] =
                std::chrono::ceil<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began).count();
            outcome.done = true;
        } catch (const ChangeRefused& refused) {
            outcome.step = refused.step;
            outcome.reason = refused.what();
        } catch (const std::exception& error) {
            outcome.step = "page";
            outcome.reason = error.what();
        }
        if (!outcome.done)
            ops::log_warning("a reload was refused; everything goes on as it was",
                             {{"step", outcome.step}, {"reason", outcome.reason}});
        done(outcome);
    });
}

}  // namespace fairground::app
