// What admins do, end to end: the program, its commands, and the admin address.
#include <regex>
#include <thread>

#include "integration/house.hpp"

namespace fairground::integration {
namespace {

using testing::HasSubstr;

class Admins : public House {
protected:
    test::HttpClient console() const { return test::HttpClient(host.admin_port()); }
    static std::string cookie_of(const HttpAnswer& answer) {
        const auto cookie = answer.header("set-cookie");
        return cookie.substr(0, cookie.find(';'));
    }
    HttpAnswer sign_in(const std::string& name, const std::string& password) {
        return console().post("/api/v1/admin/sessions", json{{"name", name}, {"password", password}}.dump(),
                              {{"Content-Type", "application/json"}});
    }
    // A password that was made and printed.
    std::string create(const std::vector<std::string>& arguments) {
        std::vector<std::string> command{"admin", "create", "--generate"};
        command.insert(command.end(), arguments.begin(), arguments.end());
        const auto made = host.run(command);
        EXPECT_EQ(made.code, 0) << made.output;
        std::smatch found;
        EXPECT_TRUE(std::regex_search(made.output, found, std::regex("([a-z0-9]{4}-){3}[a-z0-9]{4}"))) << made.output;
        return found.str();
    }
};
ON_BOTH_DATABASES(Admins);

TEST_P(Admins, SignInPauseAndStandInTheTrail) {
    const auto password = create({"ann", "--role", "operator"});
    EXPECT_EQ(sign_in("ann", "something else").status, 401);
    const auto signed_in = sign_in("ann", password);
    ASSERT_EQ(signed_in.status, 201) << signed_in.body;
    const Headers reading{{"Cookie", cookie_of(signed_in)}};
    Headers writing = reading;
    writing["Fairground-CSRF"] = signed_in.json()["csrf"].get<std::string>();

    auto bob = player("bob");
    ASSERT_EQ(bob.spin().status, 200);
    const std::string pause = "/api/v1/admin/campaigns/wheel/pause";
    EXPECT_EQ(console().post(pause, R"({"reason":"wrong prize"})", reading).json()["code"], "bad_csrf");
    EXPECT_EQ(bob.spin().status, 200);
    EXPECT_EQ(console().post(pause, R"({"reason":"wrong prize"})", writing).status, 200);
    EXPECT_EQ(bob.spin().json()["code"], "paused");
    const auto campaign = console().get("/api/v1/admin/campaigns/wheel", reading).json();
    EXPECT_EQ(campaign["status"], "paused");
    EXPECT_EQ(campaign["traffic"]["actions"], 3);
    EXPECT_EQ(campaign["traffic"]["refusals_by_code"], (json{{"paused", 1}}));

    const auto ann = console().get("/api/v1/admin/players/default/bob", reading).json();
    EXPECT_EQ(ann["accounts"][0]["balance"], 20);
    const std::string adjust = "/api/v1/admin/players/default/bob/adjust";
    const std::string correction = R"({"currency":"points","amount":-5,"reason":"double","key":"case-1"})";
    EXPECT_EQ(console().post(adjust, correction, writing).json()["balance"], 15);
    EXPECT_EQ(console().post(adjust, correction, writing).json()["replayed"], true);
    EXPECT_EQ(bob.points(), 15) << "the cache was told";

    std::vector<std::string> actions;
    const auto trail = console().get("/api/v1/admin/audit", reading).json();
    for (const auto& entry : trail["entries"])
        actions.push_back(entry["admin"].get<std::string>() + " " + entry["action"].get<std::string>() + " " +
                          entry["outcome"].get<std::string>());
    EXPECT_THAT(actions, testing::IsSupersetOf({"ann login bad_login", "ann login done", "ann POST bad_csrf",
                                                "ann campaign pause done", "ann player adjust done"}));
    EXPECT_EQ(host.run({"campaigns", "resume", "wheel"}).code, 0);
    EXPECT_THAT(console().get("/api/v1/admin/audit/export", reading).body, HasSubstr("campaign resume"));
    EXPECT_EQ(host.run({"audit", "ledger"}).code, 0);
    EXPECT_THAT(host.run({"audit", "export"}).output, HasSubstr(R"("action":"player adjust")"));

    EXPECT_EQ(host.run({"admin", "disable", "ann"}).code, 0);
    EXPECT_EQ(console().get("/api/v1/admin/session", reading).json()["code"], "session_expired");
    EXPECT_THAT(host.run({"admin", "list"}).output, HasSubstr("disabled"));
    EXPECT_EQ(host.run({"admin", "create", "ann", "--role", "owner", "--generate"}).code, 1);
}

TEST_P(Admins, ATokenOfATenantOpensThatTenantOnly) {
    const auto made = host.run({"token", "create", "--name", "ci", "--role", "operator", "--tenant", "default"});
    std::smatch key;
    ASSERT_TRUE(std::regex_search(made.output, key, std::regex("fga_[A-Za-z0-9_-]{43}"))) << made.output;
    const Headers headers{{"Authorization", "Bearer " + key.str()}};
    EXPECT_EQ(console().get("/api/v1/admin/campaigns", headers).json()["campaigns"].size(), 4u);
    EXPECT_EQ(console().post("/api/v1/admin/plugins/reload", "", headers).json()["code"], "other_tenant");
    EXPECT_EQ(console().get("/api/v1/admin/players/bank/bob", headers).json()["code"], "other_tenant");
    EXPECT_EQ(console().get("/api/v1/admin/admins", headers).json()["code"], "role_needed");
    EXPECT_EQ(host.run({"token", "revoke", "1"}).code, 0);
    EXPECT_EQ(console().get("/api/v1/admin/campaigns", headers).json()["code"], "bad_admin");
}

TEST_P(Admins, ANewcomerIsLetInByThePrintedLinkOnce) {
    const std::regex printed("/api/v1/admin/sessions/open\\?code=[A-Za-z0-9_-]{43}");
    std::smatch link;
    std::string log = host.log();
    for (int looks = 0; looks < 100 && !std::regex_search(log, link, printed); ++looks, log = host.log())
        std::this_thread::sleep_for(std::chrono::milliseconds(50));  // it is ready a moment before it says so
    ASSERT_TRUE(std::regex_search(log, link, printed)) << log;
    const auto opened = console().get(link.str());
    EXPECT_EQ(opened.status, 303);
    EXPECT_EQ(opened.header("location"), "/console/");
    const auto session = console().get("/api/v1/admin/session", {{"Cookie", cookie_of(opened)}}).json();
    EXPECT_EQ(session["admin"]["name"], "dev");
    EXPECT_EQ(session["admin"]["role"], "owner");
    EXPECT_EQ(console().get(link.str()).status, 401);
}

TEST_P(Admins, TheHostStaysQuickWhileSomebodyGuesses) {
    std::vector<std::jthread> guessing;
    std::atomic<int> slowed{0};
    for (int i = 0; i < 8; ++i)
        guessing.emplace_back([&] {
            for (int tries = 0; tries < 10; ++tries) slowed += sign_in("ann", "a wrong password").status == 429 ? 1 : 0;
        });
    for (int i = 0; i < 5; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        EXPECT_EQ(console().get("/healthz").status, 200);
        EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(1));
    }
    guessing.clear();
    EXPECT_GE(slowed, 60);
}

TEST_P(Admins, TheApiOfAdminsIsDescribed) {
    const auto paths = console().get("/openapi.json").json()["paths"];
    for (const char* path : {"/api/v1/admin/sessions", "/api/v1/admin/campaigns/{id}/pause", "/api/v1/admin/audit"})
        EXPECT_TRUE(paths.contains(path)) << path;
    EXPECT_FALSE(paths.contains("/api/v1/admin/sessions/open"));
}

}  // namespace
}  // namespace fairground::integration
