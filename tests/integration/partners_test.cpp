// What a partner's system sees, end to end: a key from the command line, questions about many players.
#include "integration/house.hpp"

namespace fairground::integration {
namespace {

using namespace std::chrono_literals;

class Partners : public House {
protected:
    std::string create(std::vector<std::string> options = {}) {
        std::vector<std::string> arguments{"token", "create", "--partner", "Tea house"};
        arguments.insert(arguments.end(), options.begin(), options.end());
        const auto made = host.run(arguments);
        EXPECT_EQ(made.code, 0) << made.output;
        const auto begin = made.output.find("fgk_");
        return begin == made.output.npos ? "" : made.output.substr(begin, made.output.find('\n', begin) - begin);
    }
    HttpAnswer ask(const std::string& key, const json& question) {
        return host.client().post("/api/v1/query", question.dump(),
                                  {{"Authorization", "Bearer " + key}, {"Content-Type", "application/json"}});
    }
    // Hosts look at the keys twice a second.
    HttpAnswer ask_until(const std::string& key, const json& question, int status) {
        const auto end = std::chrono::steady_clock::now() + 1s;
        auto answer = ask(key, question);
        while (answer.status != status && std::chrono::steady_clock::now() < end) {
            std::this_thread::sleep_for(20ms);
            answer = ask(key, question);
        }
        EXPECT_EQ(answer.status, status) << answer.body;
        return answer;
    }
};
ON_BOTH_DATABASES(Partners);

const json question = json::parse(R"({"campaign":"wheel","players":["bob","nobody","ann"],
    "views":["history",{"name":"prizes","campaign":"endless"},"@accounts"]})");

TEST_P(Partners, AQuestionAboutManyIsAnsweredAsEachWouldBeAlone) {
    auto ann = player("ann");
    auto bob = player("bob");
    ASSERT_EQ(ann.spin().status, 200);
    ASSERT_EQ(bob.spin().status, 200);
    ASSERT_EQ(bob.spin("", "{}", "endless").status, 200);
    const auto answer = ask_until(create(), question, 200);
    const auto items = answer.json()["items"];
    ASSERT_EQ(items.size(), 9u);
    EXPECT_EQ(items[0]["ok"], bob.view("wheel", "history").json());
    EXPECT_EQ(items[1]["ok"], bob.view("endless", "prizes").json());
    EXPECT_EQ(items[2]["ok"], bob.get("/api/v1/me/accounts").json());
    EXPECT_EQ(items[3]["player"], "nobody");
    EXPECT_EQ(items[5]["ok"], json({{"accounts", json::array()}}));
    EXPECT_EQ(items[6]["ok"], ann.view("wheel", "history").json());
    EXPECT_EQ(std::to_string(items[6]["version"].get<int>()),
              ann.view("wheel", "history").header("fairground-player-version"));
    EXPECT_EQ(items[8]["ok"]["accounts"][0]["balance"], 10);
}

TEST_P(Partners, WhatPlayersHaveSeenIsNotShownOlder) {
    const json seen{{"campaign", "wheel"}, {"players", {"ann", "bob"}}, {"views", {"history", "prizes"}}};
    auto ann = player("ann");
    auto bob = player("bob");
    const auto key = create();
    ask_until(key, seen, 200);
    for (int spins = 1; spins <= 3; ++spins) {
        ASSERT_EQ(ann.spin().status, 200);
        ASSERT_EQ(bob.spin().status, 200);
        for (int again = 0; again < 2; ++again) {  // out of the database, then out of the cache
            const auto items = ask(key, seen).json()["items"];
            EXPECT_EQ(items[0]["ok"]["spins"].size(), static_cast<std::size_t>(spins));
            for (const auto& item : items)
                EXPECT_EQ(item["ok"], (item["player"] == "ann" ? ann : bob).view("wheel", item["view"]).json());
        }
    }
}

TEST_P(Partners, TheTagOfAnAnswerIsTheSameComputedAndOutOfTheCacheAndAnotherAfterAChange) {
    const json seen{{"campaign", "wheel"}, {"players", {"ann", "bob"}}, {"views", {"history", "prizes"}}};
    auto ann = player("ann");
    const auto key = create();
    ask_until(key, seen, 200);
    ASSERT_EQ(ann.spin().status, 200);
    const auto computed = ask(key, seen), cached = ask(key, seen);
    EXPECT_EQ(computed.header("etag"), cached.header("etag"));
    EXPECT_EQ(computed.body, cached.body);
    const auto known = host.client().post("/api/v1/query", seen.dump(),
                                          {{"Authorization", "Bearer " + key},
                                           {"Content-Type", "application/json"},
                                           {"If-None-Match", cached.header("etag")}});
    EXPECT_EQ(known.status, 304);
    ASSERT_EQ(ann.spin().status, 200);
    EXPECT_NE(ask(key, seen).header("etag"), cached.header("etag"));
    json part = seen;
    part["fields"] = {"spins"};
    EXPECT_NE(ask(key, part).header("etag"), ask(key, seen).header("etag"));
}

TEST_P(Partners, HearOfEverythingThatHappenedOnceAndGoOnFromThere) {
    auto ann = player("ann");
    auto bob = player("bob");
    const auto key = create({"--scopes", "query,events"});
    const auto events = [&](const std::string& query) {
        return host.client().get("/api/v1/events" + query, {{"Authorization", "Bearer " + key}});
    };
    ask_until(key, question, 200);
    EXPECT_EQ(events("").json(), json::parse(R"({"events":[],"next":"0","more":false})"));
    for (int i = 0; i < 3; ++i) ASSERT_EQ(ann.spin().status, 200);
    ASSERT_EQ(bob.spin("", "{}", "endless").status, 200);
    const auto first = events("?topic=prize.won&limit=3").json();
    ASSERT_EQ(first["events"].size(), 3u) << first;
    EXPECT_EQ(first["more"], true);
    EXPECT_EQ(first["events"][0]["player"], "ann");
    EXPECT_EQ(first["events"][0]["campaign"], "wheel");
    EXPECT_EQ(first["events"][0]["payload"]["number"], 1);
    const std::string next = first["next"];
    const auto second = events("?topic=prize.won&after=" + next).json();
    ASSERT_EQ(second["events"].size(), 1u);
    EXPECT_EQ(second["events"][0]["player"], "bob");
    EXPECT_EQ(second["more"], false);
    EXPECT_EQ(events("?after=" + second["next"].get<std::string>()).json()["events"].size(), 0u);
    EXPECT_EQ(events("?topic=nothing.such").json()["events"].size(), 0u);
    const auto blind = create();
    EXPECT_EQ(ask_until(blind, question, 200).status, 200);
    EXPECT_EQ(host.client().get("/api/v1/events", {{"Authorization", "Bearer " + blind}}).status, 403);
}

TEST_P(Partners, AKeyIsShownOnceKeptAsAHashAndRevokedWithinASecond) {
    const auto key = create({"--expires", "90d", "--quota", "500/s"});
    ask_until(key, question, 200);
    const auto rows = sql()->query("SELECT hash FROM token");
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0][0].size(), 64u);
    EXPECT_EQ(host.log().find(key), std::string::npos);
    const auto listed = host.run({"token", "list"}).output;
    EXPECT_THAT(listed, testing::AllOf(testing::HasSubstr("Tea house"), testing::HasSubstr("500/s"),
                                       testing::HasSubstr("valid"), testing::Not(testing::HasSubstr("fgk_"))));
    EXPECT_EQ(host.run({"token", "revoke", "1"}).code, 0);
    EXPECT_EQ(ask_until(key, question, 401).json()["code"], "bad_key");
    EXPECT_THAT(host.run({"token", "list"}).output, testing::HasSubstr("revoked"));
    EXPECT_EQ(host.run({"token", "revoke", "1"}).code, 1);
}

TEST_P(Partners, WrongOptionsSayWhatIsExpected) {
    const auto refused = [&](const std::vector<std::string>& options) {
        std::vector<std::string> arguments{"token", "create", "--partner", "Tea"};
        arguments.insert(arguments.end(), options.begin(), options.end());
        const auto ran = host.run(arguments);
        EXPECT_EQ(ran.code, 1) << ran.output;
        return ran.output;
    };
    EXPECT_THAT(refused({"--quota", "many"}), testing::HasSubstr("such as 1000/s"));
    EXPECT_THAT(refused({"--scopes", "everything"}), testing::HasSubstr("expected query"));
    EXPECT_THAT(refused({"--expires", "soon"}), testing::HasSubstr("such as 90d"));
    EXPECT_THAT(refused({"--expires", "2020-01-01T00:00:00Z"}), testing::HasSubstr("has passed"));
    EXPECT_EQ(sql()->query("SELECT id FROM token").size(), 0u);
}

TEST_P(Partners, TheDescriptionHasTheirRoutesAndEachCampaignsViews) {
    auto admin = test::HttpClient(host.admin_port());
    const auto api = admin.get("/openapi.json").json();
    EXPECT_TRUE(api["paths"]["/api/v1/query"]["post"].contains("requestBody"));
    const auto view = api["components"]["schemas"]["QueryView.wheel.history"];
    EXPECT_EQ(view["properties"]["campaign"]["const"], "wheel");
    const auto page = admin.get("/api/");
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, testing::HasSubstr("<script src=\"page.js\">"));
    EXPECT_EQ(admin.get("/api/page.js").status, 200);
}

}  // namespace
}  // namespace fairground::integration
