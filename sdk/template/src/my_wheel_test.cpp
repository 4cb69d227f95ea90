// The rules against a host in memory: scripted chance, a clock that stands still. See fairground/testkit.hpp.
#include <fairground/testkit.hpp>
#include <gtest/gtest.h>

using fairground::Testkit;
const auto settings = nlohmann::json::parse(
    R"({"turns_per_day": 2, "prizes": [{"id": "phone", "weight": 1, "stock": 1}, {"id": "thanks", "weight": 99}]})");

TEST(MyWheel, gives_what_was_drawn_while_there_is_some_and_new_turns_every_day) {
    Testkit kit(settings);
    kit.script({0, 0, 0, 0});  // a draw takes two numbers; 0 and 0 are the first prize
    EXPECT_EQ(kit.act("spin").body["prize"], "phone");
    EXPECT_EQ(kit.act("spin").body["prize"], "thanks");  // there was one phone
    EXPECT_TRUE(kit.act("spin").refused("no_turns_left"));
    kit.pass(std::chrono::hours(24));
    EXPECT_EQ(kit.view("board").body["turns_left"], 2);
    EXPECT_TRUE(kit.warnings().empty());
}
