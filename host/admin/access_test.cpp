// Signing in, what it opens, and what does not.
#include "admin/testing/court.hpp"
#include "auth/sealed.hpp"
#include "auth/totp.hpp"

namespace fairground::admin {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class AccessTest : public Court {};

TEST_F(AccessTest, AnAdminSignsInPausesAndIsInTheTrail) {
    add_admin("otto", "operator");
    const auto reply = sign_in({{"name", "otto"}, {"password", password}});
    ASSERT_EQ(reply.status, 201) << reply.body;
    EXPECT_EQ(reply.json()["admin"], (nlohmann::json{{"name", "otto"}, {"role", "operator"}, {"tenant", nullptr}}));
    EXPECT_THAT(reply.header("set-cookie"), HasSubstr("; HttpOnly; SameSite=Strict"));
    const auto otto = browser_of("otto");
    EXPECT_EQ(front.get("session", otto.reading()).json()["csrf"], otto.csrf);

    const auto paused = post("campaigns/wheel/pause", {{"reason", "wrong prize"}}, otto.writing());
    EXPECT_EQ(paused.status, 200) << paused.body;
    EXPECT_EQ(paused.json(), (nlohmann::json{{"id", "wheel"}, {"paused", true}}));
    EXPECT_EQ(front.get("campaigns/wheel", otto.reading()).json()["status"], "paused");
    const auto entry = front.get("audit?campaign=wheel", otto.reading()).json()["entries"][0];
    EXPECT_EQ(entry["admin"], "otto");
    EXPECT_EQ(entry["action"], "campaign pause");
    EXPECT_EQ(entry["from"], "127.0.0.1");
    EXPECT_EQ(entry["detail"], (nlohmann::json{{"reason", "wrong prize"}}));
    EXPECT_EQ(entry["before"], (nlohmann::json{{"paused", false}}));
    EXPECT_EQ(entry["after"], (nlohmann::json{{"paused", true}}));
    EXPECT_EQ(post("campaigns/wheel/resume", {{"reason", "mended"}}, otto.writing()).status, 200);
    EXPECT_EQ(front.get("campaigns/wheel", otto.reading()).json()["status"], "open");

    EXPECT_EQ(front.ask("DELETE", "session", otto.writing()).status, 204);
    EXPECT_EQ(front.get("session", otto.reading()).code(), "session_expired");
    EXPECT_THAT(trail(), ElementsAre("otto logout console done", "otto campaign resume wheel done",
                                     "otto campaign pause wheel done", "otto login console done",
                                     "otto login console done", testing::_, testing::_, testing::_));
}

TEST_F(AccessTest, WhoGuessesIsSlowedDownWhateverTheName) {
    for (const char* name : {"olga", "nobody"}) {
        int refused = 0;
        http::Reply last;
        for (int tries = 0; tries < 8 && last.status != 429; ++tries, ++refused)
            last =
                sign_in({{"name", name}, {"password", "wrong password"}}, name[0] == 'o' ? "127.0.0.2" : "127.0.0.3");
        EXPECT_EQ(refused, 5) << name;
        EXPECT_EQ(last.status, 429) << name;
        EXPECT_EQ(last.code(), "too_many_logins");
        EXPECT_GE(std::stoi(last.header("retry-after")), 1);
    }
    EXPECT_EQ(sign_in({{"name", "olga"}, {"password", password}}, "127.0.0.4").status, 429)
        << "guessing from many addresses is slowed down too";
    EXPECT_EQ(store->admins()->find("olga")->failed, 4);
    EXPECT_THAT(trail(), Contains("olga login console bad_login").Times(4));
    EXPECT_THAT(trail(), Contains("unknown login console bad_login").Times(4));
}

TEST_F(AccessTest, ManyNamesFromOneAddressAreSlowedDown) {
    int refused = 0;
    while (refused < 10 &&
           sign_in({{"name", "name" + std::to_string(refused)}, {"password", "wrong"}}, "127.0.0.5").status == 401)
        ++refused;
    EXPECT_EQ(refused, 6);
}

TEST_F(AccessTest, LoginsThatSucceedDoNotCount) {
    for (int i = 0; i < 7; ++i) browser_of("olga");
}

TEST_F(AccessTest, WhatIsWrongWithALoginIsNotTold) {
    add_admin("gone", "owner");
    store->admins()->disable("gone", 1, {});
    const auto wrong = sign_in({{"name", "olga"}, {"password", "wrong password"}});
    for (const char* name : {"nobody", "gone", "../../etc", "dev"}) {
        const auto reply = sign_in({{"name", name}, {"password", password}}, "127.0.0.2");
        EXPECT_EQ(reply.status, 401);
        EXPECT_EQ(reply.json()["detail"], wrong.json()["detail"]) << name;
    }
}

// A page elsewhere can make a browser send the cookie, and nothing more.
TEST_F(AccessTest, TheCookieAloneChangesNothing) {
    const auto olga = browser_of("olga");
    for (const std::string& header : {std::string(), std::string("Fairground-CSRF: guess\r\n"),
                                      "Fairground-CSRF: " + browser_of("olga").csrf + "\r\n"}) {
        const auto reply = post("campaigns/wheel/pause", {{"reason", "x"}}, olga.reading() + header);
        EXPECT_EQ(reply.status, 403);
        EXPECT_EQ(reply.code(), "bad_csrf") << header;
    }
    EXPECT_EQ(front.get("campaigns/wheel", olga.reading()).json()["status"], "open");
    EXPECT_THAT(trail(), Contains("olga POST campaigns/wheel/pause bad_csrf").Times(3));
    EXPECT_EQ(front.ask("POST", "sessions", "Content-Type: text/plain\r\n", R"({"name":"olga","password":"x"})").status,
              415)
        << "a form cannot sign anybody in";
    EXPECT_EQ(front.get("session", "Cookie: a=b; " + olga.cookie + "; " + olga.cookie + "\r\n").code(), "bad_header");
}

TEST_F(AccessTest, ARoleOpensWhatItSays) {
    const auto viewer = token_of("viewer"), operating = token_of("operator");
    EXPECT_EQ(front.get("campaigns", viewer).status, 200);
    const auto refused = post("campaigns/wheel/pause", {{"reason", "x"}}, viewer);
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(refused.code(), "role_needed");
    EXPECT_THAT(refused.json()["detail"].get<std::string>(), HasSubstr("operator"));
    EXPECT_EQ(post("campaigns/wheel/pause", {{"reason", "x"}}, operating).status, 200);
    EXPECT_EQ(front.get("admins", operating).code(), "role_needed");
    EXPECT_EQ(front.get("admins", token_of("owner")).status, 200);
    EXPECT_THAT(trail(), Contains("token/viewer POST campaigns/wheel/pause role_needed"));
    EXPECT_THAT(trail(), Contains("token/operator campaign pause wheel done"));
}

TEST_F(AccessTest, ATokenEndsWhenItIsRevokedOrOver) {
    const auto key = auth::new_api_key(auth::admin_mark);
    const auto header = "Authorization: Bearer " + key + "\r\n";
    const auto id = store->tokens()->add({.hash = auth::hash_of_api_key(key),
                                          .partner = "ci",
                                          .expires = (now + 1h).time_since_epoch().count(),
                                          .role = "viewer"});
    EXPECT_EQ(front.get("overview", header).status, 200);
    now += 1h;
    EXPECT_EQ(front.get("overview", header).code(), "session_expired");
    now -= 1h;
    store->tokens()->revoke(id, 1);
    EXPECT_EQ(front.get("overview", header).code(), "bad_admin");
    const auto partner = auth::new_api_key();
    store->tokens()->add({.hash = auth::hash_of_api_key(partner), .partner = "p", .tenant = "shop"});
    EXPECT_EQ(front.get("overview", "Authorization: Bearer " + partner + "\r\n").code(), "bad_admin");
}

TEST_F(AccessTest, AnAdminOfATenantSeesAndTouchesOnlyThat) {
    add_admin("anna", "owner", "shop");
    const auto anna = browser_of("anna");
    const auto campaigns = front.get("campaigns", anna.reading()).json()["campaigns"];
    ASSERT_EQ(campaigns.size(), 1u);
    EXPECT_EQ(campaigns[0]["id"], "wheel");
    EXPECT_EQ(front.get("overview", anna.reading()).json()["campaigns"]["open"], 1);
    readiness.degraded("campaign other", "quarantined");
    EXPECT_EQ(front.get("readiness", anna.reading()).json()["reasons"].size(), 0u);
    EXPECT_EQ(front.get("campaigns/other", anna.reading()).code(), "no_such_campaign");
    EXPECT_EQ(post("campaigns/other/pause", {{"reason", "x"}}, anna.writing()).code(), "no_such_campaign");
    EXPECT_EQ(front.get("campaigns/other/stock", anna.reading()).code(), "no_such_campaign");
    EXPECT_EQ(front.get("players/bank/bob", anna.reading()).code(), "other_tenant");
    EXPECT_EQ(front.get("preflight", anna.reading()).code(), "other_tenant") << "that is of the whole host";
    EXPECT_EQ(post("campaigns/wheel/pause", {{"reason", "x"}}, anna.writing()).status, 200);
    const auto trail = front.get("audit", anna.reading()).json();
    EXPECT_GT(trail["entries"].size(), 2u);
    for (const auto& entry : trail["entries"]) EXPECT_EQ(entry["tenant"], "shop") << entry;
    EXPECT_THAT(front.get("audit/export", anna.reading()).body,
                testing::AllOf(Not(HasSubstr("olga")), HasSubstr("POST")))
        << "what she was refused is hers to see";
    const nlohmann::json boss{{"name", "boss"}, {"role", "owner"}, {"password", password}};
    EXPECT_EQ(post("admins", boss, anna.writing()).code(), "other_tenant") << "nobody gives more than he has";
    EXPECT_EQ(post("admins/olga/disable", {}, anna.writing()).code(), "no_such_admin");
    EXPECT_EQ(front.get("admins", anna.reading()).json()["admins"].size(), 1u);
}

TEST_F(AccessTest, ASessionEndsAfterAnIdleHourAndAfterHalfADay) {
    const auto olga = browser_of("olga");
    for (int i = 0; i < 13; ++i) {
        EXPECT_EQ(front.get("session", olga.reading()).status, 200) << i;
        now += 55min;
    }
    now += 10min;
    EXPECT_EQ(front.get("session", olga.reading()).code(), "session_expired") << "12 hours are over";
    const auto again = browser_of("olga");
    now += 61min;
    EXPECT_EQ(front.get("session", again.reading()).code(), "session_expired");
}

TEST_F(AccessTest, APageThatOnlyLooksByItselfKeepsNobodySignedIn) {
    const auto olga = browser_of("olga");
    const auto polling = olga.reading() + "Fairground-Poll: 1\r\n";
    const auto ends = front.get("session", olga.reading()).json()["expires_at"];
    for (int i = 0; i < 5; ++i) {
        now += 11min;
        EXPECT_EQ(front.get("overview", polling).status, 200) << i;
        EXPECT_EQ(front.get("session", polling).json()["expires_at"], ends);
    }
    now += 6min;
    EXPECT_EQ(front.get("overview", polling).code(), "session_expired");
    const auto again = browser_of("olga");
    now += 55min;
    EXPECT_EQ(post("campaigns/wheel/pause", {{"reason", "x"}}, again.writing() + "Fairground-Poll: 1\r\n").status, 200);
    now += 55min;
    EXPECT_EQ(front.get("overview", again.reading()).status, 200) << "whoever changes something is there";
}

TEST_F(AccessTest, AnotherPasswordEndsTheOtherLogins) {
    const auto here = browser_of("olga"), elsewhere = browser_of("olga");
    const auto change = [&](const std::string& old, const std::string& fresh) {
        return post("session/password", {{"old", old}, {"new", fresh}}, here.writing());
    };
    EXPECT_EQ(change("wrong", "another good password").code(), "bad_password");
    EXPECT_EQ(change(password, "short").code(), "weak_password");
    EXPECT_EQ(change(password, "another good password").status, 200);
    EXPECT_EQ(front.get("session", here.reading()).status, 200);
    EXPECT_EQ(front.get("session", elsewhere.reading()).code(), "session_expired");
    EXPECT_EQ(sign_in({{"name", "olga"}, {"password", password}}).code(), "bad_login");
    EXPECT_EQ(post("session/password", {{"old", "a"}, {"new", "b"}}, token_of("owner")).code(), "no_login");
}

TEST_F(AccessTest, TheSecondFactorIsAskedForOnceItIsConfirmedAndEachCodeOpensOnce) {
    const auto olga = browser_of("olga");
    const auto proposed = post("session/totp", nlohmann::json::object(), olga.writing()).json();
    EXPECT_THAT(proposed["uri"].get<std::string>(), HasSubstr(proposed["secret"].get<std::string>()));
    browser_of("olga");  // not asked for yet
    const auto row = store->admins()->find("olga");
    EXPECT_THAT(*row->totp_pending, Not(HasSubstr(proposed["secret"].get<std::string>()))) << "sealed";
    const auto secret = *auth::unseal(*row->totp_pending, {1, 2, 3});
    const auto code = [&] {
        return auth::totp_code(secret, auth::totp_step(std::chrono::floor<std::chrono::seconds>(now)));
    };
    EXPECT_EQ(post("session/totp/confirm", {{"totp", "000000"}}, olga.writing()).code(), "bad_totp");
    EXPECT_EQ(post("session/totp/confirm", {{"totp", code()}}, olga.writing()).status, 200);

    EXPECT_EQ(sign_in({{"name", "olga"}, {"password", password}}).code(), "totp_needed");
    EXPECT_EQ(sign_in({{"name", "olga"}, {"password", password}, {"totp", code()}}).code(), "bad_login")
        << "that code confirmed it";
    now += 30s;
    const nlohmann::json whole{{"name", "olga"}, {"password", password}, {"totp", code()}};
    EXPECT_EQ(sign_in({{"name", "olga"}, {"password", "wrong"}, {"totp", code()}}).code(), "bad_login");
    EXPECT_EQ(sign_in(whole).status, 201);
    EXPECT_EQ(sign_in(whole).code(), "bad_login") << "a code that somebody looked at is worth nothing";
    store->admins()->reset_totp("olga", {});
    EXPECT_EQ(sign_in({{"name", "olga"}, {"password", password}}).status, 201);
}

TEST_F(AccessTest, ASecondFactorIsReplacedWithThePasswordOnly) {
    const auto olga = browser_of("olga");
    const auto propose = [&](const nlohmann::json& body) { return post("session/totp", body, olga.writing()); };
    EXPECT_EQ(propose(nlohmann::json::object()).status, 200) << "the first one";
    const auto secret = *auth::unseal(*store->admins()->find("olga")->totp_pending, {1, 2, 3});
    const auto code = auth::totp_code(secret, auth::totp_step(std::chrono::floor<std::chrono::seconds>(now)));
    ASSERT_EQ(post("session/totp/confirm", {{"totp", code}}, olga.writing()).status, 200);

    EXPECT_EQ(propose(nlohmann::json::object()).code(), "bad_password");
    EXPECT_EQ(propose({{"password", "a wrong password"}}).code(), "bad_password");
    EXPECT_FALSE(store->admins()->find("olga")->totp_pending);
    EXPECT_EQ(propose({{"password", password}}).status, 200);
    EXPECT_TRUE(store->admins()->find("olga")->totp_pending);
}

TEST_F(AccessTest, AnOwnerMakesAndDisablesAdmins) {
    const auto olga = browser_of("olga");
    const nlohmann::json anna{{"name", "anna"}, {"role", "operator"}, {"tenant", "shop"}, {"password", password}};
    EXPECT_EQ(post("admins", anna, olga.writing()).status, 201);
    EXPECT_EQ(post("admins", anna, olga.writing()).code(), "name_taken");
    const auto browser = browser_of("anna");
    EXPECT_EQ(post("admins/anna/disable", {}, olga.writing()).status, 200);
    EXPECT_EQ(front.get("session", browser.reading()).code(), "session_expired");
    EXPECT_EQ(post("admins/nobody/disable", {}, olga.writing()).code(), "no_such_admin");
    EXPECT_THAT(trail(), Contains("olga admin create anna done"));
    EXPECT_THAT(trail(), Contains("olga admin disable anna done"));
    EXPECT_THAT(trail(), Contains("olga POST admins name_taken"));
}

TEST_F(AccessTest, TheLinkOfADevelopmentHostOpensOnce) {
    const auto path = dev_door.path().substr(std::string("/api/v1/admin/").size());
    EXPECT_EQ(front.get("sessions/open?code=wrong").code(), "bad_login");
    const auto opened = front.get(path);
    EXPECT_EQ(opened.status, 303);
    EXPECT_EQ(opened.header("location"), "/console/");
    const auto cookie = opened.header("set-cookie");
    const auto session = front.get("session", "Cookie: " + cookie.substr(0, cookie.find(';')) + "\r\n").json();
    EXPECT_EQ(session["admin"]["name"], "dev");
    EXPECT_EQ(front.get(path).code(), "bad_login");
}

TEST_F(AccessTest, TheTrailIsReadInPages) {
    const auto host = std::string("Authorization: Bearer 0123abcd\r\n");
    for (int i = 0; i < 3; ++i) post("campaigns/wheel/pause", {{"reason", std::to_string(i)}}, host);
    const auto first = front.get("audit?limit=2&campaign=wheel", host).json();
    ASSERT_EQ(first["entries"].size(), 2u);
    EXPECT_EQ(first["entries"][0]["detail"]["reason"], "2");
    const auto rest = front.get("audit?limit=2&campaign=wheel&after=" + first["next"].get<std::string>(), host).json();
    ASSERT_EQ(rest["entries"].size(), 1u);
    EXPECT_EQ(rest["entries"][0]["detail"]["reason"], "0");
    EXPECT_TRUE(rest["next"].is_null());
    const auto all = front.get("audit/export", host);
    EXPECT_EQ(all.header("content-type"), "application/x-ndjson");
    EXPECT_EQ(std::ranges::count(all.body, '\n'), static_cast<std::ptrdiff_t>(trail().size()));
    EXPECT_EQ(front.get("audit?after=x", host).code(), "bad_cursor");
    EXPECT_EQ(front.get("audit?limit=0", host).code(), "bad_limit");
}

}  // namespace
}  // namespace fairground::admin
