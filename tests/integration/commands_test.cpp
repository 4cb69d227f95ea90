// The commands that look before anything runs, as an admin calls them: check, config show, schema, simulate.
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/host_process.hpp"

namespace fairground::integration {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

constexpr const char* wheel = R"(id: wheel
plugin: lucky-wheel
settings:
  spin_price: {currency: spins, amount: 1}
  free_spins: {per_day: 2}
  prizes:
    - {id: phone, title: {en: Phone}, weight: 1, stock: 5}
    - {id: thanks, title: {en: Thanks}, weight: 9}
costs: {unit: CNY, prizes: {phone: 100}}
environments:
  prod: {settings: {prizes: {phone: {stock: 50}}}}
)";

test::HostProcess::Settings one_wheel() {
    test::HostProcess::Settings settings;
    settings.campaigns["wheel.yaml"] = wheel;
    settings.config = {
        {"environments",
         {{"prod",
           {{"auth", {{"providers", json::array()}}}, {"public_url", "https://play.example.com"}, {"threads", 3}}}}}};
    return settings;
}

class Commands : public testing::Test {
protected:
    // What a command printed as JSON.
    json answer(const std::vector<std::string>& arguments, int code = 0) {
        std::vector<std::string> all{"--json"};
        all.insert(all.end(), arguments.begin(), arguments.end());
        const auto ran = host.run(all);
        EXPECT_EQ(ran.code, code) << ran.output;
        return json::parse(ran.output);
    }
    void add(const std::string& name, const std::string& yaml) {
        std::ofstream(host.folder() / "campaigns" / name) << yaml;
    }

    test::HostProcess host{one_wheel()};  // never started
};

TEST_F(Commands, AWarningIsNoErrorUnlessItIsAskedForStrictly) {
    const json found = answer({"check"});
    EXPECT_EQ(found["errors"], 0);
    EXPECT_EQ(found["warnings"], 1);
    EXPECT_EQ(found["environments"], json({"dev", "prod"}));
    EXPECT_EQ(found["problems"][0]["severity"], "warning");
    EXPECT_EQ(found["problems"][0]["key"], "settings.spin_price.currency");
    EXPECT_EQ(found["problems"][0]["line"], 4);
    answer({"check", "--strict"}, 1);
    add("signin.yaml",
        "id: signin\nplugin: daily-signin\nsettings: {first_day: 2026-01-01, rewards: [{currency: spins, amount: "
        "1}]}\n");
    EXPECT_EQ(host.run({"check", "--strict"}).code, 0) << host.run({"check", "--strict"}).output;
}

TEST_F(Commands, ProductionInTheClearIsAWarning) {
    const auto clear = host.run({"--environment", "prod", "--set", "public_url=http://play.example.com", "check"});
    EXPECT_EQ(clear.code, 0);
    EXPECT_THAT(clear.output, HasSubstr("warning: public_url: expected https in production"));
    EXPECT_THAT(host.run({"--environment", "prod", "check"}).output, Not(HasSubstr("public_url")));
}

TEST_F(Commands, AFileIsCheckedBesideTheOthersAndOnlyItIsTold) {
    add("broken.yaml", "id: broken\nplugin: none\n");
    add("twice.yaml", wheel);
    const auto ran = host.run({"check", (host.folder() / "campaigns/wheel.yaml").string()});
    EXPECT_EQ(ran.code, 1);
    EXPECT_THAT(ran.output, Not(HasSubstr("broken.yaml")));
    EXPECT_THAT(host.run({"check"}).output, HasSubstr("no plugin \"none\""));
}

TEST_F(Commands, EverythingWrongIsToldAtOnceForEveryEnvironment) {
    add("a.yaml", "id: a\nplugin: lucky-weel\n");
    add("b.yaml", "id: b\nplugin: lucky-wheel\nwindow: {from: yesterday}\n");
    add("c.yml", "id: c\n");
    std::ofstream(host.folder() / "campaigns/wheel.yaml", std::ios::app)
        << "  stagin: {tenant: x}\n  test: {windows: {}}\n";
    const auto ran = host.run({"check"});
    EXPECT_EQ(ran.code, 1);
    for (const char* part :
         {"a.yaml:2:9: plugin: ", "b.yaml:3:16: window.from: ", "c.yml: expected a name that ends in .yaml",
          "wheel.yaml:12:20: environments.stagin.tenant: "})
        EXPECT_THAT(ran.output, HasSubstr(part));
}

TEST_F(Commands, TheConfigIsShownWithWhereItIsFrom) {
    const auto ran = host.run({"--environment", "prod", "--set", "log.level=warn", "config", "show"});
    EXPECT_EQ(ran.code, 0) << ran.output;
    EXPECT_THAT(ran.output, testing::ContainsRegex("threads +3 +.*yaml:[0-9]+:[0-9]+ \\(prod\\)"));
    EXPECT_THAT(ran.output, testing::ContainsRegex("log.level +\"warn\" +--set"));
    EXPECT_THAT(ran.output, testing::ContainsRegex("limits.batch +256 +default"));
    const auto slip = host.run({"--environment", "pord", "config", "show"});
    EXPECT_EQ(slip.code, 1);
    EXPECT_THAT(slip.output, HasSubstr("--environment: expected prod, found \"pord\"; did you mean prod?"));
}

TEST_F(Commands, ASchemaHasTheSettingsOfThePluginThatIsNamed) {
    const json schema = answer({"schema", "lucky-wheel"});
    EXPECT_TRUE(schema["definitions"].contains("lucky-wheel"));
    EXPECT_FALSE(schema["definitions"].contains("daily-signin"));
    EXPECT_TRUE(answer({"schema", "--host"})["properties"].contains("listen"));
    EXPECT_THAT(host.run({"schema", "lucky-weel"}).output, HasSubstr("did you mean lucky-wheel?"));
    ASSERT_EQ(host.run({"schema", "--write", host.folder().string()}).code, 0);
    EXPECT_TRUE(std::filesystem::exists(host.folder() / "campaign.schema.json"));
    EXPECT_TRUE(std::filesystem::exists(host.folder() / "fairground.schema.json"));
}

TEST_F(Commands, ASimulationCountsWhatTheRealRulesGive) {
    const json report =
        answer({"simulate", "wheel", "--players", "100", "--days", "3", "--actions", "3", "--runs", "2"});
    EXPECT_EQ(report["answers"]["all"], 100 * 3 * 3 * 2);
    EXPECT_EQ(report["answers"]["refused"]["no_spins_left"], 100 * 3 * 2) << "two turns a day are free";
    EXPECT_EQ(report["prizes"][0]["given"]["mean"], 5);
    EXPECT_EQ(report["cost"]["all"]["mean"], 500);
    EXPECT_EQ(report["odds_kept"], true);
}

TEST_F(Commands, ASimulationTakesTheEnvironmentAndWritesAPage) {
    const auto page = host.folder() / "wheel.html";
    const json report = answer({"--environment", "prod", "simulate", "wheel", "--players", "1000", "--days", "2",
                                "--give", "spins=5", "--runs", "1", "--report", page.string()});
    EXPECT_EQ(report["prizes"][0]["stock"], 50);
    std::stringstream html;
    html << std::ifstream(page).rdbuf();
    EXPECT_THAT(html.str(), HasSubstr("Cost by day, CNY"));
}

TEST_F(Commands, WhatCannotBeSimulatedIsSaid) {
    EXPECT_THAT(host.run({"simulate", "whel"}).output, HasSubstr("did you mean wheel?"));
    EXPECT_THAT(host.run({"simulate", "wheel", "--action", "turn"}).output,
                HasSubstr("the plugin lucky-wheel has no action 'turn'; it has: spin"));
    EXPECT_EQ(host.run({"simulate", "wheel", "--body", "[]"}).code, 1);
    EXPECT_EQ(host.run({"simulate", "wheel", "--players", "none"}).code, 2);
}

}  // namespace
}  // namespace fairground::integration
