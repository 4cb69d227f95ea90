// What admins do with revisions, on a real store and a real plugin.
#include "rollout/releases.hpp"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/temp_dir.hpp"

namespace fairground::rollout {
namespace {

using campaign::Rollout;
using testing::HasSubstr;

class ReleasesTest : public testing::Test {
protected:
    ReleasesTest() {
        store->migrate();
        catalogue.emplace(
            campaign::Catalogue::load({config::parse_campaign(coin("head"), "spring.yaml")}, shelf, *store));
        make({});
    }
    void make(const config::HostFile::Approval& approval) {
        releases.emplace(*store, *catalogue, shelf, Options{"dev", approval}, [this] {
            const auto followed = catalogue->follow(shelf, *store);
            EXPECT_TRUE(followed.problems.empty());
        });
    }
    static std::string coin(const std::string& side, const std::string& more = "") {
        return "id: spring\nplugin: coin\n" + more + "settings: {sides: [{id: " + side + ", stock: 5}]}\n";
    }
    RevisionView publish(const std::string& yaml, std::optional<Target> target = {}, const By& by = {"ann", false}) {
        return releases->publish({.yaml = yaml, .source = "apply", .note = "", .target = std::move(target)}, by)
            .revision;
    }
    static Target share(double share) {
        return {{.share = static_cast<std::int32_t>(share * campaign::everybody),
                 .tenants = {},
                 .regions = {},
                 .allow = {}},
                {}};
    }
    std::string refusal(const std::function<void()>& work) {
        try {
            work();
            return "none";
        } catch (const Refused& refused) {
            return refused.code;
        }
    }
    std::string served() { return catalogue->find("spring")->revision()->odds["prizes"][0]["id"]; }
    State state_of(std::int32_t number) { return releases->revision("spring", number).state; }

    test::TempDir folder;
    std::unique_ptr<store::Store> store = [this] {
        store::Options options;
        options.url = "sqlite:" + (folder / "store.db").string();
        return store::Store::open(options);
    }();
    plugin::Shelf shelf{ROLLOUT_TEST_PLUGINS, folder / "images"};
    std::optional<campaign::Catalogue> catalogue;
    std::optional<Releases> releases;
};

TEST_F(ReleasesTest, ARevisionIsSeenByNobodyUntilItIsRolledOut) {
    const auto published = publish(coin("edge"));
    EXPECT_EQ(published.row.number, 2);
    EXPECT_EQ(published.state, State::approved);
    EXPECT_EQ(published.row.author, "ann");
    EXPECT_EQ(served(), "head");
    EXPECT_TRUE(releases->standing("spring").of_file);
    releases->roll_out("spring", 2, share(1), {"ann", false});
    EXPECT_EQ(served(), "edge");
    EXPECT_EQ(state_of(2), State::live);
    EXPECT_EQ(state_of(1), State::retired);
    EXPECT_FALSE(releases->standing("spring").of_file);
}

TEST_F(ReleasesTest, PublishedForEverybodyItIsLiveAtOnceAndTheSameAgainIsNothingNew) {
    EXPECT_EQ(publish(coin("edge"), share(1)).state, State::live);
    EXPECT_EQ(served(), "edge");
    const auto again =
        releases->publish({.yaml = coin("edge"), .source = "apply", .note = "", .target = share(1)}, {"bob", false});
    EXPECT_FALSE(again.is_new);
    EXPECT_EQ(again.revision.row.number, 2);
}

TEST_F(ReleasesTest, WhatTheFileSaysAlreadyIsTheStoresFromThenOn) {
    EXPECT_TRUE(releases->standing("spring").of_file);
    EXPECT_EQ(publish(coin("head"), share(1)).row.number, 1);
    EXPECT_FALSE(releases->standing("spring").of_file);
    EXPECT_EQ(releases->history("spring", 10).size(), 1u);
    publish(coin("head"), share(1));
    EXPECT_EQ(releases->history("spring", 10).size(), 1u) << "the second time nothing changes";
}

TEST_F(ReleasesTest, AShareIsWidenedAndTakenBack) {
    publish(coin("edge"), share(0.01));
    EXPECT_EQ(state_of(2), State::rolling);
    releases->roll_out("spring", 2, share(0.5), {"ann", false});
    EXPECT_EQ(releases->standing("spring").rollout->base, 1);
    const auto changed = releases->roll_back("spring", {}, "it is too dear", {"bob", false});
    EXPECT_EQ(changed.before.rollout->state, Rollout::State::holding);
    EXPECT_EQ(changed.after.rollout->state, Rollout::State::rolled_back);
    EXPECT_EQ(catalogue->find("spring")->serving()->next, nullptr);
    EXPECT_EQ(state_of(2), State::retired);
    const auto history = releases->history("spring", 10);
    ASSERT_EQ(history.size(), 3u);
    EXPECT_EQ(history[0].action, "rollback");
    EXPECT_EQ(history[0].reason, "it is too dear");
    EXPECT_EQ(history[0].admin, "bob");
}

TEST_F(ReleasesTest, BackToAnyNumber) {
    publish(coin("edge"), share(1));
    publish(coin("rim"), share(1));
    releases->roll_back("spring", 1, "", {"ann", false});
    EXPECT_EQ(served(), "head");
    EXPECT_EQ(refusal([&] { releases->roll_back("spring", 1, "", {"ann", false}); }), "is_live");
    EXPECT_EQ(refusal([&] { releases->roll_back("spring", 9, "", {"ann", false}); }), "no_such_revision");
}

TEST_F(ReleasesTest, WhatIsWrongIsSaidWithItsPlaceAndNothingIsPublished) {
    try {
        publish("id: spring\nplugin: coin\nsettings: {sides: none}\n");
        FAIL() << "expected it to be refused";
    } catch (const Refused& refused) {
        EXPECT_EQ(refused.code, "invalid_campaign");
        ASSERT_EQ(refused.problems.size(), 1u);
        EXPECT_EQ(refused.problems[0].line, 3);
    }
    EXPECT_EQ(refusal([&] { publish("id: [\n"); }), "invalid_campaign");
    EXPECT_EQ(releases->revisions("spring", 0, 10).size(), 1u);
    EXPECT_EQ(releases->check("id: spring\nplugin: coyn\n").size(), 1u);
}

TEST_F(ReleasesTest, ANewCampaignCanOnlyGoToEverybody) {
    const std::string yaml = "id: autumn\nplugin: coin\nsettings: {sides: [{id: head}]}\n";
    EXPECT_EQ(refusal([&] { publish(yaml, share(0.1)); }), "nothing_live");
    publish(yaml, share(1));
    EXPECT_NE(catalogue->find("autumn"), nullptr);
    EXPECT_EQ(refusal([&] { releases->roll_back("autumn", {}, "", {"ann", false}); }), "no_base");
    EXPECT_EQ(refusal([&] { releases->standing("winter"); }), "no_such_campaign");
}

TEST_F(ReleasesTest, TwoTimeZonesCannotServeSideBySide) {
    EXPECT_EQ(refusal([&] { publish(coin("edge", "time_zone: Asia/Shanghai\n"), share(0.1)); }), "time_zone_differs");
    EXPECT_EQ(refusal([&] { releases->roll_out("spring", 2, share(1), {"ann", false}); }), "none");
}

TEST_F(ReleasesTest, TheKillSwitchTakesTheCampaignAwayAndGivesItBack) {
    releases->kill("spring", true, "it pays twice", {"ann", false});
    EXPECT_EQ(catalogue->find("spring")->status(campaign::now()), campaign::Status::paused);
    EXPECT_EQ(refusal([&] { releases->kill("spring", true, "", {"ann", false}); }), "is_killed");
    releases->kill("spring", false, "", {"ann", false});
    EXPECT_EQ(catalogue->find("spring")->status(campaign::now()), campaign::Status::open);
    EXPECT_TRUE(releases->standing("spring").of_file) << "what is served did not change";
}

TEST_F(ReleasesTest, WithFourEyesSomebodyElseHasToApprove) {
    make({.four_eyes = false, .tenants = {}, .campaigns = {"spring"}});
    EXPECT_EQ(publish(coin("edge"), share(1)).state, State::waiting);
    EXPECT_EQ(served(), "head");
    EXPECT_EQ(refusal([&] { releases->roll_out("spring", 2, share(1), {"bob", false}); }), "not_approved");
    EXPECT_EQ(refusal([&] { releases->decide("spring", 2, true, "", {"ann", false}); }), "four_eyes");
    EXPECT_EQ(releases->decide("spring", 2, true, "looks fine", {"bob", false}).state, State::approved);
    EXPECT_EQ(refusal([&] { releases->decide("spring", 2, false, "", {"eve", false}); }), "not_waiting");
    releases->roll_out("spring", 2, share(1), {"ann", false});
    EXPECT_EQ(served(), "edge");
}

TEST_F(ReleasesTest, WhatWasRejectedIsNeverServed) {
    make({.four_eyes = true, .tenants = {}, .campaigns = {}});
    publish(coin("edge"));
    EXPECT_EQ(releases->decide("spring", 2, false, "no", {"bob", false}).state, State::rejected);
    EXPECT_EQ(refusal([&] { releases->roll_out("spring", 2, share(1), {"ann", true}); }), "rejected");
    EXPECT_EQ(refusal([&] { releases->roll_back("spring", 2, "", {"ann", false}); }), "not_approved");
}

TEST_F(ReleasesTest, AnEmergencyDoesWithoutAndIsCounted) {
    make({.four_eyes = true, .tenants = {}, .campaigns = {}});
    publish(coin("edge"));
    EXPECT_EQ(releases->emergencies(), 0u);
    releases->roll_out("spring", 2, share(1), {"ann", true});
    EXPECT_EQ(served(), "edge");
    EXPECT_EQ(releases->emergencies(), 1u);
    publish(coin("rim"), share(1), {"ann", true});
    EXPECT_EQ(served(), "rim");
    EXPECT_EQ(releases->emergencies(), 2u);
    EXPECT_TRUE(releases->store().waiting().empty()) << "nobody is asked for what was done without him";
    EXPECT_THAT(releases->revision("spring", 2).row.approval->note, HasSubstr("without a second person"));
}

TEST_F(ReleasesTest, GettingRidOfTheSecondPersonNeedsHimOnceMore) {
    publish(coin("edge", "approval: {four_eyes: true}\n"));
    releases->decide("spring", 2, true, "", {"bob", false});
    releases->roll_out("spring", 2, share(1), {"ann", false});
    EXPECT_EQ(publish(coin("rim")).state, State::waiting);
}

}  // namespace
}  // namespace fairground::rollout
