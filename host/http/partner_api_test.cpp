#include <thread>

#include <zlib.h>

#include "http/testing/partner.hpp"

namespace fairground::http {
namespace {

using engine::Answer;
using nlohmann::json;

std::vector<std::string> names(int count) {
    std::vector<std::string> all;
    for (int i = 0; i < count; ++i) all.push_back("p" + std::to_string(i));
    return all;
}

std::string unpacked(const std::string& small) {
    std::string big(1 << 20, '\0');
    z_stream stream{};
    inflateInit2(&stream, 15 + 16);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(small.data()));
    stream.avail_in = static_cast<uInt>(small.size());
    stream.next_out = reinterpret_cast<Bytef*>(big.data());
    stream.avail_out = static_cast<uInt>(big.size());
    EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
    big.resize(stream.total_out);
    inflateEnd(&stream);
    return big;
}

TEST_F(PartnerTest, EachPlayerHasAnItemForEachViewInTheOrderAsked) {
    const auto reply = ask(json{{"campaign", "open"}, {"players", {"bob", "ann"}}, {"views", {"report", "@accounts"}}});
    ASSERT_EQ(reply.status, 200) << reply.body;
    const auto items = reply.json()["items"];
    ASSERT_EQ(items.size(), 4u);
    EXPECT_EQ(items[0], json::parse(R"({"player":"bob","view":"report","campaign":"open","version":4,
                                        "ok":{"who":"bob","of":"report","list":[1,{"x":2}]}})"));
    EXPECT_EQ(items[1], json::parse(R"({"player":"bob","view":"@accounts","version":4,
                                        "ok":{"who":"bob","of":"host","list":[1,{"x":2}]}})"));
    EXPECT_EQ(items[2]["player"], "ann");
    EXPECT_FALSE(reply.json().contains("next"));
}

TEST_F(PartnerTest, ViewsMayBeOfSeveralCampaignsAndTakeQueries) {
    std::vector<std::string> asked;
    {
        const auto held = hold_engine();
        script().views = [&](const engine::BulkCall& call) {
            for (const auto& view : *call.views) asked.push_back(view.revision->id() + " " + view.query);
            return std::vector<Answer>(call.views->size(), Answer{.kind = Answer::Kind::done, .body = "{}"});
        };
    }
    const auto reply = ask(json::parse(R"({"campaigns":["open","later"],"players":["ann"],
        "views":["prizes",{"name":"history","campaign":"over","query":{"month":"2026-03"}}]})"));
    EXPECT_EQ(reply.status, 200) << reply.body;
    const auto held = hold_engine();
    EXPECT_THAT(asked, testing::ElementsAre("open {}", "later {}", R"(over {"month":"2026-03"})"));
}

TEST_F(PartnerTest, OneThatFailsIsAnErrorOfItsOwnAndNeverEmpty) {
    {
        const auto held = hold_engine();
        script().views = [](const engine::BulkCall&) {
            return std::vector<Answer>{{.kind = Answer::Kind::done, .body = "{}"},
                                       {.kind = Answer::Kind::unavailable, .detail = "db-7 is gone"},
                                       {.kind = Answer::Kind::refused, .code = "not_shown", .detail = "a \"secret\""},
                                       {.kind = Answer::Kind::invalid, .code = "invalid_query", .detail = "month"},
                                       {.kind = Answer::Kind::fault, .detail = "null pointer"}};
        };
    }
    const auto reply = ask(json{{"campaign", "open"}, {"players", names(5)}, {"views", {"report"}}});
    ASSERT_EQ(reply.status, 200);
    const auto items = reply.json()["items"];
    EXPECT_TRUE(items[0].contains("ok"));
    const char* codes[] = {"unavailable", "not_shown", "invalid_query", "fault"};
    for (int i = 0; i < 4; ++i) {
        EXPECT_EQ(items[i + 1]["error"]["code"], codes[i]);
        EXPECT_FALSE(items[i + 1].contains("ok"));
    }
    EXPECT_EQ(items[2]["error"]["detail"], "a \"secret\"");
    EXPECT_THAT(reply.body, testing::Not(testing::AnyOf(testing::HasSubstr("db-7"), testing::HasSubstr("null po"))));
    EXPECT_EQ(partner_figures.unavailable.load(), 1u);
}

TEST_F(PartnerTest, ManyPlayersAreAskedForSomeAtATime) {
    std::vector<std::size_t> turns;
    const auto whole = script().views;
    {
        const auto held = hold_engine();
        script().views = [&](const engine::BulkCall& call) {
            turns.push_back(call.players.size());
            return whole(call);
        };
    }
    const auto items = ask(json{{"campaign", "open"}, {"players", names(600)}, {"views", {"report"}}}).json()["items"];
    ASSERT_EQ(items.size(), 600u);
    for (int i = 0; i < 600; ++i) EXPECT_EQ(items[i]["ok"]["who"], "p" + std::to_string(i));
    const auto held = hold_engine();
    EXPECT_THAT(turns, testing::ElementsAre(250, 250, 100));
}

TEST_F(PartnerTest, AnAnswerThatWasCutGoesOnWhereItEnded) {
    answer_bytes = 3000;
    start();
    json question{{"campaign", "open"}, {"players", names(150)}, {"views", {"report", "prizes", "@accounts"}}};
    std::vector<std::string> seen;
    int pages = 0;
    for (std::string next = "first"; !next.empty(); ++pages) {
        if (next != "first") question["cursor"] = next;
        if (pages == 2) question["limit"] = 7;
        const auto page = ask(question).json();
        for (const auto& item : page["items"])
            seen.push_back(item["ok"]["who"].get<std::string>() + " " + item["ok"]["of"].get<std::string>());
        if (pages == 2) {
            EXPECT_EQ(page["items"].size(), 7u);
        }
        next = page.value("next", "");
    }
    EXPECT_GT(pages, 5);
    ASSERT_EQ(seen.size(), 450u);
    const char* views[] = {"report", "prizes", "host"};
    for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i], "p" + std::to_string(i / 3) + " " + views[i % 3]);
}

TEST_F(PartnerTest, ACursorHoldsForItsQuestionAndKeyAlone) {
    json question{{"campaign", "open"}, {"players", names(9)}, {"views", {"report"}}, {"limit", 4}};
    const std::string next = ask(question).json()["next"];
    question["cursor"] = next;
    EXPECT_EQ(ask(question).json()["items"][0]["player"], "p4");
    std::string forged = next;
    forged[1] = forged[1] == 'A' ? 'B' : 'A';
    for (const std::string& cursor : {forged, next + "A", next.substr(2), std::string("x"), std::string()}) {
        question["cursor"] = cursor;
        EXPECT_EQ(ask(question).code(), "bad_cursor") << cursor;
    }
    question["cursor"] = next;
    question["players"].push_back("other");
    EXPECT_EQ(ask(question).code(), "bad_cursor");
}

TEST_F(PartnerTest, FieldsAreMembersOrPointersUnderTheirOwnNames) {
    const auto reply = ask(json{{"campaign", "open"},
                                {"players", {"ann"}},
                                {"views", {"report"}},
                                {"fields", {"who", "/list/1/x", "none", "/list/9"}}});
    EXPECT_EQ(reply.json()["items"][0]["ok"], json::parse(R"({"who":"ann","/list/1/x":2})"));
}

TEST_F(PartnerTest, WhoAcceptsGzipGetsLessAndTheSameEtagMeans304) {
    const json question{{"campaign", "open"}, {"players", names(50)}, {"views", {"report"}}};
    const auto plain = ask(question);
    EXPECT_EQ(plain.header("content-encoding"), "");
    const auto small = ask(question, {"Accept-Encoding: br, gzip"});
    EXPECT_EQ(small.header("content-encoding"), "gzip");
    EXPECT_EQ(small.header("vary"), "Accept-Encoding");
    EXPECT_LT(small.body.size(), plain.body.size() / 4);
    EXPECT_EQ(unpacked(small.body), plain.body);
    EXPECT_NE(small.header("etag"), plain.header("etag"));
    const auto known = ask(question, {"If-None-Match: " + plain.header("etag")});
    EXPECT_EQ(known.status, 304);
    EXPECT_EQ(known.body, "");
    const json little{{"campaign", "open"}, {"players", names(2)}, {"views", {"report"}}};
    EXPECT_EQ(ask(little, {"Accept-Encoding: gzip"}).header("content-encoding"), "");
}

TEST_F(PartnerTest, AQuotaCountsPlayersTimesViews) {
    grant("query", {100, 60});
    const json question{{"campaign", "open"}, {"players", names(25)}, {"views", {"report", "prizes"}}};
    EXPECT_EQ(ask(question).status, 200);
    const auto refused = ask(question);
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.code(), "quota_exceeded");
    EXPECT_GE(std::stoi(refused.header("retry-after")), 1);
    EXPECT_EQ(partner_figures.over_quota.load(), 1u);
    EXPECT_EQ(ask(json{{"campaign", "open"}, {"players", names(31)}, {"views", {"report", "prizes"}}}).code(),
              "query_too_large");
}

TEST_F(PartnerTest, KeysExpireAndAreRevoked) {
    const json question{{"campaign", "open"}, {"players", {"ann"}}, {"views", {"report"}}};
    EXPECT_EQ(ask(question).status, 200);
    now = now.load() + std::chrono::hours(2);
    EXPECT_EQ(ask(question).code(), "key_expired");
    keys.replace({});
    EXPECT_EQ(ask(question).code(), "bad_key");
    grant("events", {100, 100});
    EXPECT_EQ(ask(question).code(), "missing_scope");
    EXPECT_EQ(ask(question).status, 403);
}

TEST_F(PartnerTest, AfterItsTimeTheRestIsUnavailableAndNobodyIsAsked) {
    limits.query_time = std::chrono::milliseconds(20);
    start();
    int turns = 0;
    {
        const auto held = hold_engine();
        const auto whole = script().views;
        script().views = [&turns, whole](const engine::BulkCall& call) {
            ++turns;
            std::this_thread::sleep_for(std::chrono::milliseconds(40));
            return whole(call);
        };
    }
    const auto items = ask(json{{"campaign", "open"}, {"players", names(600)}, {"views", {"report"}}}).json()["items"];
    ASSERT_EQ(items.size(), 600u);
    EXPECT_TRUE(items[249].contains("ok"));
    for (int i = 250; i < 600; ++i) EXPECT_EQ(items[i]["error"]["code"], "unavailable");
    const auto held = hold_engine();
    EXPECT_EQ(turns, 1);
}

TEST_F(PartnerTest, AHostThatIsFullSaysSoAtOnceAndOneThatFillsUpKeepsWhatItHas) {
    {
        const auto held = hold_engine();
        const auto whole = script().views;
        script().views = [whole, calls = 0](const engine::BulkCall& call) mutable {
            if (calls++ == 0) return whole(call);
            return std::vector<Answer>(call.players.size(), Answer{.kind = Answer::Kind::unavailable,
                                                                   .code = std::string(engine::overloaded)});
        };
    }
    const json question{{"campaign", "open"}, {"players", names(300)}, {"views", {"report"}}};
    const auto items = ask(question).json()["items"];
    EXPECT_TRUE(items[249].contains("ok"));
    EXPECT_EQ(items[250]["error"]["code"], "unavailable");
    const auto refused = ask(question);
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(refused.code(), "overloaded");
    EXPECT_NE(refused.header("retry-after"), "");
}

}  // namespace
}  // namespace fairground::http
