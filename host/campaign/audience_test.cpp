#include <gtest/gtest.h>

#include "campaign/campaign.hpp"

namespace fairground::campaign {
namespace {

using Names = std::vector<std::string>;

config::Audience allowing(Names players, Names but_not = {}) {
    return {false, {}, std::move(players), std::move(but_not)};
}
config::Audience in(Names regions) {
    return {false, std::move(regions), {}, {}};
}

auth::Player player(const std::string& id, std::map<std::string, std::string> attributes = {}) {
    return {"default", id, id, std::move(attributes)};
}

TEST(Audience, IsEverybodyByDefault) {
    EXPECT_EQ(audience_refusal({}, player("ann")), "");
}

TEST(Audience, DeniedPlayersStayOutWhateverElseTheyAre) {
    const config::Audience audience = allowing({"eve"}, {"eve"});
    EXPECT_EQ(audience_refusal(audience, player("eve")), "denied");
    EXPECT_EQ(audience_refusal(allowing({}, {"eve"}), player("ann")), "");
}

TEST(Audience, AnAllowListLeavesTheOthersOut) {
    const config::Audience audience = allowing({"ann"});
    EXPECT_EQ(audience_refusal(audience, player("ann")), "");
    EXPECT_EQ(audience_refusal(audience, player("bob")), "not_in_audience");
}

TEST(Audience, FollowersOnly) {
    const config::Audience audience{true, {}, {}, {}};
    EXPECT_EQ(audience_refusal(audience, player("ann", {{"follower", "yes"}})), "");
    EXPECT_EQ(audience_refusal(audience, player("ann", {{"follower", "no"}})), "followers_only");
    EXPECT_EQ(audience_refusal(audience, player("ann")), "followers_only");
}

TEST(Audience, ARegionHoldsItsParts) {
    const config::Audience audience = in({"CN-SH", "NO"});
    EXPECT_EQ(audience_refusal(audience, player("ann", {{"region", "CN-SH"}})), "");
    EXPECT_EQ(audience_refusal(audience, player("ann", {{"region", "NO-03"}})), "");
    EXPECT_EQ(audience_refusal(audience, player("ann", {{"region", "CN"}})), "not_in_audience");
    EXPECT_EQ(audience_refusal(audience, player("ann", {{"region", "NOR"}})), "not_in_audience");
    EXPECT_EQ(audience_refusal(audience, player("ann")), "not_in_audience");
}

}  // namespace
}  // namespace fairground::campaign
