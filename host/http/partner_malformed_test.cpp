// What partners may send by mistake or on purpose, and what each is told.
#include "http/testing/partner.hpp"

namespace fairground::http {
namespace {

using nlohmann::json;

struct Wrong {
    const char* body;
    int status;
    const char* code;
    const char* detail;  // part of it
};

const Wrong wrongs[] = {
    {"", 400, "bad_players", "a list of 1 to 1000 ids, found null"},
    {"{", 400, "body_not_json", "byte 2"},
    {"[]", 400, "body_not_an_object", "an array"},
    {"7", 400, "body_not_an_object", "a single value"},
    {R"({"players":["a"],"players":["b"]})", 400, "body_duplicate_key", "players"},
    {R"({"players":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]})", 400, "body_too_deep", "16 levels"},
    {R"({"player":["a"]})", 400, "unknown_member", "no \"player\" here; there are: campaign, campaigns, players"},
    {R"({"players":"a"})", 400, "bad_players", "found \"a\""},
    {R"({"players":[]})", 400, "bad_players", "found []"},
    {R"({"players":[7]})", 400, "bad_players", "players/0: expected an id"},
    {R"({"players":["a",""]})", 400, "bad_players", "players/1"},
    {R"({"players":["a b"]})", 400, "bad_players", "players/0"},
    {R"({"players":["a","b","a"]})", 400, "bad_players", "players/2: expected each player once, found \"a\""},
    {R"({"players":["a"]})", 400, "bad_views", "views: expected a list"},
    {R"({"players":["a"],"views":{}})", 400, "bad_views", "found {}"},
    {R"({"players":["a"],"views":[]})", 400, "bad_views", "found []"},
    {R"({"players":["a"],"views":[1],"campaign":"open"})", 400, "bad_views", "views/0: expected a name or"},
    {R"({"players":["a"],"views":[{}],"campaign":"open"})", 400, "bad_views", "views/0/name"},
    {R"({"players":["a"],"views":[{"name":"prizes","q":1}],"campaign":"open"})", 400, "unknown_member", "views/0: "},
    {R"({"players":["a"],"views":[{"name":"prizes","query":[]}],"campaign":"open"})", 400, "bad_views",
     "views/0/query: expected an object"},
    {R"({"players":["a"],"views":[{"name":"prizes","query":{"n":1}}],"campaign":"open"})", 400, "bad_views",
     "views/0/query/n: expected a text, found 1"},
    {R"({"players":["a"],"views":["prizes"]})", 400, "bad_campaign", "views/0: of which campaign?"},
    {R"({"players":["a"],"views":["prizes"],"campaign":7})", 400, "bad_campaign", "campaign: expected the name"},
    {R"({"players":["a"],"views":["prizes"],"campaigns":[]})", 400, "bad_campaign", "campaigns: expected a list"},
    {R"({"players":["a"],"views":["prizes"],"campaigns":["open",1]})", 400, "bad_campaign", "campaigns/1"},
    {R"({"players":["a"],"views":["prizes"],"campaign":"open","campaigns":["open"]})", 400, "bad_campaign", "both"},
    {R"({"players":["a"],"views":["prizes"],"campaign":"none"})", 404, "no_such_campaign", "\"none\""},
    {R"({"players":["a"],"views":["prizes"],"campaign":"foreign"})", 403, "other_tenant", "foreign"},
    {R"({"players":["a"],"views":["none"],"campaign":"open"})", 404, "no_such_view", "\"none\""},
    {R"({"players":["a"],"views":["audit"],"campaign":"open"})", 404, "no_such_view", "\"audit\""},
    {R"({"players":["a"],"views":[{"name":"@accounts","query":{}}]})", 400, "bad_views", "no campaign and no query"},
    {R"({"players":["a"],"views":["@accounts"],"fields":"x"})", 400, "bad_fields", "found \"x\""},
    {R"({"players":["a"],"views":["@accounts"],"fields":[1]})", 400, "bad_fields", "fields/0"},
    {R"({"players":["a"],"views":["@accounts"],"fields":["/a~2"]})", 400, "bad_fields", "JSON pointer"},
    {R"({"players":["a"],"views":["@accounts"],"fields":[""]})", 400, "bad_fields", "1 to 256"},
    {R"({"players":["a"],"views":["@accounts"],"limit":0})", 400, "bad_limit", "found 0"},
    {R"({"players":["a"],"views":["@accounts"],"limit":1.5})", 400, "bad_limit", "found 1.5"},
    {R"({"players":["a"],"views":["@accounts"],"limit":99999})", 400, "bad_limit", "1 to 20000"},
    {R"({"players":["a"],"views":["@accounts"],"cursor":5})", 400, "bad_cursor", "found 5"},
    {R"({"players":["a"],"views":["@accounts"],"cursor":"AAAA"})", 400, "bad_cursor", "the same question"},
    {R"({"players":["a"],"views":["@accounts"],"consistency":"weak"})", 400, "bad_consistency", "strong"},
};

TEST_F(PartnerTest, EveryWrongQuestionIsToldWhatIsWrong) {
    for (const Wrong& wrong : wrongs) {
        const auto reply = ask(std::string(wrong.body));
        EXPECT_EQ(reply.status, wrong.status) << wrong.body << reply.body;
        EXPECT_EQ(reply.code(), wrong.code) << wrong.body << reply.body;
        EXPECT_THAT(reply.json()["detail"].get<std::string>(), testing::HasSubstr(wrong.detail)) << wrong.body;
    }
}

TEST_F(PartnerTest, WhoHasNoKeyIsToldSoBeforeAnythingIsRead) {
    const std::string body = "{";
    const auto code = [&](const std::vector<std::string>& headers) {
        return post("/api/v1/query", body, headers).code();
    };
    EXPECT_EQ(code({}), "no_key");
    EXPECT_EQ(post("/api/v1/query", body).status, 401);
    EXPECT_EQ(code({"Authorization: Basic eA=="}), "bad_key");
    EXPECT_EQ(code({"Authorization: Bearer fgk_x"}), "bad_key");
    EXPECT_EQ(code({bearer()}), "bad_key") << "a player's session opens nothing here";
    EXPECT_EQ(code({authorization(), authorization()}), "bad_key");
    EXPECT_EQ(ask(std::string("{}"), {"Content-Type: text/plain"}).code(), "not_json");
    EXPECT_EQ(get("/api/v1/query", {authorization()}).status, 405);
}

TEST_F(PartnerTest, TooManyPlayersOrViewsAreTooMany) {
    std::vector<std::string> players;
    for (int i = 0; i < 1001; ++i) players.push_back("p" + std::to_string(i));
    EXPECT_EQ(ask(json{{"players", players}, {"views", {"@accounts"}}}).code(), "too_many_players");
    const std::vector<std::string> views(11, "prizes");
    EXPECT_EQ(ask(json{{"players", {"a"}}, {"views", views}, {"campaigns", {"open", "later"}}}).code(),
              "too_many_views");
}

TEST_F(PartnerTest, AQuestionMayBeLongerThanWhatPlayersSend) {
    std::vector<std::string> players;
    for (int i = 0; i < 1000; ++i) players.push_back(std::string(60, 'x') + std::to_string(1000 + i));
    const json question{{"players", players}, {"views", {"@accounts"}}};
    ASSERT_GT(question.dump().size(), limits.body_bytes);
    EXPECT_EQ(ask(question).status, 200);
    const auto longer = post("/api/v1/sessions", question.dump());
    EXPECT_EQ(longer.status, 413);
    EXPECT_THAT(longer.body, testing::HasSubstr("65536"));
    const auto longest = ask("{\"cursor\":\"" + std::string(300'000, 'x') + "\"}");
    EXPECT_EQ(longest.status, 413);
    EXPECT_THAT(longest.body, testing::HasSubstr("262144"));
}

}  // namespace
}  // namespace fairground::http
