#include "ops/traffic.hpp"

#include <gmock/gmock.h>

namespace fairground::ops {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::Pair;
using Kind = CampaignTraffic::Kind;
using Came = CampaignTraffic::Came;

class TrafficTest : public testing::Test {
protected:
    void spin(Came came = Came::done, std::string_view code = "", CampaignTraffic::Clock::duration took = 1ms) {
        wheel.count(Kind::action, came, code, took, now);
    }
    CampaignTraffic wheel;
    CampaignTraffic::Clock::time_point now{1000s};
};

TEST_F(TrafficTest, WhatCameOfCallsIsCounted) {
    spin();
    spin(Came::refused, "no_spins_left");
    spin(Came::refused, "no_spins_left");
    spin(Came::refused, "paused");
    spin(Came::fault);
    spin(Came::unavailable);
    wheel.count(Kind::view, Came::done, "", 1ms, now);
    const auto total = wheel.total();
    EXPECT_EQ(total.actions, 6u);
    EXPECT_EQ(total.views, 1u);
    EXPECT_EQ(total.refusals, 3u);
    EXPECT_EQ(total.faults, 1u);
    EXPECT_EQ(total.unavailable, 1u);
    EXPECT_THAT(wheel.refusals(), ElementsAre(Pair("no_spins_left", 2), Pair("paused", 1)));
}

TEST_F(TrafficTest, LatelyIsTheMinuteThatIsOver) {
    spin();
    EXPECT_EQ(wheel.lately(now).figures.actions, 0u) << "this second is not over";
    now += 1s;
    spin();
    spin();
    now += 1s;
    EXPECT_EQ(wheel.lately(now).figures.actions, 3u);
    EXPECT_EQ(wheel.lately(now + 59s).figures.actions, 2u);
    EXPECT_EQ(wheel.lately(now + 60s).figures.actions, 0u);
    now += 640s;  // the same place in the ring
    spin();
    EXPECT_EQ(wheel.lately(now + 1s).figures.actions, 1u);
    EXPECT_EQ(wheel.total().actions, 4u);
}

TEST_F(TrafficTest, TheSlowestHundredthIsKnownWithinAQuarter) {
    EXPECT_EQ(wheel.lately(now).p99_ms(), 0);
    for (int i = 0; i < 980; ++i) spin(Came::done, "", 2ms);
    for (int i = 0; i < 20; ++i) spin(Came::done, "", 80ms);
    const auto p99 = wheel.lately(now + 1s).p99_ms();
    EXPECT_GE(p99, 80);
    EXPECT_LE(p99, 100);
}

TEST_F(TrafficTest, APluginThatInventsCodesFillsNoMemory) {
    for (int i = 0; i < 1000; ++i) spin(Came::refused, "code_" + std::to_string(i));
    const auto codes = wheel.refusals();
    EXPECT_LE(codes.size(), 101u);
    EXPECT_EQ(codes.at("other"), 900u);
}

TEST(TrafficOfAHostTest, AddsUpItsCampaigns) {
    Traffic traffic;
    const auto before = CampaignTraffic::Clock::now() - 5s;
    traffic.of("wheel").count(Kind::action, Came::done, "", 1ms, before);
    traffic.of("growth").count(Kind::action, Came::done, "", 1ms, before);
    EXPECT_EQ(traffic.lately().figures.actions, 2u);
    EXPECT_EQ(traffic.find("nobody"), nullptr);
    EXPECT_EQ(&traffic.of("wheel"), traffic.find("wheel"));
}

}  // namespace
}  // namespace fairground::ops
