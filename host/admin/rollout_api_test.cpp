// The routes of revisions and rollout, as a console asks them.
#include "admin/rollout_api.hpp"

#include "admin/testing/front.hpp"
#include "simulate/simulate.hpp"
#include "store/store.hpp"
#include "support/temp_dir.hpp"

namespace fairground::admin {
namespace {

using nlohmann::json;
using testing::HasSubstr;

// Lets everybody in, as whom he says he is.
class Door final : public Access {
public:
    Caller require(http::Request& request, Role, std::string_view) override {
        Caller caller{std::string(request.header("Who")), role, std::nullopt, "here", false};
        if (!tenant.empty()) caller.tenant = tenant;
        return caller;
    }
    void audit(const AuditEntry& entry) noexcept override { trail.push_back(entry); }

    Role role = Role::owner;
    std::string tenant;
    std::vector<AuditEntry> trail;
};

class RolloutApiTest : public testing::Test {
protected:
    RolloutApiTest() {
        add_rollout_routes(front.routes, api);
        front.open();
    }
    static std::string coin(const std::string& side) {
        return "id: spring\nplugin: coin\nsettings: {sides: [{id: " + side + "}]}\n";
    }
    json ask(const std::string& method, const std::string& path, const json& body = nullptr, int status = 200) {
        const auto reply = front.ask(method, path, "Who: " + who + "\r\nContent-Type: application/json\r\n",
                                     body.is_null() ? "" : body.dump());
        EXPECT_EQ(reply.status, status) << reply.body;
        return json::parse(reply.body, nullptr, false);
    }

    // With something of everything that a report may tell.
    static simulate::Report report_of(const std::string& campaign, std::uint32_t players) {
        simulate::Report report{.campaign = campaign, .plugin = "coin/1.0.0", .first_day = 20260301};
        report.crowd.players = players;
        report.cost_unit = "CNY";
        report.cost.mean = 12.5;
        report.cost_by_day.resize(2);
        report.answers.refused["no_spins_left"] = 3;
        report.answers.faults = 2;
        report.things = {{.id = "plain"}, {.id = "dear", .odds = simulate::OddsLine{}, .stock = 5, .unit_cost = 2.5}};
        report.things[1].runs_sold_out = 1;
        report.currencies.emplace_back();
        report.coupons.emplace_back();
        report.notes.emplace_back("a note");
        return report;
    }

    std::string who = "ann";
    test::TempDir folder;
    std::unique_ptr<store::Store> store = [this] {
        store::Options options;
        options.url = "sqlite:" + (folder / "store.db").string();
        auto opened = store::Store::open(options);
        opened->migrate();
        return opened;
    }();
    plugin::Shelf shelf{ADMIN_TEST_COINS, folder / "images"};
    campaign::Catalogue catalogue =
        campaign::Catalogue::load({config::parse_campaign(coin("head"), "spring.yaml")}, shelf, *store);
    rollout::Releases releases{*store, catalogue, shelf, {"dev", {}}, [this] { catalogue.follow(shelf, *store); }};
    RolloutApi api{releases,
                   [](const rollout::StandingView&, std::int64_t) {
                       return std::vector<rollout::Finding>{{"error_rate", 0.1, 0.2, rollout::Verdict::ok, "fine"}};
                   },
                   [](const config::CampaignFile& file, std::uint32_t players, std::uint32_t) {
                       return simulate::to_json(report_of(file.id, players));
                   }};
    Door door;
    Front front{door};
};

TEST_F(RolloutApiTest, ARevisionIsCheckedPublishedComparedWidenedAndTakenBack) {
    EXPECT_EQ(ask("POST", "check", {{"yaml", coin("edge")}})["problems"], json::array());
    const auto made = ask("POST", "revisions", {{"yaml", coin("edge")}, {"note", "better"}, {"publish", "none"}}, 201);
    EXPECT_EQ(made["number"], 2);
    EXPECT_EQ(made["state"], "approved");
    EXPECT_EQ(made["author"], "ann");
    EXPECT_EQ(made["source"], "console");
    EXPECT_EQ(ask("GET", "campaigns/spring/revisions/2")["yaml"], coin("edge"));
    const auto diff = ask("GET", "campaigns/spring/diff?from=1&to=2");
    ASSERT_EQ(diff["changes"].size(), 1u);
    EXPECT_EQ(diff["changes"][0]["path"], "settings.sides[0].id");
    EXPECT_EQ(diff["changes"][0]["after"], "edge");
    EXPECT_EQ(ask("GET", "campaigns/spring/rollout"), json());

    const auto wide = ask("PUT", "campaigns/spring/rollout", {{"revision", 2}, {"share", 0.25}});
    EXPECT_EQ(wide["rollout"]["share"], 0.25);
    EXPECT_TRUE(wide.contains("took_ms"));
    const auto rollout = ask("GET", "campaigns/spring/rollout");
    EXPECT_EQ(rollout["state"], "holding");
    EXPECT_EQ(rollout["base"], 1);
    EXPECT_EQ(rollout["guards"][0]["verdict"], "ok");
    EXPECT_EQ(rollout["history"].size(), 1u);
    json campaigns{{{"id", "spring"}}, {{"id", "gone"}}};
    add_rollouts(releases, campaigns);
    EXPECT_EQ(campaigns[0]["rollout"]["share"], 0.25);
    EXPECT_EQ(campaigns[0]["waiting"], 0);
    EXPECT_FALSE(campaigns[1].contains("rollout"));

    EXPECT_EQ(ask("POST", "campaigns/spring/rollback", {{"reason", "no"}})["rollout"]["state"], "rolled_back");
    EXPECT_EQ(ask("GET", "campaigns/spring/revisions")["revisions"][0]["state"], "retired");
    EXPECT_EQ(ask("POST", "campaigns/spring/kill", {{"reason", "no"}})["killed"], true);
    EXPECT_EQ(ask("POST", "campaigns/spring/unkill", {{"reason", "yes"}})["killed"], false);
}

TEST_F(RolloutApiTest, EveryChangeIsInTheTrailWithBeforeAndAfterAndEveryRefusalWithItsCode) {
    ask("POST", "revisions", {{"yaml", coin("edge")}, {"publish", "all"}}, 201);
    ask("POST", "campaigns/spring/rollback", {{"reason", "no"}});
    ask("POST", "campaigns/spring/rollback", {{"reason", "no"}, {"to", 9}}, 404);
    ASSERT_EQ(door.trail.size(), 3u);
    EXPECT_EQ(door.trail[0].action, "publish");
    EXPECT_EQ(door.trail[1].action, "rollback");
    EXPECT_EQ(door.trail[1].before["live"], 2);
    EXPECT_EQ(door.trail[1].after["live"], 1);
    EXPECT_EQ(door.trail[1].who.name, "ann");
    EXPECT_EQ(door.trail[2].outcome, "no_such_revision");
}

TEST_F(RolloutApiTest, WhatIsWrongWithACampaignComesWithItsPlaces) {
    const auto refused =
        ask("POST", "revisions", {{"yaml", "id: spring\nplugin: coin\nsettings: {sides: none}\n"}}, 422);
    EXPECT_EQ(refused["code"], "invalid_campaign");
    EXPECT_EQ(refused["problems"][0]["line"], 3);
    EXPECT_EQ(refused["problems"][0]["severity"], "error");
    EXPECT_EQ(ask("POST", "check", {{"yaml", "id: [\n"}})["problems"].size(), 1u);
}

TEST_F(RolloutApiTest, SaysWhatIsWrongWithAQuestion) {
    EXPECT_EQ(ask("POST", "revisions", {{"note", "x"}}, 400)["detail"], "yaml: expected a text, found none");
    EXPECT_EQ(ask("PUT", "campaigns/spring/rollout", {{"revision", 1}, {"share", 7}}, 400)["code"], "bad_share");
    EXPECT_THAT(
        ask("PUT", "campaigns/spring/rollout", {{"revision", 1}, {"share", 0.00001}}, 400)["detail"].get<std::string>(),
        HasSubstr("steps of 0.0001"));
    EXPECT_EQ(ask("GET", "campaigns/winter/rollout", nullptr, 404)["code"], "no_such_campaign");
    EXPECT_EQ(ask("GET", "campaigns/spring/revisions/x", nullptr, 400)["code"], "bad_number");
    EXPECT_EQ(ask("PUT", "campaigns/spring/rollout", {{"revision", 2}, {"plan", json::object()}}, 404)["code"],
              "no_such_revision");
}

TEST_F(RolloutApiTest, WhoIsLimitedToATenantTouchesNoOther) {
    door.tenant = "bank";
    EXPECT_EQ(ask("GET", "campaigns/spring/revisions", nullptr, 403)["code"], "other_tenant");
    EXPECT_EQ(ask("POST", "revisions", {{"yaml", coin("edge")}}, 403)["code"], "other_tenant");
}

TEST_F(RolloutApiTest, AnEmergencyNeedsARole) {
    door.role = Role::operating;
    EXPECT_EQ(ask("POST", "revisions", {{"yaml", coin("edge")}, {"emergency", true}}, 403)["code"], "role_needed");
    door.role = Role::approver;
    ask("POST", "revisions", {{"yaml", coin("edge")}, {"emergency", true}, {"publish", "all"}}, 201);
    EXPECT_EQ(door.trail.back().action, "emergency publish");
}

TEST_F(RolloutApiTest, AReportIsKeptWithItsRevision) {
    EXPECT_EQ(ask("GET", "campaigns/spring/revisions/1/simulation", nullptr, 404)["code"], "no_simulation");
    EXPECT_EQ(ask("POST", "campaigns/spring/revisions/1/simulate", {{"players", 50}})["players"], 50);
    EXPECT_EQ(ask("GET", "campaigns/spring/revisions/1/simulation")["campaign"], "spring");
    const json in_short = ask("GET", "campaigns/spring/revisions")["revisions"][0]["simulation"];
    EXPECT_EQ(in_short["by"], "ann");
    EXPECT_EQ(in_short["players"], 50);
    EXPECT_EQ(in_short["faults"], 2);
    EXPECT_EQ(in_short["cost"], (json{{"unit", "CNY"}, {"mean", 12.5}}));
}

TEST_F(RolloutApiTest, ARevisionWaitsUntilSomebodyElseDecides) {
    const std::string careful = coin("edge") + "approval: {four_eyes: true}\n";
    ask("POST", "revisions", {{"yaml", careful}, {"publish", "all"}}, 201);
    EXPECT_EQ(ask("GET", "campaigns/spring/revisions")["revisions"][0]["state"], "waiting");
    EXPECT_EQ(ask("POST", "campaigns/spring/revisions/2/approve", {{"note", "mine"}}, 403)["code"], "four_eyes");
    who = "bob";
    EXPECT_EQ(ask("POST", "campaigns/spring/revisions/2/approve", {{"note", "fine"}})["approval"]["by"], "bob");
}

TEST_F(RolloutApiTest, APlanIsShownAsItStands) {
    ask("POST", "revisions", {{"yaml", coin("edge")}}, 201);
    const json plan{{"stages", {{{"share", 0.5}, {"hold_s", 60}}, {{"share", 1}}}},
                    {"guards", {{{"name", "error_rate"}, {"limit", 0.1}}, {{"metric", "some_figure"}, {"limit", 3}}}}};
    EXPECT_EQ(ask("PUT", "campaigns/spring/rollout", {{"revision", 2}, {"plan", plan}})["rollout"]["stage"], 0);
    EXPECT_EQ(ask("GET", "campaigns/spring/rollout")["plan"], plan);
}

// The test of the tests: Front compares each question and answer with the description.
TEST_F(RolloutApiTest, AnAnswerThatIsNotAsDescribedIsSeen) {
    const auto reply = front.ask("GET", "campaigns/spring/revisions", "Who: ann\r\n");
    const auto misfit = [&](const json& body) {
        auto other = reply;
        other.body = body.dump();
        return front.described->misfit("GET", "/api/v1/admin/campaigns/spring/revisions", "", other);
    };
    EXPECT_EQ(misfit(reply.json()), "");
    auto body = reply.json();
    body["revisions"][0]["mood"] = "good";
    EXPECT_THAT(misfit(body), HasSubstr("/revisions/0/mood"));
    body = reply.json();
    body["revisions"][0].erase("hash");
    EXPECT_THAT(misfit(body), HasSubstr("\"hash\" is missing"));
    body = reply.json();
    body["revisions"][0]["state"] = "lively";
    EXPECT_THAT(misfit(body), HasSubstr("/revisions/0/state"));
}

}  // namespace
}  // namespace fairground::admin
