#include "http/testing/fair.hpp"

#include <fstream>

#include <unistd.h>

#include "campaign/testing/notebook.hpp"

namespace fairground::http {
namespace {

namespace fs = std::filesystem;
using engine::Answer;

constexpr const char* campaigns[] = {
    "id: open\nplugin: fair\ntitle: {en: \"Fish & chips\", zh: 春日}\ntime_zone: Asia/Shanghai\n"
    "window: {from: 2026-03-01T10:00:00+08:00, to: 2026-03-08T00:00:00+08:00}\n",
    "id: later\nplugin: fair\nwindow: {from: 2027-01-01T00:00:00Z}\n",
    "id: over\nplugin: fair\nwindow: {to: 2026-01-01T00:00:00Z}\n",
    "id: paused\nplugin: fair\n",
    "id: followers\nplugin: fair\naudience: {followers_only: true}\n",
    "id: foreign\nplugin: fair\ntenant: other\n",
};

// Holds the campaign "paused" back.
std::unique_ptr<store::Store> notebook() {
    auto store = std::make_unique<campaign::Notebook>();
    store->switched = {{"paused", true}};
    return store;
}

std::string request(const std::string& method, const std::string& target, const std::string& body,
                    const std::vector<std::string>& headers) {
    std::string text = method + " " + target + " HTTP/1.1\r\nHost: fair\r\n";
    for (const auto& header : headers) text += header + "\r\n";
    if (method == "POST") text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return text + "\r\n" + body;
}

void write_pages(const fs::path& folder) {
    fs::create_directories(folder / "assets");
    std::ofstream(folder / "index.html") << "<!doctype html><title>fair</title>" << std::string(2000, 'x');
    std::ofstream(folder / "assets/app-BxY3z19a.js") << "let a = 1";
    std::ofstream(folder / ".secret") << "no";
}

}  // namespace

Fair::Fair()
    : folder(fs::temp_directory_path() / ("fairground-http-" + std::to_string(::getpid()))), store(notebook()) {
    fs::create_directories(folder);
    write_pages(folder / "pages");
    shelf = std::make_unique<plugin::Shelf>(HTTP_TEST_PLUGINS, folder / "images");
    std::vector<config::CampaignFile> files;
    for (const char* yaml : campaigns) files.push_back(config::parse_campaign(yaml, "test.yaml"));
    catalogue = std::make_unique<campaign::Catalogue>(campaign::Catalogue::load(files, *shelf, *store));
    catalogue->refresh(*store);
    cache = std::make_unique<cache::Cache>(cache::Options{});
    engine = std::make_unique<engine::Engine>(*store, engine::Options{});
    views = std::make_unique<engine::Views>(*engine, *cache, make_ready);
    script() = {};
    engine_is_overloaded() = false;
    script().act = [](const engine::ActionCall&) {
        return Answer{.kind = Answer::Kind::done,
                      .body = "{\"prize\":\"tea\"}",
                      .code = {},
                      .detail = {},
                      .player_version = 5,
                      .revision = 7};
    };
    script().view = [](const engine::ViewCall&) {
        return Answer{.kind = Answer::Kind::done,
                      .body = "{\"left\":3}",
                      .code = {},
                      .detail = {},
                      .player_version = 0,
                      .revision = 7};
    };
    start();
}

Fair::~Fair() {
    server.reset();
    views.reset();
    engine.reset();
    fs::remove_all(folder);
}

void Fair::start() {
    server.reset();
    gate = std::make_unique<Gate>(limits);
    api = std::make_unique<PlayerApi>(PlayerApi{*engine,
                                                *views,
                                                *catalogue,
                                                sessions,
                                                limits,
                                                {"dev"},
                                                pages,
                                                *gate,
                                                [this] { return now.load(); },
                                                public_url});
    partner_api = std::make_unique<PartnerApi>(
        PartnerApi{*engine, *views, *catalogue, keys, limits, *gate, partner_figures, {1, 2}, answer_bytes, [this] {
                       return now.load();
                   }});
    pages.put("fair", StaticPages(folder / "pages"));
    router = std::make_unique<Router>(metrics);
    add_probe_routes(*router, readiness);
    add_player_routes(*router, *api);
    add_partner_routes(*router, *partner_api);
    server = std::make_unique<Server>(ServerOptions{.address = {"127.0.0.1", 0},
                                                    .threads = 2,
                                                    .limits = limits,
                                                    .trusted_proxies = trusted_proxies,
                                                    .certificate = {}},
                                      metrics, behind(*gate, std::ref(*router)));
    server->start();
}

Reply Fair::get(const std::string& target, const std::vector<std::string>& headers) {
    return connect().ask(request("GET", target, "", headers));
}

Reply Fair::post(const std::string& target, const std::string& body, const std::vector<std::string>& headers) {
    return connect().ask(request("POST", target, body, headers));
}

std::string Fair::bearer(const std::string& player) const {
    auth::Player who;
    who.id = who.name = player;
    return "Authorization: Bearer " + sessions.issue(who, std::chrono::floor<std::chrono::seconds>(now.load())).token;
}

}  // namespace fairground::http
