#include "plugin/json_text.hpp"

#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fairground::plugin {
namespace {

std::string nested(int levels) {
    return std::string(levels, '[') + std::string(levels, ']');
}

TEST(JsonText, IsTakenUpToItsGreatestDepth) {
    EXPECT_EQ(json_defect(nested(max_json_depth)), "");
    EXPECT_EQ(json_defect(nested(max_json_depth + 1)), "JSON nested deeper than 32 levels");
    EXPECT_EQ(json_defect(std::string(1'000'000, '[')), "JSON nested deeper than 32 levels");
    EXPECT_EQ(json_defect("[" + nested(31) + "," + nested(31) + "]"), "");
}

TEST(JsonText, SaysWhereItGoesWrong) {
    EXPECT_EQ(json_defect(R"({"a":1,})"), "not JSON: it goes wrong at byte 8");
    EXPECT_THAT(json_defect(""), testing::StartsWith("not JSON"));
    EXPECT_THAT(json_defect("{} {}"), testing::StartsWith("not JSON"));
    EXPECT_THAT(json_defect("\"\xff\""), testing::StartsWith("not JSON"));
    EXPECT_THAT(json_defect("1e999"), testing::StartsWith("not JSON"));
}

TEST(JsonText, IsAnObjectOrNot) {
    EXPECT_TRUE(is_json_object(" {\"a\":[]}"));
    EXPECT_FALSE(is_json_object("[{}]"));
    EXPECT_FALSE(is_json_object("{"));
    EXPECT_FALSE(is_json_object(""));
}

TEST(JsonText, IsBuiltOnlyIfItIsFit) {
    EXPECT_EQ(parse_json("[1]")[0], 1);
    EXPECT_THROW(parse_json(nested(33)), std::invalid_argument);
}

}  // namespace
}  // namespace fairground::plugin
