// Changes while the host runs: another plugin file, other settings, new campaigns.
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "campaign/campaign.hpp"
#include "campaign/testing/notebook.hpp"

namespace fairground::campaign {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class ChangeTest : public testing::Test {
protected:
    ChangeTest() {
        fs::create_directories(folder / "plugins");
        put(fs::path(CAMPAIGN_TEST_PLUGINS) / "coin.so");
        for (const char* id : {"spring", "autumn"}) files.push_back(coin(id));
        catalogue.emplace(Catalogue::load(files, *shelf, store));
        store.published.clear();
    }
    ~ChangeTest() override {
        catalogue.reset();
        shelf.reset();
        fs::remove_all(folder);
    }

    static config::CampaignFile coin(const std::string& id, const std::string& sides = "[{id: head}, {id: tail}]") {
        return config::parse_campaign("id: " + id + "\nplugin: coin\nsettings: {sides: " + sides + "}\n", id + ".yaml");
    }
    void put(const fs::path& file) { fs::copy(file, folder / "plugins/coin.so", fs::copy_options::overwrite_existing); }
    static fs::path later(const std::string& name) { return fs::path(CAMPAIGN_TEST_LATER_PLUGINS) / name; }
    Change reload() { return catalogue->reload_plugin("coin", *shelf, store); }
    std::shared_ptr<const Revision> running(const std::string& id) { return catalogue->find(id)->revision(); }
    template <typename Work>
    std::string refusal(Work work) {
        try {
            work();
            return "";
        } catch (const ChangeRefused& refused) {
            return refused.step + ": " + refused.what();
        }
    }

    const fs::path folder = fs::temp_directory_path() / ("fairground-change-" + std::to_string(::getpid()));
    std::vector<config::CampaignFile> files;
    std::unique_ptr<plugin::Shelf> shelf = std::make_unique<plugin::Shelf>(folder / "plugins", folder / "images",
                                                                           plugin::ProbeOptions{CAMPAIGN_TEST_PROBE});
    Notebook store;
    std::optional<Catalogue> catalogue;
};

TEST_F(ChangeTest, AReloadGivesAllCampaignsOfThePluginTheNewVersion) {
    put(later("coin_later.so"));
    const Change change = reload();
    ASSERT_THAT(change.campaigns, SizeIs(2));
    EXPECT_EQ(change.campaigns[0].campaign, "spring");
    EXPECT_EQ(change.campaigns[0].from, "coin/2.1.0");
    EXPECT_EQ(change.campaigns[0].to, "coin/2.2.0");
    EXPECT_EQ(change.campaigns[1].generation, 2u);
    EXPECT_EQ(running("autumn")->plugin_label(), "coin/2.2.0");
    ASSERT_THAT(store.published, SizeIs(2));
    EXPECT_EQ(store.published[0].plugin_version, "2.2.0");
}

TEST_F(ChangeTest, WhoHoldsTheOldRevisionKeepsItsImageUntilLettingGo) {
    auto held = running("spring");
    put(later("coin_later.so"));
    reload();
    EXPECT_EQ(plugin::image_counts().loaded, 2u);
    EXPECT_EQ(held->odds["prizes"].size(), 2u);
    EXPECT_EQ(held->rules->odds()["prizes"].size(), 2u) << "the old code still answers";
    held.reset();
    EXPECT_EQ(plugin::image_counts().loaded, 1u);
    EXPECT_EQ(plugin::image_counts().stuck, 0u);
}

TEST_F(ChangeTest, AReloadOfTheSameFileChangesNothing) {
    const auto before = running("spring");
    EXPECT_THAT(reload().campaigns, IsEmpty());
    EXPECT_EQ(running("spring"), before);
    EXPECT_THAT(store.published, IsEmpty());
}

TEST_F(ChangeTest, WhatFailsBeforeTheSwapLeavesEverythingAsItWas) {
    const auto before = running("spring");
    put(later("coin_unfair.so"));
    EXPECT_THAT(refusal([&] { reload(); }), HasSubstr("self-check: spring.yaml:2:9: plugin: its published chances add "
                                                      "up to 0.500000, expected 1"));
    put(later("coin_later.so"));
    store.away = true;
    EXPECT_EQ(refusal([&] { reload(); }), "publish: the database did not take the new revision: the database is away");
    fs::remove(folder / "plugins/coin.so");
    EXPECT_THAT(refusal([&] { reload(); }), HasSubstr("find: spring.yaml:2:9: plugin: no plugin \"coin\""));
    EXPECT_EQ(running("spring"), before);
    EXPECT_EQ(running("autumn")->plugin_label(), "coin/2.1.0");
    EXPECT_EQ(plugin::image_counts().loaded, 1u);
}

TEST_F(ChangeTest, APluginThatNobodyUsesIsNotReloaded) {
    EXPECT_THAT(refusal([&] { catalogue->reload_plugin("dice", *shelf, store); }),
                HasSubstr("find: no campaign uses a plugin \"dice\""));
}

TEST_F(ChangeTest, OtherSettingsAreTakenWithTheRunningRules) {
    put(later("coin_later.so"));
    files[0] = coin("spring", "[{id: edge}]");
    files.push_back(coin("winter"));
    const Change change = catalogue->take(files, *shelf, store);
    ASSERT_THAT(change.campaigns, SizeIs(2));
    EXPECT_EQ(change.campaigns[0].to, "coin/2.1.0");
    EXPECT_EQ(change.campaigns[1].campaign, "winter");
    EXPECT_EQ(change.campaigns[1].from, "");
    EXPECT_EQ(running("spring")->odds["prizes"][0]["id"], "edge");
    EXPECT_EQ(catalogue->all().size(), 3u);
}

TEST_F(ChangeTest, ACampaignWithoutAFileIsGoneAndComesBackWithIt) {
    const auto autumn = files[1];
    files.pop_back();
    const Change change = catalogue->take(files, *shelf, store);
    ASSERT_THAT(change.campaigns, SizeIs(1));
    EXPECT_EQ(change.campaigns[0].campaign, "autumn");
    EXPECT_EQ(change.campaigns[0].to, "");
    EXPECT_EQ(catalogue->find("autumn"), nullptr);
    EXPECT_EQ(catalogue->all().size(), 1u);
    files.push_back(autumn);
    EXPECT_EQ(catalogue->take(files, *shelf, store).campaigns[0].from, "");
    EXPECT_NE(catalogue->find("autumn"), nullptr);
}

TEST_F(ChangeTest, AnEmptyFolderIsAMistakeAndEndsNothing) {
    EXPECT_THAT(refusal([&] { catalogue->take({}, *shelf, store); }), HasSubstr("read: there is no campaign file"));
    EXPECT_EQ(catalogue->all().size(), 2u);
}

TEST_F(ChangeTest, SettingsThatThePluginRefusesChangeNoCampaign) {
    files[0] = coin("spring", "[{id: edge}]");
    files[1] = coin("autumn", "[{id: x}, {id: x}]");
    EXPECT_EQ(refusal([&] { catalogue->take(files, *shelf, store); }),
              "create: autumn.yaml:3:34: settings.sides[1].id: the side before has this name too");
    EXPECT_EQ(running("spring")->odds["prizes"].size(), 2u);
    EXPECT_THAT(store.published, IsEmpty());
}

}  // namespace
}  // namespace fairground::campaign
