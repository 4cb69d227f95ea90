#include "campaign/campaign.hpp"

#include <gtest/gtest.h>

namespace fairground::campaign {
namespace {

Time at(int second) {
    return Time(std::chrono::seconds(second));
}

Campaign open_between(std::optional<Time> from, std::optional<Time> to) {
    config::CampaignFile file;
    file.from = from;
    file.to = to;
    return Campaign(std::make_shared<const Revision>(Revision{1, 1, file, LocalTime("UTC"), nullptr, nullptr}));
}

TEST(Status, FollowsTheWindowEndExcluded) {
    const Campaign campaign = open_between(at(10), at(20));
    EXPECT_EQ(campaign.status(at(9)), Status::not_started);
    EXPECT_EQ(campaign.status(at(10)), Status::open);
    EXPECT_EQ(campaign.status(at(19)), Status::open);
    EXPECT_EQ(campaign.status(at(20)), Status::ended);
}

TEST(Status, IsOpenWithoutAWindow) {
    EXPECT_EQ(open_between({}, {}).status(at(0)), Status::open);
}

TEST(Status, APauseCountsOnlyWithinTheWindow) {
    Campaign campaign = open_between(at(10), at(20));
    campaign.set_paused(true);
    EXPECT_EQ(campaign.status(at(9)), Status::not_started);
    EXPECT_EQ(campaign.status(at(10)), Status::paused);
    EXPECT_EQ(campaign.status(at(20)), Status::ended);
    campaign.set_paused(false);
    EXPECT_EQ(campaign.status(at(10)), Status::open);
}

TEST(Status, HasTheNamesOfTheContract) {
    EXPECT_EQ(to_text(Status::not_started), "not_started");
    EXPECT_EQ(to_text(Status::open), "open");
    EXPECT_EQ(to_text(Status::paused), "paused");
    EXPECT_EQ(to_text(Status::ended), "ended");
}

}  // namespace
}  // namespace fairground::campaign
