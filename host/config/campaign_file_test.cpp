#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/problem_texts.hpp"

namespace fairground::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view whole = R"(id: wheel-spring
plugin: lucky-wheel@1.4
tenant: shop
title: {en: Spring wheel, zh: 春日大转盘}
time_zone: Asia/Shanghai
window: {from: 2026-03-01T10:00:00+08:00, to: 2026-03-08T00:00:00+08:00}
audience: {followers_only: true, regions: [CN-SH], allow: [ann, bob], deny: [eve]}
settings:
  free_spins: {per_day: 1}
)";

std::vector<std::string> campaign_problems(std::string_view yaml) {
    return problem_texts([&] { parse_campaign(yaml, "f"); });
}

class Folder : public testing::Test {
protected:
    Folder() {
        path_ = testing::TempDir() + "campaign_folder_" + testing::UnitTest::GetInstance()->current_test_info()->name();
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }
    void write(const std::string& name, const std::string& text) { std::ofstream(path_ / name) << text; }
    std::string campaign_problems() {
        try {
            read_campaign_folder(path_, "dev");
        } catch (const Error& error) {
            std::string text = error.what();
            for (std::size_t at; (at = text.find(path_.string() + "/")) != std::string::npos;) {
                text.erase(at, path_.string().size() + 1);
            }
            return text;
        }
        return "";
    }
    std::filesystem::path path_;
};

TEST(CampaignFile, IsReadWhole) {
    const CampaignFile file = parse_campaign(whole, "f");
    EXPECT_EQ(file.id, "wheel-spring");
    EXPECT_EQ(file.plugin, "lucky-wheel@1.4");
    EXPECT_EQ(file.tenant, "shop");
    EXPECT_EQ(file.title.at("zh"), "春日大转盘");
    EXPECT_EQ(file.time_zone, "Asia/Shanghai");
    EXPECT_EQ(file.from->time_since_epoch().count(), 1772330400000);
    EXPECT_EQ(file.to->time_since_epoch().count(), 1772899200000);
    EXPECT_TRUE(file.audience.followers_only);
    EXPECT_THAT(file.audience.regions, ElementsAre("CN-SH"));
    EXPECT_THAT(file.audience.allow, ElementsAre("ann", "bob"));
    EXPECT_THAT(file.audience.deny, ElementsAre("eve"));
    EXPECT_EQ(file.settings, nlohmann::json::parse(R"({"free_spins":{"per_day":1}})"));
    EXPECT_EQ(to_text(file.document.problem("/settings/free_spins/per_day", "m")),
              "f:9:25: settings.free_spins.per_day: m");
}

TEST(CampaignFile, NeedsOnlyIdAndPlugin) {
    const CampaignFile file = parse_campaign("id: a\nplugin: b\n", "f");
    EXPECT_EQ(file.tenant, "default");
    EXPECT_EQ(file.title.at("und"), "a");
    EXPECT_EQ(file.time_zone, "UTC");
    EXPECT_FALSE(file.from);
    EXPECT_FALSE(file.to);
    EXPECT_FALSE(file.audience.followers_only);
    EXPECT_EQ(file.settings, nlohmann::json::object());
}

TEST(CampaignFile, ATitleMayBePlainText) {
    EXPECT_EQ(parse_campaign("id: a\nplugin: b\ntitle: Wheel\n", "f").title,
              (std::map<std::string, std::string>{{"und", "Wheel"}}));
}

TEST(CampaignFile, AllProblemsAreFoundAtOnce) {
    EXPECT_THAT(campaign_problems("id: A B\ntennant: x\naudience: {followers_only: yes}\nid: b\n"),
                ElementsAre("f:1:1: plugin: the key is missing; expected the name of a plugin, such as lucky-wheel",
                            "f:1:5: id: expected 1 to 48 of a-z, 0-9 and -, found \"A B\"",
                            "f:2:1: tennant: unknown key; did you mean tenant?",
                            "f:3:28: audience.followers_only: expected true or false, found \"yes\"; write true",
                            "f:4:1: id: this key is there twice, first in line 1; remove one"));
}

TEST(CampaignFile, NorwayStaysARegion) {
    EXPECT_THAT(parse_campaign("id: a\nplugin: b\naudience: {regions: [NO, no]}\n", "f").audience.regions,
                ElementsAre("NO", "no"));
}

TEST(CampaignFile, AnUnknownTimeZoneIsGuessedAt) {
    EXPECT_THAT(
        campaign_problems("id: a\nplugin: b\ntime_zone: Asia/Shanghay\n"),
        ElementsAre(
            "f:3:12: time_zone: expected a time zone such as Asia/Shanghai or UTC, found \"Asia/Shanghay\"; did "
            "you mean Asia/Shanghai?"));
}

TEST_F(Folder, IsReadInTheOrderOfNames) {
    write("b.yaml", "id: b\nplugin: p\n");
    write("a.yaml", "id: a\nplugin: p\n");
    write("notes.txt", "not a campaign");
    const auto files = read_campaign_folder(path_, "dev");
    ASSERT_EQ(files.size(), 2U);
    EXPECT_EQ(files[0].id, "a");
    EXPECT_EQ(files[1].id, "b");
}

TEST_F(Folder, GathersTheProblemsOfAllFiles) {
    write("a.yaml", "id: a\n");
    write("b.yaml", "plugin: p\n");
    write("c.yml", "id: c\nplugin: p\n");
    EXPECT_EQ(campaign_problems(),
              "a.yaml:1:1: plugin: the key is missing; expected the name of a plugin, such as lucky-wheel\n"
              "b.yaml:1:1: id: the key is missing; expected the campaign's id, such as wheel-spring\n"
              "c.yml: expected a name that ends in .yaml, found .yml; rename the file");
}

TEST_F(Folder, AnIdBelongsToOneFile) {
    write("a.yaml", "id: wheel\nplugin: p\n");
    write("b.yaml", "plugin: p\nid: wheel\n");
    EXPECT_EQ(campaign_problems(), "b.yaml:2:5: id: the id \"wheel\" is taken by a.yaml:1:5; choose another");
}

TEST(CampaignFolder, ThatIsMissingIsNotEmpty) {
    try {
        read_campaign_folder("/nonexistent", "dev");
        FAIL();
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("/nonexistent: expected a folder of campaign files (*.yaml), found: "));
    }
}

}  // namespace
}  // namespace fairground::config
