#include "http/admin_api.hpp"

#include "http/testing/fair.hpp"

namespace fairground::http {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class AdminApiTest : public Fair {
protected:
    AdminApiTest() {
        add_admin_routes(admin, commands);
        listener.start();
    }
    Reply ask(const std::string& path, const std::string& header) {
        return Client(listener.port())
            .ask("POST " + path + " HTTP/1.1\r\nHost: admin\r\nContent-Length: 0\r\n" + header + "\r\n");
    }
    static constexpr const char* token = "Authorization: Bearer 0123abcd\r\n";

    std::vector<std::string> reloaded;
    AdminOutcome outcome{true, {{"campaigns", nlohmann::json::array()}}, "", ""};
    AdminApi commands{"0123abcd",
                      [this](const std::string& plugin, const AdminDone& done) {
                          reloaded.push_back(plugin);
                          done(outcome);
                      },
                      [this](const AdminDone& done) { done(outcome); },
                      [this](const AdminDone& done) { done(outcome); },
                      [this](const AdminDone& done) {
                          reloaded.emplace_back("the database");
                          done(outcome);
                      },
                      [this](const Cached& what, const AdminDone& done) {
                          reloaded.push_back(to_text(what));
                          done(outcome);
                      },
                      [this](const AdminDone& done) {
                          reloaded.emplace_back("the config");
                          done(outcome);
                      }};
    Router admin{metrics};
    Server listener{{{"127.0.0.1", 0}, 1, limits}, metrics, [this](Request& request, const Respond& respond) {
                        admin(request, respond);
                    }};
};

TEST_F(AdminApiTest, WhoeverHasTheTokenMayReload) {
    const Reply reply = ask("/api/v1/admin/plugins/fair/reload", token);
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.json(), outcome.body);
    EXPECT_EQ(ask("/api/v1/admin/plugins/reload", token).status, 200);
    EXPECT_EQ(ask("/api/v1/admin/campaigns/reload", token).status, 200);
    EXPECT_EQ(ask("/api/v1/admin/database/reload", token).status, 200);
    EXPECT_EQ(ask("/api/v1/admin/config/reload", token).status, 200);
    EXPECT_THAT(reloaded, ElementsAre("fair", "the database", "the config"));
}

TEST_F(AdminApiTest, WhoeverHasTheTokenMayEndWhatIsCached) {
    for (const char* what : {"campaigns/open", "tenants/shop", "players/shop/ann"})
        EXPECT_EQ(ask(std::string("/api/v1/admin/cache/") + what + "/invalidate", token).status, 200);
    EXPECT_THAT(reloaded, ElementsAre("campaign open", "tenant shop", "player shop/ann"));
    EXPECT_EQ(ask("/api/v1/admin/cache/tenants/shop/invalidate", "").json()["code"], "no_admin");
    outcome = {false, {}, "announce", "Redis cannot be reached"};
    const auto refused = ask("/api/v1/admin/cache/tenants/shop/invalidate", token).json();
    EXPECT_EQ(refused["code"], "not_invalidated");
    EXPECT_EQ(refused["step"], "announce");
}

TEST_F(AdminApiTest, NobodyElseMay) {
    EXPECT_EQ(ask("/api/v1/admin/plugins/fair/reload", "").json()["code"], "no_admin");
    for (const char* wrong :
         {"Authorization: Bearer 0123abce\r\n", "Authorization: Bearer 0123abc\r\n",
          "Authorization: Bearer 0123abcd0\r\n", "Authorization: Basic 0123abcd\r\n", "Authorization: Bearer\r\n",
          "Authorization: Bearer 0123abcd\r\nAuthorization: Bearer 0123abcd\r\n"}) {
        const Reply reply = ask("/api/v1/admin/plugins/fair/reload", wrong);
        EXPECT_EQ(reply.status, 401) << wrong;
        EXPECT_EQ(reply.json()["code"], "bad_admin") << wrong;
    }
    EXPECT_THAT(reloaded, IsEmpty());
}

TEST_F(AdminApiTest, ARefusalSaysTheStepAndTheReason) {
    outcome = {false, {}, "describe", "coin.so: crashes in describe"};
    const Reply reply = ask("/api/v1/admin/plugins/fair/reload", token);
    EXPECT_EQ(reply.status, 409);
    EXPECT_EQ(reply.json()["code"], "reload_refused");
    EXPECT_EQ(reply.json()["step"], "describe");
    EXPECT_EQ(reply.json()["detail"], "coin.so: crashes in describe");
}

}  // namespace
}  // namespace fairground::http
