#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/problem_texts.hpp"

namespace fairground::config {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::EndsWith;
using testing::Field;
using testing::IsEmpty;

std::filesystem::path layered_file(const std::string& text) {
    std::filesystem::path path = testing::TempDir() + "environments_test.yaml";
    std::ofstream(path) << text;
    return path;
}

constexpr const char* host = R"(listen: {players: 127.0.0.1:8080, admin: 127.0.0.1:8081}
threads: 1
environments:
  staging:
    threads: 2
    auth: {providers: []}
  prod:
    listen: {players: 0.0.0.0:80}
    threads: 8
    auth: {providers: []}
    database: {url: mariadb://fair@db/fairground, password_file: /run/secrets/db}
)";

TEST(HostEnvironment, ItsValuesLieAboveThoseOfTheFile) {
    const HostFile file = read_host_file(layered_file(host), {}, "prod");
    EXPECT_EQ(file.environment, "prod");
    EXPECT_EQ(file.players.host, "0.0.0.0");
    EXPECT_EQ(file.admin.port, 8081) << "maps are laid over maps, key by key";
    EXPECT_EQ(file.threads, 8U);
    EXPECT_EQ(file.database.password_file, "/run/secrets/db");
    EXPECT_TRUE(file.production);
    EXPECT_THAT(file.environments, ElementsAre("prod", "staging"));
}

TEST(HostEnvironment, WithoutOneTheFileStandsAsItIs) {
    const HostFile file = read_host_file(layered_file(host), {});
    EXPECT_EQ(file.environment, "dev");
    EXPECT_EQ(file.threads, 1U);
    EXPECT_EQ(file.database.url, "");
}

TEST(HostEnvironment, TheFilesOwnAndThatOfSetChooseToo) {
    EXPECT_EQ(read_host_file(layered_file("environment: staging\n" + std::string(host)), {}).threads, 2U);
    EXPECT_EQ(read_host_file(layered_file("environment: staging\n" + std::string(host)), {"environment=prod"}).threads,
              8U);
    EXPECT_EQ(read_host_file(layered_file("environment: staging\n" + std::string(host)), {}, "prod").threads, 8U);
}

TEST(HostEnvironment, SetLiesAboveAll) {
    EXPECT_EQ(read_host_file(layered_file(host), {"threads=3"}, "prod").threads, 3U);
}

TEST(HostEnvironment, AMisspeltOneIsNoDefault) {
    EXPECT_THAT(problem_texts([] { read_host_file(layered_file(host), {}, "porduction"); }),
                ElementsAre("--environment: expected one of prod, staging, found \"porduction\""));
    EXPECT_THAT(problem_texts([] { read_host_file(layered_file(host), {}, "stagin"); }),
                ElementsAre("--environment: expected one of prod, staging, found \"stagin\"; did you mean staging?"));
    EXPECT_THAT(problem_texts([] { read_host_file(layered_file(host), {}, "dev"); }), IsEmpty()) << "the file's own";
    EXPECT_THAT(problem_texts([] { read_host_file(layered_file("threads: 1\nauth: {providers: []}\n"), {}, "any"); }),
                IsEmpty())
        << "the file makes no difference between environments";
}

TEST(HostEnvironment, ProblemsNameTheLayerThatSetTheValue) {
    const auto file = layered_file(std::string(host) + "    limits: {batch: 0}\n");
    EXPECT_THAT(problem_texts([&] { read_host_file(file, {}, "prod"); }),
                ElementsAre(EndsWith("environments_test.yaml:12:21: limits.batch: expected a whole number from 1 to "
                                     "4096, found the number 0 (in environment prod)")));
    EXPECT_THAT(problem_texts([&] { read_host_file(file, {}, "staging"); }), IsEmpty());
}

TEST(HostEnvironment, WhatIsTheSameEverywhereIsRefusedInOne) {
    EXPECT_THAT(problem_texts([] { read_host_file(layered_file("environments: {prod: {environment: x}}\n"), {}); }),
                ElementsAre(EndsWith(":1:36: environments.prod.environment: the same in every environment; remove it "
                                     "here, or make a file of its own")));
}

TEST(Effective, TellsEachKeyWithItsValueAndWhereItIsFrom) {
    const auto file = layered_file(host);
    const Effective effective = look_at_host_file(file, {"log.level=debug"}, "prod");
    EXPECT_THAT(effective.problems, IsEmpty());
    const auto key = [](const std::string& name, const nlohmann::json& value, const std::string& origin) {
        return Contains(AllOf(Field(&Effective::Key::key, name), Field(&Effective::Key::value, value),
                              Field(&Effective::Key::origin, EndsWith(origin))));
    };
    EXPECT_THAT(effective.keys, key("threads", 8, "environments_test.yaml:9:14 (prod)"));
    EXPECT_THAT(effective.keys, key("listen.admin", "127.0.0.1:8081", "environments_test.yaml:1:42"));
    EXPECT_THAT(effective.keys, key("limits.batch", 256, "default"));
    EXPECT_THAT(effective.keys, key("log.level", "debug", "--set"));
    EXPECT_THAT(effective.keys, key("environment", "prod", "--environment"));
}

constexpr const char* campaign = R"(id: wheel
plugin: lucky-wheel
window: {from: 2026-03-01T00:00:00Z, to: 2026-03-08T00:00:00Z}
settings:
  prizes:
    - {id: phone, stock: 10}
    - {id: thanks}
environments:
  staging:
    window: {to: 2027-01-01T00:00:00Z}
    settings: {prizes: {phone: {stock: 2}}}
)";

TEST(CampaignEnvironment, ChangesOneThingOfAListByItsId) {
    const CampaignFile file = parse_campaign(campaign, "f", "staging");
    EXPECT_EQ(file.settings["prizes"], nlohmann::json::parse(R"([{"id": "phone", "stock": 2}, {"id": "thanks"}])"));
    EXPECT_EQ(file.from, parse_campaign(campaign, "f").from);
    EXPECT_NE(file.to, parse_campaign(campaign, "f").to);
    EXPECT_FALSE(file.document.value.contains("environments")) << "a revision holds what is in effect";
    EXPECT_THAT(file.environments, ElementsAre("staging"));
}

TEST(CampaignEnvironment, OneThatTheFileDoesNotKnowChangesNothing) {
    EXPECT_EQ(parse_campaign(campaign, "f", "prod").document.value, parse_campaign(campaign, "f").document.value);
}

TEST(CampaignEnvironment, AWholeListTakesThePlaceOfAList) {
    const auto file =
        parse_campaign(std::string(campaign) + "  prod: {settings: {prizes: [{id: tea}]}}\n", "f", "prod");
    EXPECT_EQ(file.settings["prizes"], nlohmann::json::parse(R"([{"id": "tea"}])"));
    EXPECT_EQ(to_text(file.document.problem("/settings/prizes/0/id", "x")),
              "f:12:35: settings.prizes[0].id: x (in environment prod)");
    EXPECT_EQ(to_text(file.document.problem("/settings/prizes/1/id", "x")),
              "f:12:21: settings.prizes[1].id: x (in environment prod)")
        << "what stood there before is forgotten";
}

TEST(CampaignEnvironment, AnIdThatIsNotInTheListIsTold) {
    EXPECT_THAT(problem_texts([] {
                    parse_campaign(std::string(campaign) + "  prod: {settings: {prizes: {phnoe: {stock: 1}}}}\n", "f",
                                   "prod");
                }),
                ElementsAre("f:12:30: environments.prod.settings.prizes.phnoe: the list has nothing with the id "
                            "\"phnoe\"; did you mean phone?"));
}

TEST(CampaignEnvironment, TheProblemsOfTheOthersAreTheirs) {
    const std::string text = std::string(campaign) + "  prod: {window: {to: 2026-01-01T00:00:00Z}}\n";
    EXPECT_THAT(problem_texts([&] { parse_campaign(text, "f", "staging"); }), IsEmpty());
    EXPECT_THAT(problem_texts([&] { parse_campaign(text, "f", "prod"); }),
                ElementsAre("f:12:23: window.to: expected a time after window.from, found one that is not; swap or "
                            "correct them (in environment prod)"));
}

}  // namespace
}  // namespace fairground::config
