#include <gmock/gmock.h>

#include "store/store_fixture.hpp"

namespace fairground::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class RolloutsTest : public StoreTest {
protected:
    std::unique_ptr<Rollouts> rollouts() { return store_->rollouts(); }

    static RevisionDraft draft(const std::string& config, const std::string& campaign = "wheel") {
        RevisionDraft made;
        made.campaign = campaign;
        made.tenant = "shop";
        made.plugin = "lucky-wheel";
        made.plugin_version = "1.0.0";
        made.config = config;
        made.author = "ann";
        made.source = "apply";
        made.note = "more mugs";
        made.yaml = "id: wheel # mugs\n";
        return made;
    }
    Standing serving(std::int32_t live, std::int64_t campaign, const std::string& rollout = "") {
        Standing standing;
        standing.campaign = campaign;
        standing.live = live;
        standing.at = 5;
        standing.admin = "ann";
        standing.action = "publish";
        standing.reason = "spring";
        standing.rollout = rollout;
        return standing;
    }
    std::optional<std::int64_t> total_of(const std::string& item) {
        const auto rows = sql().query("SELECT total FROM stock WHERE day = 0 AND item = '" + item + "'");
        return rows.empty() || rows[0][0].empty() ? std::nullopt : std::optional(std::stoll(rows[0][0]));
    }
};
FAIRGROUND_ON_BOTH_DATABASES(RolloutsTest);

TEST_P(RolloutsTest, KeepsARevisionAsItWasPublished) {
    const auto added = rollouts()->add(draft("{\"a\":1}"));
    EXPECT_EQ(added.number, 1);
    EXPECT_TRUE(added.is_new);
    const auto row = rollouts()->revision("wheel", 1);
    ASSERT_TRUE(row);
    EXPECT_EQ(row->config, "{\"a\":1}");
    EXPECT_EQ(row->yaml, "id: wheel # mugs\n");
    EXPECT_EQ(row->author, "ann");
    EXPECT_EQ(row->source, "apply");
    EXPECT_EQ(row->note, "more mugs");
    EXPECT_FALSE(row->approval);
    EXPECT_FALSE(rollouts()->revision("wheel", 2));
    EXPECT_FALSE(rollouts()->revision("weel", 1));
}

TEST_P(RolloutsTest, TheSameContentAgainIsTheSameRevision) {
    rollouts()->add(draft("{\"a\":1}"));
    EXPECT_FALSE(rollouts()->add(draft("{\"a\":1}")).is_new);
    EXPECT_EQ(rollouts()->add(draft("{\"a\":2}")).number, 2);
    EXPECT_EQ(rollouts()->add(draft("{\"a\":1}")).number, 3) << "what was published since is not undone in silence";
}

TEST_P(RolloutsTest, ListsTheNewestFirstAPageAtATime) {
    for (int i = 1; i <= 5; ++i) rollouts()->add(draft("{\"a\":" + std::to_string(i) + "}"));
    const auto numbers = [](const std::vector<RevisionRow>& rows) {
        std::vector<std::int32_t> list;
        for (const auto& row : rows) list.push_back(row.number);
        return list;
    };
    EXPECT_THAT(numbers(rollouts()->revisions("wheel", 0, 3)), ElementsAre(5, 4, 3));
    EXPECT_THAT(numbers(rollouts()->revisions("wheel", 3, 3)), ElementsAre(2, 1));
}

TEST_P(RolloutsTest, WhatAdminsPublishDoesNotHideWhatTheFileSays) {
    RevisionDraft file = draft("{\"file\":1}");
    file.source = "file";
    EXPECT_EQ(store_->publish(file).revision, 1);
    EXPECT_EQ(rollouts()->add(draft("{\"a\":2}")).number, 2);
    EXPECT_EQ(store_->publish(file).revision, 1) << "the host starts again with the same file";
}

TEST_P(RolloutsTest, ARevisionIsDecidedOnce) {
    auto waiting = draft("{}");
    waiting.needs_approval = true;
    const auto added = rollouts()->add(waiting);
    ASSERT_THAT(rollouts()->waiting(), SizeIs(1));
    EXPECT_EQ(rollouts()->waiting()[0].revisions, 1);
    EXPECT_TRUE(rollouts()->decide(added.campaign, 1, {true, "bob", "fine", 7}));
    EXPECT_FALSE(rollouts()->decide(added.campaign, 1, {false, "eve", "no", 8}));
    EXPECT_FALSE(rollouts()->decide(added.campaign, 9, {true, "bob", "", 9})) << "there is no revision 9";
    const auto row = rollouts()->revision("wheel", 1);
    ASSERT_TRUE(row->approval);
    EXPECT_TRUE(row->approval->approved);
    EXPECT_EQ(row->approval->admin, "bob");
    EXPECT_THAT(rollouts()->waiting(), IsEmpty());
}

TEST_P(RolloutsTest, TheNewestSimulationIsTheOneOfTheRevision) {
    const auto added = rollouts()->add(draft("{}"));
    rollouts()->add(draft("{\"other\":1}"));
    rollouts()->keep_simulation(added.campaign, 1, 10, "ann", "{\"cost\":1}");
    rollouts()->keep_simulation(added.campaign, 1, 20, "bob", "{\"cost\":2}");
    EXPECT_EQ(rollouts()->revision("wheel", 1)->simulation->report, "{\"cost\":2}");
    const auto list = rollouts()->revisions("wheel", 0, 10);
    ASSERT_EQ(list.size(), 2u);
    EXPECT_FALSE(list[0].simulation);
    EXPECT_EQ(list[1].simulation->report, "{\"cost\":2}");
    EXPECT_EQ(list[1].simulation->admin, "bob");
    EXPECT_EQ(list[1].simulation->at, 20);
}

TEST_P(RolloutsTest, ChangesAreNumberedOverAllCampaigns) {
    const auto wheel = rollouts()->add(draft("{}")).campaign;
    const auto signin = rollouts()->add(draft("{}", "signin")).campaign;
    EXPECT_EQ(rollouts()->change(), 0);
    EXPECT_EQ(rollouts()->set(serving(1, wheel), 0, std::nullopt), 1);
    EXPECT_EQ(rollouts()->set(serving(1, signin), 0, std::nullopt), 2);
    EXPECT_EQ(rollouts()->set(serving(1, wheel, "{\"share\":100}"), 1, std::nullopt), 3);
    EXPECT_EQ(rollouts()->change(), 3);
    ASSERT_THAT(rollouts()->standings(0), SizeIs(2)) << "one of each campaign: as it is now";
    const auto since = rollouts()->standings(2);
    ASSERT_THAT(since, SizeIs(1));
    EXPECT_EQ(since[0].name, "wheel");
    EXPECT_EQ(since[0].tenant, "shop");
    EXPECT_EQ(since[0].rollout, "{\"share\":100}");
    EXPECT_EQ(since[0].live, 1);
    EXPECT_THAT(rollouts()->history("wheel", 10), SizeIs(2)) << "nothing is overwritten";
}

TEST_P(RolloutsTest, OfTwoWhoChangeAtOnceOneIsToldThatTheOtherWasFaster) {
    const auto wheel = rollouts()->add(draft("{}")).campaign;
    EXPECT_TRUE(rollouts()->set(serving(1, wheel), 0, std::nullopt));
    EXPECT_FALSE(rollouts()->set(serving(1, wheel), 0, std::nullopt));
    EXPECT_EQ(rollouts()->change(), 1);
}

TEST_P(RolloutsTest, CapsCountFromTheChangeOn) {
    const auto wheel = rollouts()->add(draft("{}")).campaign;
    EXPECT_FALSE(total_of("phone")) << "a revision that nobody sees changes no cap";
    rollouts()->set(serving(1, wheel), 0, std::vector<StockCap>{{"phone", 3}});
    EXPECT_EQ(total_of("phone"), 3);
}

TEST_P(RolloutsTest, UsesOfARouteAddUp) {
    const auto wheel = rollouts()->add(draft("{}")).campaign;
    const std::vector<RouteUse> uses{{wheel, 20260301, "action spin", 2}, {wheel, 20260302, "view prizes", 1}};
    rollouts()->add_route_uses(uses);
    rollouts()->add_route_uses(uses);
    const auto all = rollouts()->route_uses("wheel", 20260301);
    ASSERT_THAT(all, SizeIs(2));
    EXPECT_EQ(all[0].route, "action spin");
    EXPECT_EQ(all[0].uses, 4);
    EXPECT_THAT(rollouts()->route_uses("wheel", 20260302), SizeIs(1));
    rollouts()->purge_route_uses(wheel, 20260302);
    EXPECT_THAT(rollouts()->route_uses("wheel", 0), SizeIs(1));
}

TEST_P(RolloutsTest, SamplesOfAllHostsAreKeptApart) {
    const auto wheel = rollouts()->add(draft("{}")).campaign;
    rollouts()->add_samples(std::vector<RevisionSample>{{wheel, 1, 100, "a", "{}"},
                                                        {wheel, 1, 100, "b", "{}"},
                                                        {wheel, 1, 200, "a", "{}"},
                                                        {wheel, 2, 200, "a", "{}"}});
    EXPECT_THAT(rollouts()->samples(wheel, 1, 0), SizeIs(3));
    EXPECT_THAT(rollouts()->samples(wheel, 1, 100), SizeIs(1));
    rollouts()->purge_samples(wheel, 1, 150);
    EXPECT_THAT(rollouts()->samples(wheel, 1, 0), SizeIs(1));
}

}  // namespace
}  // namespace fairground::store
