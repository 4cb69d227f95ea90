// What admins see, what they do for players, and what happens to requests that make no sense.
#include "admin/testing/court.hpp"

namespace fairground::admin {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::ElementsAre;

class LooksTest : public Court {
protected:
    const std::string host_token = "Authorization: Bearer 0123abcd\r\n";
    json get(const std::string& path) {
        const auto reply = front.get(path, host_token);
        EXPECT_EQ(reply.status, 200) << path << " " << reply.body;
        return reply.json();
    }
    // Ann of the shop, with some points.
    void meet_ann(std::int64_t points) {
        const auto writer = store->writer();
        auto ann = writer->begin({"shop", {"ann"}, {}}).players.at(0);
        store::Effects effects;
        effects.campaign = 1;
        ++ann.version;
        effects.players = {ann};
        effects.accounts = {{ann.id, "points", points, {}}};
        effects.entries = {{ann.id, "points", ann.version, points, points, "spin", 1, "spin", 1000, {}}};
        ASSERT_EQ(writer->commit(effects), store::Writer::Outcome::committed);
    }
    http::Reply adjust(const json& body) { return post("players/shop/ann/adjust", body, host_token); }
};

TEST_F(LooksTest, TheHostAtAGlance) {
    readiness.ok("database");
    readiness.degraded("campaign wheel", "quarantined: 3 crashes");
    const auto before = ops::CampaignTraffic::Clock::now() - std::chrono::seconds(5);
    for (int i = 0; i < 30; ++i)
        traffic.of("wheel").count(ops::CampaignTraffic::Kind::action,
                                  i % 3 == 0 ? ops::CampaignTraffic::Came::refused : ops::CampaignTraffic::Came::done,
                                  "no_spins_left", std::chrono::milliseconds(2), before);
    const auto overview = get("overview");
    EXPECT_EQ(overview["host"]["version"], "1.2.3");
    EXPECT_EQ(overview["host"]["mode"], "development");
    EXPECT_EQ(overview["ready"],
              (json{{"ready", true}, {"degraded", true}, {"reasons", {"campaign wheel: quarantined: 3 crashes"}}}));
    EXPECT_EQ(overview["campaigns"]["open"], 2);
    EXPECT_EQ(overview["traffic"]["actions_per_s"], 0.5);
    EXPECT_EQ(overview["traffic"]["refusal_share"], 0.333);
    EXPECT_GT(overview["traffic"]["p99_ms"], 1.9);
    const auto wheel = get("campaigns/wheel");
    EXPECT_EQ(wheel["traffic"]["actions"], 30);
    EXPECT_EQ(wheel["traffic"]["actions_per_minute"], 30);
    EXPECT_EQ(wheel["traffic"]["refusals_by_code"], (json{{"no_spins_left", 10}}));
    EXPECT_EQ(wheel["revision"], 1);
    EXPECT_TRUE(wheel["settings"].is_object());
    EXPECT_TRUE(wheel["rollout"].is_null());
    EXPECT_EQ(get("campaigns/other")["traffic"]["actions"], 0);
}

TEST_F(LooksTest, WhatRunsTheCampaigns) {
    const auto plugins = get("plugins")["plugins"];
    const auto fair = std::ranges::find_if(plugins, [](const json& one) { return one["id"] == "fair"; });
    ASSERT_NE(fair, plugins.end());
    EXPECT_EQ((*fair)["campaigns"], json({"wheel", "other"}));
    EXPECT_EQ((*fair)["images"]["live"], 1);
    EXPECT_TRUE(get("jobs")["jobs"].is_array());
    EXPECT_TRUE(get("readiness")["ready"].is_boolean());
    EXPECT_EQ(get("preflight")["ok"], true);
}

TEST_F(LooksTest, AQuarantineIsEndedByWhoSaysWhy) {
    catalogue.find("wheel")->set_quarantined(true);
    EXPECT_EQ(post("campaigns/wheel/release", {{"reason", "mended"}}, host_token).code(), "not_quarantined");
    quarantined.insert("wheel");
    EXPECT_EQ(post("campaigns/wheel/release", {{"reason", "mended"}}, host_token).status, 200);
    EXPECT_FALSE(catalogue.find("wheel")->quarantined());
    EXPECT_THAT(trail(), ElementsAre("host campaign release wheel done",
                                     "host POST campaigns/wheel/release not_quarantined", testing::_, testing::_));
}

TEST_F(LooksTest, ACampaignIsNotResumedOnASchemaThatLacksSomething) {
    post("campaigns/wheel/pause", {{"reason", "x"}}, host_token);
    switches.check_schema = [] { throw std::runtime_error("table entry: missing index"); };
    EXPECT_EQ(post("campaigns/wheel/resume", {{"reason", "x"}}, host_token).code(), "schema_differs");
    EXPECT_TRUE(catalogue.find("wheel")->paused());
}

TEST_F(LooksTest, APlayerIsLookedUpAndHisBalanceCorrectedOnce) {
    EXPECT_EQ(front.get("players/shop/ann", host_token).code(), "no_such_player");
    EXPECT_EQ(adjust({{"currency", "points"}, {"amount", 5}, {"reason", "x"}, {"key", "k"}}).code(), "no_such_player");
    meet_ann(100);
    const auto ann = get("players/shop/ann");
    EXPECT_EQ(ann["accounts"], json::array({{{"currency", "points"}, {"balance", 100}, {"expiring", json::array()}}}));
    EXPECT_EQ(ann["campaigns"][0]["id"], "wheel");

    const json correction{{"currency", "points"}, {"amount", -30}, {"reason", "double credit"}, {"key", "case-17"}};
    EXPECT_EQ(adjust(correction).json(), (json{{"balance", 70}, {"replayed", false}}));
    EXPECT_EQ(adjust(correction).json(), (json{{"balance", 70}, {"replayed", true}}));
    auto other = correction;
    other["amount"] = -31;
    EXPECT_EQ(adjust(other).code(), "idempotency_key_reused");
    EXPECT_EQ(adjust({{"currency", "points"}, {"amount", -71}, {"reason", "x"}, {"key", "k2"}}).code(),
              "balance_too_low");
    const auto entries = get("players/shop/ann/entries?currency=points")["entries"];
    ASSERT_EQ(entries.size(), 2u);
    EXPECT_EQ(entries[0]["reason"], "double credit");
    EXPECT_EQ(entries[0]["balance_after"], 70);
    EXPECT_TRUE(entries[0]["campaign"].is_null());
    EXPECT_THAT(trail(), Contains("host player adjust ann done").Times(1));
    const auto line = get("audit?admin=host")["entries"];
    EXPECT_EQ(line[0]["outcome"], "balance_too_low");
    EXPECT_TRUE(store->recount(10).empty());
}

TEST_F(LooksTest, StockOfACampaignWithoutAnyIsEmpty) {
    const auto stock = get("campaigns/wheel/stock");
    EXPECT_TRUE(stock["items"].is_array());
    EXPECT_TRUE(stock["cost"]["currency"].is_null());
}

// Each has an error of its own, and none is our fault.
TEST_F(LooksTest, RequestsThatMakeNoSenseAreToldWhy) {
    meet_ann(1);
    const json fine{{"currency", "points"}, {"amount", 5}, {"reason", "x"}, {"key", "k"}};
    const auto with = [&](const char* member, const json& value) {
        json body = fine;
        body[member] = value;
        return body.dump();
    };
    const struct {
        std::string path, body, code;
    } all[] = {
        {"campaigns/wheel/pause", "", "bad_member"},
        {"campaigns/wheel/pause", "{}", "bad_member"},
        {"campaigns/wheel/pause", "[]", "body_not_an_object"},
        {"campaigns/wheel/pause", "{", "body_not_json"},
        {"campaigns/wheel/pause", R"({"reason":"a","reason":"b"})", "body_duplicate_key"},
        {"campaigns/wheel/pause", R"({"reason":1})", "bad_member"},
        {"campaigns/wheel/pause", R"({"reason":""})", "bad_member"},
        {"campaigns/wheel/pause", R"({"reason":"a\u0000b"})", "bad_member"},
        {"campaigns/wheel/pause", json{{"reason", std::string(501, 'x')}}.dump(), "bad_member"},
        {"campaigns/wheel/pause", R"({"reason":"a","forever":true})", "unknown_member"},
        {"campaigns/wheel/pause", R"({"reason":{"a":{"b":{"c":{"d":1}}}}})", "body_too_deep"},
        {"campaigns/nothing/pause", R"({"reason":"a"})", "no_such_campaign"},
        {"campaigns/%F0%9F%98%80/pause", R"({"reason":"a"})", "no_such_campaign"},
        {"sessions", "{}", "bad_member"},
        {"sessions", R"({"name":"olga","password":null})", "bad_member"},
        {"sessions", R"({"name":"olga","password":"x","remember":true})", "unknown_member"},
        {"session/totp", "{}", "no_login"},
        {"session/totp/confirm", R"({"totp":123456})", "bad_member"},
        {"admins", R"({"name":"a b","role":"owner","password":"123456789012"})", "bad_name"},
        {"admins", R"({"name":"host","role":"owner","password":"123456789012"})", "bad_name"},
        {"admins", R"({"name":"ab","role":"king","password":"123456789012"})", "bad_role"},
        {"admins", R"({"name":"ab","role":"owner","password":"12345678901"})", "weak_password"},
        {"admins",
         R"({"name":"ab","role":"owner","tenant":"123456789012345678901234567890123","password":"123456789012"})",
         "bad_tenant"},
        {"players/shop/ann/adjust", with("amount", 0), "bad_member"},
        {"players/shop/ann/adjust", with("amount", 1.5), "bad_member"},
        {"players/shop/ann/adjust", with("amount", "5"), "bad_member"},
        {"players/shop/ann/adjust", R"({"currency":"points","amount":9223372036854775808,"reason":"x","key":"k"})",
         "bad_member"},
        {"players/shop/ann/adjust", with("amount", std::numeric_limits<std::int64_t>::min()), "bad_member"},
        {"players/shop/ann/adjust", with("amount", std::numeric_limits<std::int64_t>::max()), "balance_too_high"},
        {"players/shop/ann/adjust", with("key", "a b"), "bad_member"},
        {"players/shop/ann/adjust", with("reason", std::string(65, 'x')), "bad_member"},
        {"players/shop/ann/adjust", with("currency", nullptr), "bad_member"},
        {"players/shop/" + std::string(80, 'x') + "/adjust", fine.dump(), "no_such_player"},
    };
    for (const auto& one : all) {
        const auto reply = front.ask("POST", one.path, host_token, one.body);
        EXPECT_LT(reply.status, 500) << one.path << " " << one.body;
        EXPECT_EQ(reply.code(), one.code) << one.path << " " << one.body << ": " << reply.body;
    }
    EXPECT_EQ(front.get("players/shop/ann/entries", host_token).code(), "bad_currency");
    EXPECT_EQ(front.ask("PUT", "campaigns/wheel/pause", host_token).code(), "method_not_allowed");
}

}  // namespace
}  // namespace fairground::admin
