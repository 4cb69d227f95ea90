#include "admin/host_api.hpp"

#include "admin/gatekeeper.hpp"
#include "admin/testing/front.hpp"
#include "support/temp_dir.hpp"

namespace fairground::admin {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class HostApiTest : public testing::Test {
protected:
    HostApiTest() {
        store->migrate();
        add_host_routes(front.routes, commands);
        front.open();
    }
    http::Reply ask(const std::string& path, const std::string& header) { return front.ask("POST", path, header); }
    static constexpr const char* token = "Authorization: Bearer 0123abcd\r\n";

    std::vector<std::string> reloaded;
    Outcome outcome{true, {{"campaigns", nlohmann::json::array()}, {"took_ms", 3}}, "", ""};
    HostApi commands{[this](const std::string& plugin, const Done& done) {
                         reloaded.push_back(plugin);
                         done(outcome);
                     },
                     [this](const Done& done) { done(outcome); },
                     [this](const Done& done) { done(outcome); },
                     [this](const Done& done) {
                         reloaded.emplace_back("the database");
                         done(outcome);
                     },
                     [this](const Cached& what, const Done& done) {
                         reloaded.push_back(to_text(what));
                         done(outcome);
                     },
                     [this](const Done& done) {
                         reloaded.emplace_back("the config");
                         done(outcome);
                     }};
    test::TempDir folder;
    std::unique_ptr<store::Store> store = store::Store::open({.url = "sqlite:" + (folder / "test.db").string()});
    Logins logins{*store, {}};
    Gatekeeper gatekeeper{"0123abcd", *store, logins};
    Front front{gatekeeper};
};

TEST_F(HostApiTest, WhoeverHasTheTokenMayReload) {
    const auto reply = ask("plugins/fair/reload", token);
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.json(), outcome.body);
    EXPECT_EQ(ask("plugins/reload", token).status, 200);
    EXPECT_EQ(ask("campaigns/reload", token).status, 200);
    EXPECT_EQ(ask("database/reload", token).status, 200);
    EXPECT_EQ(ask("config/reload", token).status, 200);
    EXPECT_THAT(reloaded, ElementsAre("fair", "the database", "the config"));
}

TEST_F(HostApiTest, WhoeverHasTheTokenMayEndWhatIsCached) {
    for (const char* what : {"campaigns/open", "tenants/shop", "players/shop/ann"})
        EXPECT_EQ(ask(std::string("cache/") + what + "/invalidate", token).status, 200);
    EXPECT_THAT(reloaded, ElementsAre("campaign open", "tenant shop", "player shop/ann"));
    EXPECT_EQ(ask("cache/tenants/shop/invalidate", "").code(), "no_admin");
    outcome = {false, {}, "announce", "Redis cannot be reached"};
    const auto refused = ask("cache/tenants/shop/invalidate", token).json();
    EXPECT_EQ(refused["code"], "not_invalidated");
    EXPECT_EQ(refused["step"], "announce");
}

TEST_F(HostApiTest, NobodyElseMay) {
    EXPECT_EQ(ask("plugins/fair/reload", "").code(), "no_admin");
    for (const char* wrong :
         {"Authorization: Bearer 0123abce\r\n", "Authorization: Bearer 0123abc\r\n",
          "Authorization: Bearer 0123abcd0\r\n", "Authorization: Basic 0123abcd\r\n", "Authorization: Bearer\r\n",
          "Authorization: Bearer 0123abcd\r\nAuthorization: Bearer 0123abcd\r\n"}) {
        const auto reply = ask("plugins/fair/reload", wrong);
        EXPECT_EQ(reply.status, 401) << wrong;
        EXPECT_EQ(reply.code(), "bad_admin") << wrong;
    }
    EXPECT_THAT(reloaded, IsEmpty());
}

TEST_F(HostApiTest, ARefusalSaysTheStepAndTheReason) {
    outcome = {false, {}, "describe", "coin.so: crashes in describe"};
    const auto reply = ask("plugins/fair/reload", token);
    EXPECT_EQ(reply.status, 409);
    EXPECT_EQ(reply.code(), "reload_refused");
    EXPECT_EQ(reply.json()["step"], "describe");
    EXPECT_EQ(reply.json()["detail"], "coin.so: crashes in describe");
}

}  // namespace
}  // namespace fairground::admin
