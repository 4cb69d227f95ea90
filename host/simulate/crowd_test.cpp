#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/problem_texts.hpp"
#include "simulate/simulate.hpp"

namespace fairground::simulate {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::Pair;

std::filesystem::path crowd_file(const std::string& text) {
    std::filesystem::path path = testing::TempDir() + "crowd_test.yaml";
    std::ofstream(path) << text;
    return path;
}

TEST(CrowdFile, EveryKeyIsRead) {
    const Crowd crowd =
        read_crowd(crowd_file("players: 500\ndays: 3\nactions: 4\ncomes: [1, 0.5]\n"
                              "hours: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]\n"
                              "balances: {points: 100}\ncoupons: {tea: 50}\nattributes: {region: CN-SH}\n"));
    EXPECT_EQ(crowd.players, 500U);
    EXPECT_EQ(crowd.days, 3U);
    EXPECT_EQ(crowd.actions, 4U);
    EXPECT_THAT(crowd.comes, ElementsAre(1, 0.5));
    EXPECT_EQ(crowd.hours[13], 2);
    EXPECT_THAT(crowd.balances, ElementsAre(Pair("points", 100)));
    EXPECT_THAT(crowd.coupons, ElementsAre(Pair("tea", 50)));
    EXPECT_THAT(crowd.attributes, ElementsAre(Pair("region", "CN-SH")));
}

TEST(CrowdFile, EverythingWrongIsToldAtOnce) {
    const auto file =
        crowd_file("player: 5\nplayers: 0\ncomes: [1, 1.5]\nhours: [1, 2]\nbalances: {points: -1}\nattributes: [x]\n");
    EXPECT_THAT(config::problem_texts([&] { read_crowd(file); }),
                ElementsAre(EndsWith(":1:1: player: unknown key; did you mean players?"),
                            EndsWith(":2:10: players: expected a whole number from 1 to 2000000, found the number 0"),
                            EndsWith(":3:12: comes[1]: expected a number from 0 to 1, found the number 1.5"),
                            EndsWith(":4:8: hours: expected a list of 24 numbers from 0 to 1000000, found 2"),
                            EndsWith(":5:20: balances.points: expected a number from 0 to 1e12, found the number -1"),
                            EndsWith(":6:13: attributes: expected a map (key: value), found a list")));
}

}  // namespace
}  // namespace fairground::simulate
