// The stage of the stories about admins: all routes of the room over a real SQLite store, two campaigns of two tenants,
// a clock, and admins who sign in.
#pragma once
#include "admin/audit_api.hpp"
#include "admin/gatekeeper.hpp"
#include "admin/people.hpp"
#include "admin/switches.hpp"
#include "admin/testing/front.hpp"
#include "admin/trail.hpp"
#include "auth/api_keys.hpp"
#include "support/temp_dir.hpp"

namespace fairground::admin {

constexpr const char* password = "correct horse battery";

// Who is signed in, and what his browser sends.
struct Browser {
    std::string cookie;
    std::string csrf;
    std::string reading() const { return "Cookie: " + cookie + "\r\n"; }
    std::string writing() const { return reading() + "Fairground-CSRF: " + csrf + "\r\n"; }
};

class Court : public testing::Test {
protected:
    Court() {
        add_session_routes(front.routes, passwords, password_desk, sessions);
        add_look_routes(front.routes, looks);
        add_switch_routes(front.routes, switches);
        add_people_routes(front.routes, people);
        add_audit_routes(front.routes, *store);
        dev_door.add_route(front.routes, front.desk);
        add_admin("olga", "owner");
        front.open();
    }

    void add_admin(const std::string& name, const std::string& role, const std::optional<std::string>& tenant = {}) {
        ASSERT_TRUE(store->admins()->add(new_admin(name, role, tenant, password, now), {.admin = "shell/test"}));
    }
    http::Reply sign_in(const nlohmann::json& body, const char* from = "127.0.0.1") {
        return front.ask("POST", "sessions", "Content-Type: application/json\r\n", body.dump(), from);
    }
    Browser browser_of(const std::string& name) {
        const auto reply = sign_in({{"name", name}, {"password", password}});
        EXPECT_EQ(reply.status, 201) << reply.body;
        const auto cookie = reply.header("set-cookie");
        return {cookie.substr(0, cookie.find(';')), reply.json().value("csrf", "")};
    }
    http::Reply post(const std::string& path, const nlohmann::json& body, const std::string& headers) {
        return front.ask("POST", path, headers, body.dump());
    }
    std::string token_of(const std::string& role, const std::string& tenant = {}) {
        const auto key = auth::new_api_key(auth::admin_mark);
        store->tokens()->add({.hash = auth::hash_of_api_key(key), .partner = role, .tenant = tenant, .role = role});
        return "Authorization: Bearer " + key + "\r\n";
    }
    // "ADMIN ACTION TARGET OUTCOME", newest first.
    std::vector<std::string> trail() {
        std::vector<std::string> lines;
        for (const auto& row : store->audit()->page({}))
            lines.push_back(row.admin + " " + row.action + " " + row.target + " " + row.outcome);
        return lines;
    }
    static campaign::Catalogue load(plugin::Shelf& shelf, store::Store& store) {
        std::vector<config::CampaignFile> files;
        for (const char* yaml :
             {"id: wheel\nplugin: fair\ntitle: {en: Wheel}\ntenant: shop\n", "id: other\nplugin: fair\ntenant: bank\n"})
            files.push_back(config::parse_campaign(yaml, "test.yaml"));
        return campaign::Catalogue::load(files, shelf, store);
    }
    static std::unique_ptr<store::Store> open(const test::TempDir& folder) {
        auto store = store::Store::open({.url = "sqlite:" + (folder / "court.db").string()});
        store->migrate();
        return store;
    }

    test::TempDir folder;
    campaign::Time now{std::chrono::seconds(1'772'500'000)};  // 2026-03-03T01:06:40Z
    std::unique_ptr<store::Store> store = open(folder);
    plugin::Shelf shelf{ADMIN_TEST_PLUGINS, folder / "images"};
    campaign::Catalogue catalogue = load(shelf, *store);
    ops::Traffic traffic;
    ops::Readiness readiness;
    // As on a host, with fewer tries: a password takes its time.
    Logins logins{*store, {.key = {1, 2, 3}, .per_name = {1.0 / 30, 4}, .per_address = {1.0 / 10, 6}, .now = [this] {
                               return now;
                           }}};
    Gatekeeper gatekeeper{"0123abcd", *store, logins};
    HostFacts host{"here", "1.2.3", "dev", false};
    SessionApi sessions{logins, *store, host};
    Looks looks{catalogue, *store, shelf, traffic, readiness, host, [] { return std::vector<store::Check>{}; }};
    std::set<std::string> quarantined;
    Switches switches{catalogue, *store, [] {}, [this](const std::string& of) { return quarantined.erase(of) > 0; }};
    People people{catalogue, *store};
    DevDoor dev_door{*store, logins};
    Front front{gatekeeper};
    Desk password_desk{2, 16};
    Routes passwords{front.router, gatekeeper, password_desk};
};

}  // namespace fairground::admin
