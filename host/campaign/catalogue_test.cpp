#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "campaign/campaign.hpp"
#include "campaign/testing/notebook.hpp"

namespace fairground::campaign {
namespace {

using testing::ElementsAre;
using testing::StartsWith;

constexpr const char* coin = "id: coin-spring\nplugin: coin\nsettings:\n  sides: [{id: head, stock: 3}, {id: tail}]\n";

class CatalogueTest : public testing::Test {
protected:
    void add(std::string_view yaml, const std::string& name = "f") {
        files.push_back(config::parse_campaign(yaml, name));
    }
    Catalogue load() { return Catalogue::load(files, shelf, store); }
    std::vector<std::string> problems() {
        std::vector<std::string> texts;
        for (const config::Problem& problem : Catalogue::check(files, shelf)) texts.push_back(to_text(problem));
        return texts;
    }

    std::vector<config::CampaignFile> files;
    plugin::Shelf shelf{CAMPAIGN_TEST_PLUGINS, testing::TempDir() + "catalogue_test_images"};
    Notebook store;
};

TEST_F(CatalogueTest, MakesARevisionOfEachFile) {
    add(coin);
    const Catalogue catalogue = load();
    const auto revision = catalogue.find("coin-spring")->revision();
    EXPECT_EQ(revision->id(), "coin-spring");
    EXPECT_EQ(revision->campaign, 41);
    EXPECT_EQ(revision->number, 7);
    EXPECT_EQ(revision->plugin_label(), "coin/2.1.0");
    EXPECT_EQ(revision->odds,
              nlohmann::json::parse(R"({"prizes":[{"id":"head","chance":0.5},{"id":"tail","chance":0.5}]})"));
    EXPECT_EQ(catalogue.all().size(), 1U);
    EXPECT_EQ(catalogue.find("coin"), nullptr);
}

TEST_F(CatalogueTest, PublishesWhatTheFileSays) {
    add(coin);
    load();
    ASSERT_EQ(store.published.size(), 1U);
    const store::RevisionDraft& draft = store.published.front();
    EXPECT_EQ(draft.campaign, "coin-spring");
    EXPECT_EQ(draft.tenant, "default");
    EXPECT_EQ(draft.plugin, "coin");
    EXPECT_EQ(draft.plugin_version, "2.1.0");
    EXPECT_EQ(nlohmann::json::parse(draft.config)["settings"]["sides"][0]["id"], "head");
    ASSERT_EQ(draft.stock.size(), 1U);
    EXPECT_EQ(draft.stock.front().item, "head");
    EXPECT_EQ(draft.stock.front().total, 3);
}

TEST_F(CatalogueTest, PutsProblemsOfSettingsAtTheirLines) {
    add("id: a\nplugin: coin\nsettings:\n  sides:\n    - id: x\n    - id: x\n");
    EXPECT_THAT(problems(), ElementsAre("f:6:11: settings.sides[1].id: the side before has this name too"));
}

TEST_F(CatalogueTest, TellsThemInTheOrderOfTheFile) {
    add("id: a\nplugin: coin\nsettings:\n  heads: 1\n  sides: none\n");
    EXPECT_THAT(problems(), ElementsAre(StartsWith("f:5:10: settings.sides: ")));
    files.clear();
    add("id: a\nplugin: coin\nsettings: {sides: [{stock: x, id: a}, {id: 1}, {}]}\n");
    EXPECT_THAT(problems(), ElementsAre(StartsWith("f:3:28: "), StartsWith("f:3:48: ")));
}

TEST_F(CatalogueTest, PutsWhatTheSchemaSaysAtItsLine) {
    add("id: a\nplugin: coin\nsettings: {sides: [{id: x, stock: many}]}\n");
    EXPECT_THAT(problems(), ElementsAre(StartsWith("f:3:35: settings.sides[0].stock: ")));
}

TEST_F(CatalogueTest, NamesAMissingPluginAtItsKey) {
    add("id: a\nplugin: coyn\n");
    add("id: b\nplugin: coin@3\nsettings: {sides: []}\n", "g");
    EXPECT_THAT(problems(), ElementsAre(StartsWith("f:2:9: plugin: "), StartsWith("g:2:9: plugin: ")));
}

TEST_F(CatalogueTest, GathersTheProblemsOfAllFilesAndPublishesNothing) {
    add(coin);
    add("id: coin-spring\nplugin: coin\nsettings: {}\n", "g");
    EXPECT_THAT(problems(), ElementsAre("g:1:5: id: the id \"coin-spring\" is taken by f:1:5; choose another",
                                        StartsWith("g:3:11: settings: ")));
    EXPECT_THROW(load(), config::Error);
    EXPECT_TRUE(store.published.empty());
}

TEST_F(CatalogueTest, TakesOverWhatAdminsSwitched) {
    add(coin);
    Catalogue catalogue = load();
    EXPECT_EQ(catalogue.find("coin-spring")->status(Time{}), Status::open);
    store.switched = {{"coin-spring", true}, {"of-another-host", true}};
    catalogue.refresh(store);
    EXPECT_EQ(catalogue.find("coin-spring")->status(Time{}), Status::paused);
    store.switched = {{"coin-spring", false}};
    catalogue.refresh(store);
    EXPECT_EQ(catalogue.find("coin-spring")->status(Time{}), Status::open);
}

TEST_F(CatalogueTest, ACampaignPausedBeforeTheStartComesUpPaused) {
    add(coin);
    store.switched = {{"coin-spring", true}};
    EXPECT_EQ(load().find("coin-spring")->status(Time{}), Status::paused);
}

}  // namespace
}  // namespace fairground::campaign
