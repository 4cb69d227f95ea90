// SPDX-License-Identifier: MIT
#include <fairground/prizes.hpp>
#include <gtest/gtest.h>

using namespace fairground;

namespace {

std::vector<std::string> problems_of(const char* prizes) {
    Problems problems;
    Prizes::read({{"prizes", Json::parse(prizes)}}, problems);
    std::vector<std::string> found;
    for (const auto& problem : problems.found()) found.push_back(problem.at + ": " + problem.message);
    return found;
}

using Lines = std::vector<std::string>;
const std::string last_is_limited =
    "/prizes: the last prize must have neither stock nor per_day: it is given when another has run out";

TEST(Prizes, are_read_with_their_chances_and_stock) {
    Problems problems;
    const auto prizes = Prizes::read({{"prizes", Json::parse(R"([
        {"id": "phone", "weight": 1, "stock": 2, "per_day": 1, "title": {"en": "Phone"}},
        {"id": "thanks", "weight": 3}])")}},
                                     problems);
    EXPECT_TRUE(problems.empty());
    EXPECT_EQ(prizes.odds().at(0).chance, 0.25);
    ASSERT_EQ(prizes.stock_items().size(), 1u);
    EXPECT_EQ(prizes.stock_items()[0].total, 2);
    EXPECT_EQ(prizes.stock_items()[0].per_day, 1);
    EXPECT_EQ(prizes.shown(), Json::parse(R"([{"id": "phone", "title": {"en": "Phone"}},
                                              {"id": "thanks", "title": "thanks"}])"));
}

TEST(Prizes, without_one_that_is_always_there_are_refused) {
    EXPECT_EQ(problems_of(R"([{"id": "phone", "weight": 1, "stock": 1}])"), Lines{last_is_limited});
    EXPECT_EQ(problems_of(R"([{"id": "phone", "weight": 1, "per_day": 1}])"), Lines{last_is_limited});
}

TEST(Prizes, of_the_same_name_are_refused) {
    EXPECT_EQ(problems_of(R"([{"id": "a", "weight": 1}, {"id": "a", "weight": 1}])"),
              Lines{"/prizes/1/id: the prize a is there twice"});
}

TEST(Prizes, that_nobody_can_draw_are_refused) {
    EXPECT_EQ(problems_of(R"([{"id": "a", "weight": 0}])"),
              Lines{"/prizes: the weights add up to 0, expected 1 to 4294967295: scale them"});
}

}  // namespace
