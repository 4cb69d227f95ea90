#include "rollout/diff.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fairground::rollout {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> texts(const char* from, const char* to) {
    std::vector<std::string> list;
    for (const auto& one : differences(json::parse(from), json::parse(to)))
        list.push_back(one.path + ": " + one.before.dump() + " -> " + one.after.dump());
    return list;
}

TEST(Diff, NamesEachValueByItsPath) {
    EXPECT_THAT(texts(R"({"settings":{"prizes":[{"id":"mug","weight":1},{"id":"tea","weight":2}]},"id":"w"})",
                      R"({"settings":{"prizes":[{"id":"mug","weight":1},{"id":"tea","weight":3}]},"id":"w"})"),
                ElementsAre("settings.prizes[1].weight: 2 -> 3"));
}

TEST(Diff, WhatIsNewOrGoneHasNothingOnTheOtherSide) {
    EXPECT_THAT(texts(R"({"a":1,"list":[1]})", R"({"b":{"c":2},"list":[1,5]})"),
                ElementsAre("a: 1 -> null", "b.c: null -> 2", "list[1]: null -> 5"));
}

TEST(Diff, TheSameIsNothing) {
    EXPECT_THAT(texts(R"({"a":[]})", R"({"a":[]})"), IsEmpty());
    EXPECT_THAT(texts(R"({"a":[]})", R"({"a":[1]})"), ElementsAre("a: [] -> null", "a[0]: null -> 1"));
}

}  // namespace
}  // namespace fairground::rollout
