// What admins publish in the store, taken over by a host that runs.
#include <filesystem>
#include <thread>

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

class FollowTest : public testing::Test {
protected:
    FollowTest() {
        fs::create_directories(folder / "plugins");
        put(fs::path(CAMPAIGN_TEST_PLUGINS) / "coin.so", "coin.so");
        files.push_back(coin("spring", "head"));
        start();
    }
    ~FollowTest() override {
        catalogue.reset();
        shelf.reset();
        fs::remove_all(folder);
    }

    void put(const fs::path& file, const std::string& name) {
        fs::copy(file, folder / "plugins" / name, fs::copy_options::overwrite_existing);
    }
    void start() {
        catalogue.reset();
        catalogue.emplace(Catalogue::load(files, *shelf, store));
    }
    static config::CampaignFile coin(const std::string& id, const std::string& side,
                                     const std::string& plugin = "coin") {
        return config::parse_campaign(
            "id: " + id + "\nplugin: \"" + plugin + "\"\nsettings: {sides: [{id: " + side + "}]}\n", id + ".yaml");
    }
    std::int32_t publish(const config::CampaignFile& file) {
        return store.rollouts()->add(catalogue->draft(file, *shelf)).number;
    }
    // An admin's change.
    void set(const std::string& name, std::optional<std::int32_t> live, const std::optional<Rollout>& rollout = {},
             bool killed = false) {
        const auto rollouts = store.rollouts();
        const auto present = rollouts->standing(name);
        store::Standing next;
        next.campaign = 1;
        next.name = name;
        next.live = live;
        next.killed = killed;
        if (rollout) next.rollout = to_stored(*rollout);
        ASSERT_TRUE(rollouts->set(next, present ? present->change : 0, std::nullopt));
    }
    static Rollout of(std::int32_t revision, std::int32_t base, std::int32_t share,
                      std::vector<std::string> allow = {}) {
        Rollout rollout;
        rollout.revision = revision;
        rollout.base = base;
        rollout.share = {.share = share, .tenants = {}, .regions = {}, .allow = std::move(allow)};
        return rollout;
    }
    Followed follow() { return catalogue->follow(*shelf, store); }
    std::string side_of(const std::string& player) {
        return catalogue->find("spring")->revision_for({.tenant = "default", .id = player})->odds["prizes"][0]["id"];
    }

    const fs::path folder = fs::temp_directory_path() / ("fairground-follow-" + std::to_string(::getpid()));
    std::vector<config::CampaignFile> files;
    std::unique_ptr<plugin::Shelf> shelf = std::make_unique<plugin::Shelf>(folder / "plugins", folder / "images");
    Notebook store;
    std::optional<Catalogue> catalogue;
};

TEST_F(FollowTest, ServesWhatWasPublishedFromTheChangeOn) {
    const auto number = publish(coin("spring", "edge"));
    EXPECT_THAT(follow().change.campaigns, IsEmpty()) << "a revision that nobody made live";
    EXPECT_EQ(side_of("ann"), "head");
    set("spring", number);
    const auto followed = follow();
    ASSERT_THAT(followed.change.campaigns, SizeIs(1));
    EXPECT_EQ(followed.change.campaigns[0].campaign, "spring");
    EXPECT_EQ(side_of("ann"), "edge");
    EXPECT_THAT(follow().change.campaigns, IsEmpty()) << "nothing is new";
}

TEST_F(FollowTest, TwoRevisionsServeSideBySideEachWhomItWasPickedFor) {
    const auto one = publish(coin("spring", "head"));
    const auto two = publish(coin("spring", "edge"));
    set("spring", one, of(two, one, 0, {"eve"}));
    follow();
    EXPECT_EQ(side_of("eve"), "edge");
    EXPECT_EQ(side_of("ann"), "head");
    EXPECT_EQ(catalogue->find("spring")->revision()->number, one);
}

TEST_F(FollowTest, TwoVersionsOfThePluginServeSideBySide) {
    put(fs::path(CAMPAIGN_TEST_LATER_PLUGINS) / "coin_later.so", "coin_later.so");
    const auto one = publish(coin("spring", "head", "coin@2.1"));
    const auto two = publish(coin("spring", "head", "coin@2.2"));
    set("spring", one, of(two, one, 0, {"eve"}));
    follow();
    const auto campaign = catalogue->find("spring");
    EXPECT_EQ(campaign->revision_for({.tenant = "default", .id = "eve"})->plugin_label(), "coin/2.2.0");
    EXPECT_EQ(campaign->revision_for({.tenant = "default", .id = "ann"})->plugin_label(), "coin/2.1.0");
}

TEST_F(FollowTest, TheWayBackMakesNothingNew) {
    const auto one = publish(coin("spring", "head"));
    const auto two = publish(coin("spring", "edge"));
    set("spring", one, of(two, one, 0, {"eve"}));
    follow();
    const auto before = catalogue->find("spring")->revision();
    auto back = of(two, one, 0);
    back.state = Rollout::State::rolled_back;
    set("spring", one, back);
    follow();
    EXPECT_EQ(catalogue->find("spring")->revision(), before);
    EXPECT_EQ(side_of("eve"), "head");
}

TEST_F(FollowTest, AHostThatStartsServesWhatWasPublishedAndSaysThatItsFileIsLeft) {
    set("spring", publish(coin("spring", "edge")));
    store.published.clear();
    start();
    EXPECT_EQ(side_of("ann"), "edge");
    EXPECT_THAT(store.published, IsEmpty()) << "the file would be a silent way back";
    ASSERT_THAT(catalogue->files_left(), SizeIs(1));
    EXPECT_EQ(catalogue->files_left()[0].file, "spring.yaml");
    EXPECT_TRUE(catalogue->files_left()[0].differs);
    EXPECT_THAT(catalogue->take(files, *shelf, store).campaigns, IsEmpty());
    EXPECT_EQ(side_of("ann"), "edge");
}

TEST_F(FollowTest, ACampaignWithoutAFileComesUpFromTheStoreAndStays) {
    set("autumn", publish(coin("autumn", "edge")));
    EXPECT_THAT(follow().change.campaigns, SizeIs(1));
    EXPECT_NE(catalogue->find("autumn"), nullptr);
    catalogue->take(files, *shelf, store);
    EXPECT_NE(catalogue->find("autumn"), nullptr) << "no file of its own, and yet not gone";
}

TEST_F(FollowTest, TheKillSwitchAlsoHoldsForACampaignOfAFile) {
    set("spring", std::nullopt, {}, true);
    follow();
    EXPECT_EQ(catalogue->find("spring")->status(now()), Status::paused);
    start();
    EXPECT_EQ(catalogue->find("spring")->status(now()), Status::paused) << "after a restart, too";
    set("spring", std::nullopt);
    follow();
    EXPECT_EQ(catalogue->find("spring")->status(now()), Status::open);
}

TEST_F(FollowTest, WhatCannotBeServedHereIsSaidAndTriedAgain) {
    put(fs::path(CAMPAIGN_TEST_LATER_PLUGINS) / "coin_later.so", "coin_later.so");
    const auto two = publish(coin("spring", "edge", "coin@2.2"));
    const fs::path missing = folder / "plugins/coin_later.so";
    fs::rename(missing, folder / "elsewhere");
    set("spring", two);
    const auto failed = follow();
    ASSERT_TRUE(failed.problems.contains("spring"));
    EXPECT_THAT(failed.problems.at("spring"), HasSubstr("no plugin \"coin@2.2\""));
    EXPECT_EQ(side_of("ann"), "head") << "what was served is served on";
    fs::rename(folder / "elsewhere", missing);
    EXPECT_EQ(side_of("ann"), "head") << "not at once: a try costs a process";
    std::this_thread::sleep_for(std::chrono::milliseconds(1100));
    EXPECT_THAT(follow().problems, IsEmpty());
    EXPECT_EQ(side_of("ann"), "edge");
}

TEST_F(FollowTest, AnotherVersionInThePlaceOfTheOnePublishedIsSaid) {
    set("spring", publish(coin("spring", "edge")));
    fs::remove(folder / "plugins/coin.so");
    put(fs::path(CAMPAIGN_TEST_LATER_PLUGINS) / "coin_later.so", "coin_later.so");
    files.clear();
    catalogue.emplace(Catalogue::load(files, *shelf, store));
    EXPECT_EQ(catalogue->find("spring")->revision()->plugin_label(), "coin/2.2.0");
}

TEST_F(FollowTest, ADatabaseThatIsAwayChangesNothing) {
    store.rolled_out.away = true;
    EXPECT_THROW(follow(), store::Unavailable);
    EXPECT_EQ(side_of("ann"), "head");
}

TEST_F(FollowTest, ADraftIsCheckedBesideWhatRuns) {
    try {
        catalogue->draft(config::parse_campaign("id: x\nplugin: coin\nsettings: {sides: none}\n", "x.yaml"), *shelf);
        FAIL() << "expected it to be refused";
    } catch (const config::Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("x.yaml:3:19: settings.sides"));
    }
}

}  // namespace
}  // namespace fairground::campaign
