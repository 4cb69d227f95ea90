#include "http/json_body.hpp"

#include <gmock/gmock.h>

#include "http/problem.hpp"

namespace fairground::http {
namespace {

std::string complaint(std::string_view text, std::size_t depth = 16) {
    try {
        check_object(text, depth);
    } catch (const Problem& problem) {
        return problem.code + ": " + problem.what();
    }
    return "fine";
}

TEST(JsonBody, AnObjectWithinTheLimitsIsFine) {
    EXPECT_EQ(complaint(R"({"a":[1,2.5,"安",null,true,{"b":{}}],"c":{"a":1}})"), "fine");
    EXPECT_EQ(complaint("{\"a\":\"\\ud83c\\udfa1\"}"), "fine");
    EXPECT_EQ(parse_object("", 16), nlohmann::json::object());
    EXPECT_EQ(parse_object(R"({"a":1})", 16)["a"], 1);
}

TEST(JsonBody, TheDetailSaysWhere) {
    EXPECT_EQ(complaint(R"({"a":{"b":[0,{"c":1,"c":2}]}})"),
              "body_duplicate_key: the body has the key \"c\" twice in /a/b/1");
    EXPECT_EQ(complaint(R"({"a":[1,[2]]})", 2), "body_too_deep: the body is nested deeper than 2 levels, in /a");
    EXPECT_EQ(complaint(R"({"a":{"b":1,}})"),
              "body_not_json: the body is not JSON in UTF-8: byte 13 does not fit, in /a");
    EXPECT_EQ(complaint("[1]"), "body_not_an_object: expected a JSON object, found an array");
}

TEST(JsonBody, DepthIsCountedExactly) {
    EXPECT_EQ(complaint(R"({"a":[]})", 2), "fine");
    EXPECT_THAT(complaint(R"({"a":[[]]})", 2), testing::StartsWith("body_too_deep"));
    EXPECT_THAT(complaint(R"({"a":)" + std::string(1'000'000, '['), 16), testing::StartsWith("body_too_deep"));
}

TEST(JsonBody, TheSameKeyInDifferentObjectsIsNoDuplicate) {
    EXPECT_EQ(complaint(R"({"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]})"), "fine");
}

}  // namespace
}  // namespace fairground::http
