// SPDX-License-Identifier: MIT
#include <fairground/testkit.hpp>
#include <gtest/gtest.h>

using fairground::Testkit;

const auto settings =
    nlohmann::json::parse(R"({"prizes": [{"id": "phone", "weight": 1, "stock": 1}, {"id": "thanks", "weight": 99}]})");

TEST(TinyWheel, gives_what_was_drawn_while_there_is_some) {
    Testkit kit(settings);
    kit.give("spins", 3).script({0, 0, 0, 0});  // column 0 at height 0 is the phone, twice
    EXPECT_EQ(kit.act("spin").body["prize"], "phone");
    EXPECT_EQ(kit.act("spin").body["prize"], "thanks");
    EXPECT_EQ(kit.balance("spins"), 1);
    EXPECT_EQ(kit.view("history").body["prizes"], (nlohmann::json{"thanks", "phone"}));
    EXPECT_TRUE(kit.warnings().empty());
}

TEST(TinyWheel, refuses_a_player_without_spins) {
    Testkit kit(settings);
    EXPECT_TRUE(kit.act("spin").refused("no_spins_left"));
    EXPECT_TRUE(kit.records("spin").empty());
}
