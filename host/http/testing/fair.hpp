// The fairground of the front's tests: real routes, server and catalogue, a scripted engine, and a clock.
#pragma once
#include <atomic>
#include <filesystem>

#include <gmock/gmock.h>

#include "http/ops_api.hpp"
#include "http/partner_api.hpp"
#include "http/player_api.hpp"
#include "http/server.hpp"
#include "http/testing/client.hpp"
#include "http/testing/fake_engine.hpp"

namespace fairground::http {

class Fair : public testing::Test {
protected:
    Fair();
    ~Fair() override;

    // GET or POST with these header lines ("Name: value"), each on a connection of its own.
    Reply get(const std::string& target, const std::vector<std::string>& headers = {});
    Reply post(const std::string& target, const std::string& body, const std::vector<std::string>& headers = {});
    Reply spin(const std::vector<std::string>& headers = {}) {
        return post("/api/v1/campaigns/open/actions/spin", "{}", headers);
    }
    Client connect(const char* from = "127.0.0.1") const { return Client(server->port(), from); }
    std::string bearer(const std::string& player = "ann") const;
    void start();

    std::filesystem::path folder;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<plugin::Shelf> shelf;
    std::unique_ptr<campaign::Catalogue> catalogue;
    std::unique_ptr<cache::Cache> cache;
    std::unique_ptr<engine::Engine> engine;
    std::unique_ptr<engine::Views> views;
    auth::Sessions sessions{auth::Sessions::Key{1, 2, 3}, std::chrono::hours(1)};
    std::atomic<campaign::Time> now{campaign::Time(std::chrono::seconds(1'772'500'000))};  // 2026-03-03T01:06:40Z
    config::Limits limits;
    std::vector<config::Network> trusted_proxies;
    Pages pages;
    std::string public_url;
    ops::Metrics metrics;
    ops::Readiness readiness{{"database"}};
    std::unique_ptr<Gate> gate;
    std::unique_ptr<PlayerApi> api;
    auth::ApiKeys keys;
    PartnerFigures partner_figures;
    std::size_t answer_bytes = 1024 * 1024;
    std::unique_ptr<PartnerApi> partner_api;
    std::unique_ptr<Router> router;
    std::unique_ptr<Server> server;
};

}  // namespace fairground::http
