#include "campaign/rollout.hpp"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fairground::campaign {
namespace {

auth::Player player_of(const std::string& id, const std::string& region = "") {
    auth::Player made;
    made.tenant = "shop";
    made.id = id;
    if (!region.empty()) made.attributes["region"] = region;
    return made;
}
Picker picker(std::int32_t share) {
    return {"wheel", 7, {.share = share, .tenants = {}, .regions = {}, .allow = {}}};
}

TEST(Picker, NobodyAtZeroAndEverybodyAtTheWhole) {
    for (int i = 0; i < 1000; ++i) {
        EXPECT_FALSE(picker(0).picks(player_of("p" + std::to_string(i))));
        EXPECT_TRUE(picker(everybody).picks(player_of("p" + std::to_string(i))));
    }
}

TEST(Picker, WhoIsInStaysInWhileTheShareGrows) {
    const Picker narrow = picker(100), wide = picker(1000);
    int in = 0;
    for (int i = 0; i < 20'000; ++i) {
        const auto one = player_of("p" + std::to_string(i));
        if (!narrow.picks(one)) continue;
        ++in;
        EXPECT_TRUE(wide.picks(one));
    }
    EXPECT_NEAR(in, 200, 60);
}

TEST(Picker, TheAnswerIsTheSameOnEveryHostForEver) {
    EXPECT_EQ(picker(0).place("ann"), Picker("wheel", 7, {}).place("ann"));
    EXPECT_EQ(Picker("wheel", 7, {}).place("ann"), 5008) << "a rollout under way would pick other players";
}

TEST(Picker, TheNextRolloutBeginsWithOthers) {
    const Picker seven("wheel", 7, {}), eight("wheel", 8, {});
    int same = 0;
    for (int i = 0; i < 10'000; ++i) {
        const std::string id = "p" + std::to_string(i);
        same += seven.place(id) < 1000 && eight.place(id) < 1000;
    }
    EXPECT_NEAR(same, 100, 50);
}

TEST(Picker, OfRegionsAndTenantsTheShareAndTheListInAnyCase) {
    const Picker picker("wheel", 7, {.share = everybody, .tenants = {}, .regions = {"CN-SH"}, .allow = {"eve"}});
    EXPECT_TRUE(picker.picks(player_of("ann", "CN-SH")));
    EXPECT_FALSE(picker.picks(player_of("ann", "CN-BJ")));
    EXPECT_FALSE(picker.picks(player_of("ann"))) << "his region is not known";
    EXPECT_TRUE(picker.picks(player_of("eve", "CN-BJ")));
    EXPECT_FALSE(Picker("wheel", 7, {.share = everybody, .tenants = {"bank"}, .regions = {}, .allow = {}})
                     .picks(player_of("ann")));
}

TEST(Rollout, ComesBackFromTheStoreAsItWas) {
    Rollout rollout;
    rollout.revision = 8;
    rollout.base = 7;
    rollout.share = {.share = 500, .tenants = {"shop"}, .regions = {"CN"}, .allow = {"eve"}};
    rollout.plan = {{"stages", {{{"share", 0.05}}}}};
    rollout.stage = 1;
    rollout.state = Rollout::State::advancing;
    rollout.since = 12;
    const Rollout read = read_stored(to_stored(rollout));
    EXPECT_EQ(read.revision, 8);
    EXPECT_EQ(read.share, rollout.share);
    EXPECT_EQ(read.plan, rollout.plan);
    EXPECT_EQ(read.state, Rollout::State::advancing);
    EXPECT_TRUE(read.both_serve());
    EXPECT_THROW(read_stored(R"({"revision":1})"), nlohmann::json::exception);
}

}  // namespace
}  // namespace fairground::campaign
