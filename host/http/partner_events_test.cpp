// What partners hear of: the feed of events, and what they are told when it cannot be read.
#include "http/testing/partner.hpp"

namespace fairground::http {
namespace {

using nlohmann::json;
using store::FeedEvent;

class EventsTest : public PartnerTest {
protected:
    EventsTest() {
        grant("events", {1000, 5000});
        script().feed = [this](const engine::FeedCall& call) {
            asked = call;
            return found;
        };
    }
    Reply events(const std::string& query = "") { return get("/api/v1/events" + query, {authorization()}); }

    engine::FeedCall asked;
    std::vector<FeedEvent> found{{70, 3, "prize.won", "open", "ann", R"({"prize":"mug"})", 1772330400123},
                                 {90, 2, "level.up", "later", "bob", "{}", 1772330400000}};
};

TEST_F(EventsTest, AreThoseOfTheKeysTenantAndSayWhereToGoOn) {
    const auto reply = events();
    ASSERT_EQ(reply.status, 200) << reply.body;
    EXPECT_EQ(reply.json(), json::parse(R"({"events":[
        {"id":"3","topic":"prize.won","campaign":"open","player":"ann","at":"2026-03-01T02:00:00.123Z",
         "payload":{"prize":"mug"}},
        {"id":"2","topic":"level.up","campaign":"later","player":"bob","at":"2026-03-01T02:00:00.000Z","payload":{}}],
        "next":"90","more":false})"));
    EXPECT_EQ(asked.tenant, "default");
    EXPECT_EQ(asked.topic, "");
    EXPECT_EQ(asked.after, 0);
    EXPECT_EQ(reply.header("cache-control"), "private, no-store");
    EXPECT_EQ(partner_figures.events.load(), 2u);
}

TEST_F(EventsTest, WhatIsAskedForIsHandedOn) {
    const auto reply = events("?after=55&topic=prize.won&limit=2");
    EXPECT_EQ(asked.after, 55);
    EXPECT_EQ(asked.topic, "prize.won");
    EXPECT_EQ(asked.limit, 2u);
    EXPECT_TRUE(reply.json()["more"]) << "the page is full";
}

TEST_F(EventsTest, WhoFindsNothingStaysWhereHeIs) {
    found.clear();
    EXPECT_EQ(events("?after=55").json(), json::parse(R"({"events":[],"next":"55","more":false})"));
}

TEST_F(EventsTest, AFeedThatCannotBeReadIsNeverEmpty) {
    script().feed = [](const engine::FeedCall&) -> std::vector<FeedEvent> { throw store::Unavailable("db-7 is gone"); };
    const auto reply = events();
    EXPECT_EQ(reply.status, 503);
    EXPECT_EQ(reply.code(), "unavailable");
    EXPECT_NE(reply.header("retry-after"), "");
    EXPECT_THAT(reply.body, testing::Not(testing::HasSubstr("db-7")));
    script().feed = [](const engine::FeedCall&) -> std::vector<FeedEvent> { throw engine::Busy(); };
    EXPECT_EQ(events().code(), "overloaded");
    script().feed = [](const engine::FeedCall&) -> std::vector<FeedEvent> { throw std::runtime_error("oh"); };
    EXPECT_EQ(events().status, 500);
}

TEST_F(EventsTest, WhatIsAskedWronglySaysHow) {
    for (const auto* after : {"-1", "x", "1x", "", "99999999999999999999"})
        EXPECT_EQ(events(std::string("?after=") + after).code(), "bad_cursor") << after;
    for (const auto* limit : {"0", "1001", "ten"})
        EXPECT_EQ(events(std::string("?limit=") + limit).code(), "bad_limit") << limit;
    EXPECT_EQ(events("?topic=").code(), "bad_topic");
    EXPECT_EQ(events("?topic=" + std::string(65, 't')).code(), "bad_topic");
}

TEST_F(EventsTest, NeedAKeyWithThatScopeAndAQuota) {
    EXPECT_EQ(get("/api/v1/events").code(), "no_key");
    grant("query", {1000, 5000});
    EXPECT_EQ(events().code(), "missing_scope");
    grant("events", {1, 15});
    EXPECT_EQ(events().status, 200);
    const auto refused = events();
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.code(), "quota_exceeded");
}

}  // namespace
}  // namespace fairground::http
