// W4: when the database failed, followers were told "please follow us first". Whatever cannot be looked up is answered
// 503 with Retry-After, or unavailable in a partner's question; never with a refusal, an empty list or another answer
// than the one that is true.
#include <map>
#include <thread>

#include <gmock/gmock.h>

#include "support/host_process.hpp"
#include "support/private_mariadb.hpp"
#include "support/private_nginx.hpp"
#include "support/private_redis.hpp"

namespace fairground::drills {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using testing::IsEmpty;
using testing::Not;

constexpr auto wheel = R"(
id: wheel
plugin: lucky-wheel
title: {en: For followers}
audience: {followers_only: true}
settings: {prizes: [{id: mug, title: {en: Mug}, weight: 1, stock: 100, award: {goods: mug}},
                    {id: thanks, title: {en: Thanks}, weight: 1}]}
)";
constexpr auto growth = R"(
id: growth
plugin: growth-points
title: {en: Growth}
settings: {currency: growth, levels: [{id: bronze, title: {en: Bronze}, from: 0}],
           earn: [{id: win, title: {en: Win}, on: prize.won, amount: 10}]}
)";
const json question =
    json::parse(R"({"players": ["ann", "newcomer"], "views": [{"name": "history", "campaign": "wheel"},
    {"name": "level", "campaign": "growth"}, "@accounts"]})");
const std::vector<std::string> looks{
    "/api/v1/campaigns/wheel/views/prizes",     "/api/v1/campaigns/wheel/views/history",
    "/api/v1/campaigns/growth/views/level",     "/api/v1/campaigns/growth/views/board",
    "/api/v1/campaigns/growth/views/statement", "/api/v1/me/accounts",
    "/api/v1/me/entries?currency=growth"};

// Somebody who follows us, as his page asks for him.
class Follower {
public:
    Follower(std::uint16_t port, const std::string& name) : client_(port, 30s) {
        const json login{{"provider", "dev"}, {"player", name}, {"attributes", {{"follower", "yes"}}}};
        const auto answer = client_.post("/api/v1/sessions", login.dump());
        if (answer.status != 201) throw std::runtime_error("login of " + name + " failed: " + answer.body);
        headers_ = {{"Authorization", "Bearer " + answer.json().at("token").get<std::string>()}};
    }
    test::HttpAnswer get(const std::string& target) { return client_.get(target, headers_); }
    test::HttpAnswer spin() { return client_.post("/api/v1/campaigns/wheel/actions/spin", "{}", headers_); }

private:
    test::HttpClient client_;
    test::Headers headers_;
};

class Fair {
public:
    // server: what nginx does besides passing on.
    explicit Fair(const std::string& server = "")
        : host({.campaigns = {{"wheel.yaml", wheel}, {"growth.yaml", growth}},
                .config = {{"database", {{"url", database.url()}}},
                           {"redis", {{"url", "redis://127.0.0.1:" + std::to_string(redis.port())}}}}}) {
        host.start();
        nginx.emplace(test::PrivateNginx::Settings{.hosts = {host.port()}, .server = server});
        const auto made = host.run({"token", "create", "--partner", "Tea", "--scopes", "query,events"});
        key = made.output.substr(made.output.find("fgk_"));
        key = key.substr(0, key.find_first_of(" \n"));
        ann.emplace(nginx->port(), "ann");
        newcomer.emplace(nginx->port(), "newcomer");
        stranger.emplace(nginx->port(), "stranger");
        for (int i = 0; i < 20; ++i) EXPECT_EQ(ann->spin().status, 200);
        std::this_thread::sleep_for(1s);  // hosts look at the keys twice a second
        for (const auto& look : looks) {
            true_answers["ann " + look] = ann->get(look).body;
            true_answers["newcomer " + look] = newcomer->get(look).body;
        }
        const auto answer = ask();
        EXPECT_EQ(answer.status, 200) << answer.body;
        true_items = answer.json()["items"];
    }

    // Looks at everything as ann, as a newcomer who has nothing, as a stranger of whom nobody has read anything yet,
    // and as a partner. Returns what was not honest.
    std::vector<std::string> look_around() {
        std::vector<std::string> dishonest;
        const auto judge = [&](const std::string& what, const test::HttpAnswer& answer, bool true_answer) {
            ++(answer.status == 503 ? unavailable : answered);
            const bool honest = answer.status == 503 ? !answer.header("retry-after").empty() && is_busy(answer)
                                                     : answer.status == 200 && true_answer;
            if (!honest) dishonest.push_back(what + ": " + std::to_string(answer.status) + " " + answer.body);
        };
        for (const auto& look : looks) {
            const auto hers = ann->get(look);
            judge("ann " + look, hers, same(hers.body, true_answers["ann " + look]));
            const auto nothing = newcomer->get(look);
            judge("newcomer " + look, nothing, same(nothing.body, true_answers["newcomer " + look]));
            if (!database_is_there) judge("stranger " + look, stranger->get(look), false);
        }
        if (!database_is_there) judge("a spin", newcomer->spin(), false);
        const auto partner = ask();
        judge("a question", partner, partner.status == 200 && items_are_honest(partner.json()["items"]));
        const auto events = client().get("/api/v1/events", {{"Authorization", "Bearer " + key}});
        judge("events", events, database_is_there && !events.json()["events"].empty());
        return dishonest;
    }

    test::HttpClient client() { return test::HttpClient(nginx->port(), 30s); }
    test::HttpAnswer ask() {
        return client().post("/api/v1/query", question.dump(),
                             {{"Authorization", "Bearer " + key}, {"Content-Type", "application/json"}});
    }

    test::PrivateMariaDb database;
    test::PrivateRedis redis;
    test::HostProcess host;
    std::optional<test::PrivateNginx> nginx;
    std::optional<Follower> ann, newcomer, stranger;
    std::string key;
    std::map<std::string, std::string> true_answers;
    json true_items;
    bool database_is_there = true;
    int answered = 0, unavailable = 0;

private:
    static bool is_busy(const test::HttpAnswer& answer) {
        const auto problem = json::parse(answer.body, nullptr, false);
        return problem.is_object() && (problem["code"] == "unavailable" || problem["code"] == "overloaded");
    }
    static bool same(const std::string& shown, const std::string& truth) {
        return json::parse(shown, nullptr, false) == json::parse(truth, nullptr, false);
    }
    bool items_are_honest(const json& items) const {
        if (items.size() != true_items.size()) return false;
        for (std::size_t i = 0; i < items.size(); ++i) {
            const bool true_one = items[i].contains("ok") && items[i]["ok"] == true_items[i]["ok"];
            const bool said = items[i].contains("error") && items[i]["error"]["code"] == "unavailable";
            if (!true_one && !said) return false;
        }
        return true;
    }
};

TEST(W4, WithTheDatabaseGoneNobodyIsToldThatHeDoesNotFollowOrHasNothing) {
    Fair fair;
    EXPECT_THAT(fair.look_around(), IsEmpty());
    EXPECT_EQ(fair.unavailable, 0);
    fair.database.kill();
    fair.database_is_there = false;
    for (int round = 0; round < 3; ++round) {
        EXPECT_THAT(fair.look_around(), IsEmpty());
        std::this_thread::sleep_for(300ms);
    }
    std::printf("without the database: %d answers that are still true, %d said to be unavailable\n", fair.answered,
                fair.unavailable);
    EXPECT_GT(fair.unavailable, 20);
    fair.redis.kill();
    std::this_thread::sleep_for(700ms);
    fair.answered = 0;
    EXPECT_THAT(fair.look_around(), IsEmpty());
    std::printf("without database and Redis: %d answers that are still true\n", fair.answered);
    fair.database.start();
    fair.database_is_there = true;
    const auto until = std::chrono::steady_clock::now() + 20s;
    while (fair.ann->spin().status != 200 && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(50ms);
    EXPECT_EQ(fair.newcomer->spin().status, 200) << "and he may take part, as before";
}

TEST(W4, WithRedisGoneEverythingIsShownAsItIs) {
    Fair fair;
    fair.redis.kill();
    for (int round = 0; round < 3; ++round) {
        EXPECT_THAT(fair.look_around(), IsEmpty());
        std::this_thread::sleep_for(300ms);
    }
    EXPECT_EQ(fair.unavailable, 0) << "it is slower, not away";
}

// What stood between players and the database that evening: whatever failed became an empty list.
TEST(W4, SomethingThatMakesAnEmptyListOfAFailureIsNoticed) {
    Fair fair(
        "proxy_intercept_errors on; error_page 503 =200 @none; "
        "location @none { default_type application/json; return 200 '{\"spins\":[],\"accounts\":[]}'; }");
    EXPECT_THAT(fair.look_around(), IsEmpty());
    fair.database.kill();
    fair.database_is_there = false;
    const auto dishonest = fair.look_around();
    std::printf("of failures that were made empty lists, %zu were noticed\n", dishonest.size());
    EXPECT_GT(dishonest.size(), 8u);
}

}  // namespace
}  // namespace fairground::drills
