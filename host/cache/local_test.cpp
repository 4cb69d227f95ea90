#include "cache/local.hpp"

#include <gmock/gmock.h>

namespace fairground::cache {
namespace {

constexpr Moment now = 1'000;
const Stamp today{1, {1, 1}};
const std::string ann = who_is("default", "ann");

ReplyPtr reply(std::int64_t version, std::string body = "{}", Moment until = now + 1) {
    auto made = std::make_shared<Reply>();
    made->version = version;
    made->body = std::move(body);
    made->fresh_until = made->until = until;
    return made;
}

class LocalTest : public ::testing::Test {
protected:
    bool has(std::string_view who, std::string_view text, std::int64_t at_least = 0, const Stamp& stamp = today) {
        return local.find(who, text, stamp, at_least, now).reply != nullptr;
    }
    Local local{1024 * 1024};
};

TEST_F(LocalTest, GivesBackWhatWasPutUntilItEnds) {
    const auto pin = local.pin(ann);
    EXPECT_TRUE(local.put(ann, "purse", reply(3), today));
    EXPECT_TRUE(has(ann, "purse"));
    EXPECT_TRUE(has(ann, "purse", 3));
    EXPECT_FALSE(has(ann, "purse", 4)) << "he has seen more already";
    EXPECT_FALSE(has(ann, "other"));
    EXPECT_EQ(local.find(ann, "purse", today, 0, now + 1).reply, nullptr);
    EXPECT_EQ(local.replies(), 0u) << "what has ended is thrown away";
}

TEST_F(LocalTest, AChangeEndsThePlayersRepliesAndNobodyElses) {
    const std::string bob = who_is("default", "bob");
    const auto pins = std::pair(local.pin(ann), local.pin(bob));
    local.put(ann, "ann's purse", reply(3), today);
    local.put(ann, "ann's diary", reply(3), today);
    local.put(bob, "bob's purse", reply(3), today);
    local.put("", "rules", reply(0), today);
    local.changed(ann, 3);
    EXPECT_TRUE(has(ann, "ann's purse")) << "that is the version it was computed from";
    local.changed(ann, 4);
    EXPECT_FALSE(has(ann, "ann's purse"));
    EXPECT_FALSE(has(ann, "ann's diary"));
    EXPECT_TRUE(has(bob, "bob's purse"));
    EXPECT_TRUE(has("", "rules"));
}

TEST_F(LocalTest, AFillThatWasOvertakenByAChangeIsNotKept) {
    const auto pin = local.pin(ann);
    local.changed(ann, 4);
    EXPECT_TRUE(local.overtaken(ann, 3));
    EXPECT_FALSE(local.put(ann, "purse", reply(3), today));
    EXPECT_FALSE(has(ann, "purse"));
    EXPECT_TRUE(local.put(ann, "purse", reply(4), today));
}

TEST_F(LocalTest, WhatIsKnownLastsAsLongAsSomethingCanBeComparedWithIt) {
    auto first = std::make_optional(local.pin(ann));
    const auto second = local.pin(ann);
    local.changed(ann, 4);
    first.reset();
    EXPECT_TRUE(local.overtaken(ann, 3));
    local.put(ann, "purse", reply(4), today);
    {
        const auto third = local.pin(ann);
        EXPECT_FALSE(local.put(ann, "diary", reply(3), today)) << "the purse already shows more";
    }
}

TEST_F(LocalTest, ANewerReplyEndsTheOlderOnesOfItsPlayer) {
    const auto pin = local.pin(ann);
    local.put(ann, "purse", reply(3), today);
    local.put(ann, "diary", reply(5), today);
    EXPECT_FALSE(has(ann, "purse"));
}

TEST_F(LocalTest, WhoIsForgottenHasNothingAndGetsNothingFromFillsUnderWay) {
    {
        const auto pin = local.pin(ann);
        local.put(ann, "purse", reply(3), today);
        local.forget(ann);
        EXPECT_FALSE(has(ann, "purse"));
        EXPECT_FALSE(local.put(ann, "purse", reply(7), today));
    }
    const auto pin = local.pin(ann);
    EXPECT_TRUE(local.put(ann, "purse", reply(3), today));
}

TEST_F(LocalTest, AnOlderEpochIsUncertainAndAnotherGenerationIsOver) {
    const auto pin = local.pin(ann);
    local.put(ann, "purse", reply(3), today);
    EXPECT_TRUE(local.find(ann, "purse", today, 0, now).certain);
    EXPECT_FALSE(local.find(ann, "purse", {2, {1, 1}}, 0, now).certain);
    EXPECT_FALSE(has(ann, "purse", 0, {2, {1, 2}}));
    EXPECT_FALSE(has(ann, "purse")) << "and does not come back";
}

TEST_F(LocalTest, ItsBytesAreBoundedAndWhatIsAskedForStays) {
    const std::string body(1000, 'x');
    local.put("", "regular", reply(0, body), today);
    for (int i = 0; i < 20'000; ++i) {
        local.put("", "view " + std::to_string(i), reply(0, body), today);
        ASSERT_TRUE(has("", "regular")) << "after " << i;
        ASSERT_LE(local.bytes(), 1024u * 1024);
    }
    EXPECT_GT(local.bytes(), 900u * 1024);
    EXPECT_GT(local.evicted(), 19'000u);
}

TEST_F(LocalTest, OneReplyThatIsTooLargeDrivesNothingOut) {
    local.put("", "small", reply(0), today);
    local.put("", "large", reply(0, std::string(100'000, 'x')), today);
    EXPECT_FALSE(has("", "large"));
    EXPECT_TRUE(has("", "small"));
}

TEST_F(LocalTest, ThrownOutPlayersLeaveNothingBehind) {
    for (int i = 0; i < 5'000; ++i) {
        const auto who = who_is("default", "p" + std::to_string(i));
        const auto pin = local.pin(who);
        local.put(who, "purse of " + who, reply(1, std::string(500, 'x')), today);
        local.changed(who, 2);
        ASSERT_EQ(local.replies(), 0u);
    }
    EXPECT_EQ(local.bytes(), 0u);
}

}  // namespace
}  // namespace fairground::cache
