#include "http/testing/fair.hpp"

namespace fairground::http {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class OpsApiTest : public Fair {
protected:
    OpsApiTest() {
        add_probe_routes(admin, readiness);
        add_metrics_route(admin, metrics);
        add_description_route(admin, *router, *catalogue, place);
        watch(metrics, *engine, *server);
        listener.start();
    }
    Reply ask(const std::string& path) {
        return Client(listener.port()).ask("GET " + path + " HTTP/1.1\r\nHost: admin\r\n\r\n");
    }

    std::string place = "https://play.example.com";
    Router admin{metrics};
    Server listener{{{"127.0.0.1", 0}, 1, limits}, metrics, [this](Request& request, const Respond& respond) {
                        admin(request, respond);
                    }};
};

TEST_F(OpsApiTest, ReadinessNamesWhatIsMissingAndWhy) {
    readiness.fail("database", "cannot connect");
    EXPECT_EQ(get("/readyz").status, 503);
    EXPECT_EQ(
        get("/readyz").json(),
        json({{"ready", false}, {"checks", {{{"name", "database"}, {"ok", false}, {"reason", "cannot connect"}}}}}));
    readiness.ok("database");
    EXPECT_EQ(get("/readyz").status, 200);
    EXPECT_EQ(ask("/readyz").json()["ready"], true);
    EXPECT_EQ(ask("/healthz").status, 200);
}

TEST_F(OpsApiTest, ADegradedPartIsNamedAndTheHostStaysReady) {
    readiness.ok("database");
    readiness.degraded("campaign open", "quarantined: 3 crashes");
    const Reply reply = get("/readyz");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(
        reply.json()["checks"][0],
        json({{"name", "campaign open"}, {"ok", true}, {"degraded", true}, {"reason", "quarantined: 3 crashes"}}));
}

TEST_F(OpsApiTest, TheFiguresAreOnTheAdminAddressOnly) {
    spin({bearer()});
    const Reply reply = ask("/metrics");
    EXPECT_THAT(
        reply.body,
        HasSubstr(
            "fairground_http_requests_total{route=\"/api/v1/campaigns/{id}/actions/{action}\",status=\"200\"} 1"));
    EXPECT_THAT(reply.body, HasSubstr("fairground_engine_calls_total 12"));
    EXPECT_THAT(reply.body, HasSubstr("fairground_engine_waiting 3"));
    EXPECT_THAT(reply.body, HasSubstr("fairground_admission_limit 40"));
    EXPECT_THAT(reply.body, HasSubstr("fairground_admission_refused_total{reason=\"overload\"} 4"));
    EXPECT_EQ(get("/metrics").status, 404);
    EXPECT_EQ(get("/openapi.json").status, 404);
}

TEST_F(OpsApiTest, TheDescriptionHasEveryRouteThatPlayersCanReachAndNoOther) {
    const json api = ask("/openapi.json").json();
    EXPECT_EQ(api["openapi"], "3.1.0");
    EXPECT_TRUE(api["paths"]["/api/v1/sessions"].contains("post"));
    EXPECT_TRUE(api["paths"]["/api/v1/me/entries"].contains("get"));
    const json& action = api["paths"]["/api/v1/campaigns/open/actions/spin"]["post"];
    EXPECT_EQ(action["tags"], json::array({"open"}));
    EXPECT_TRUE(action["requestBody"]["content"]["application/json"]["schema"].contains("properties"))
        << action.dump(1);
    EXPECT_EQ(action["parameters"], json::array({{{"$ref", "#/components/parameters/IdempotencyKey"}}}));
    EXPECT_TRUE(api["paths"].contains("/api/v1/campaigns/open/views/prizes"));
    EXPECT_FALSE(api["paths"].contains("/api/v1/campaigns/open/actions/adjust"));
    EXPECT_FALSE(api["paths"].contains("/api/v1/campaigns/open/views/report"));
}

}  // namespace
}  // namespace fairground::http
