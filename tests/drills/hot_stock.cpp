// One prize that everybody wins, three hosts that give it away: not one too many, not one too few, and nobody hears of
// a deadlock. The stock passes from plenty, when no host locks its row, to its last ones, when each does. And whoever
// holds a hot row holds up its campaign alone.
#include <future>

#include <gmock/gmock.h>

#include "drills/bounds.hpp"
#include "drills/storm.hpp"
#include "support/player_client.hpp"

namespace fairground::drills {
namespace {

using namespace std::chrono_literals;

constexpr int hosts = 3;
constexpr std::int64_t stock = 4000;  // far more than what the engine calls plenty
constexpr std::uint64_t spins_each = 2000;

const char* const wheel = R"(
id: hot
plugin: lucky-wheel
title: {en: Hot}
settings:
  prizes:
    - {id: phone,  title: {en: Phone}, weight: 999999, stock: 4000, award: {currency: points, amount: 1}}
    - {id: thanks, title: {en: Thank you}, weight: 1}
)";

// What one host's players were told.
load::Report turns_on(test::HostProcess& host, std::uint64_t seed) {
    load::Driver driver({.port = host.port(), .campaign = "hot", .connections = 24, .players = 300, .seed = seed});
    driver.log_in();
    return driver.run(60s, spins_each);
}

TEST(HotStock, IsGivenAwayByThreeHostsToTheLastOneAndNotOneMore) {
    test::PrivateMariaDb server({.flush_per_commit = true});
    std::vector<std::unique_ptr<test::HostProcess>> fair;
    for (int i = 0; i < hosts; ++i) {
        fair.push_back(std::make_unique<test::HostProcess>(test::HostProcess::Settings{
            .campaigns = {{"hot.yaml", wheel}}, .config = {{"database", {{"url", server.url()}}}}}));
        fair.back()->start();
    }
    std::vector<std::future<load::Report>> running;
    for (int i = 0; i < hosts; ++i)
        running.push_back(std::async(std::launch::async, [&, i] { return turns_on(*fair[i], 1 + i); }));

    std::vector<load::Answered> answered;
    std::int64_t phones = 0;
    for (auto& one : running) {
        auto report = one.get();
        EXPECT_THAT(report.unanswered, testing::IsEmpty());
        EXPECT_THAT(report.statuses, testing::ElementsAre(testing::Key(200)));
        for (const auto& turn : report.answered) phones += turn.body.find(R"("prize":"phone")") != std::string::npos;
        std::move(report.answered.begin(), report.answered.end(), std::back_inserter(answered));
    }
    EXPECT_EQ(answered.size(), hosts * spins_each);
    EXPECT_EQ(phones, stock);
    const auto sql = test::Sql::mariadb(server.socket(), "root", "fairground");
    EXPECT_EQ(sql->number("SELECT taken FROM stock WHERE item = 'phone'"), stock);
    const Promise promise{.campaign = "hot", .caps = {{"phone", {stock, {}}}}, .currency = "points"};
    EXPECT_THAT(recount(*sql, promise, answered).findings, testing::IsEmpty());
}

// They come one after the other, so that each would keep another writer busy.
TEST(HotStock, WhoeverLocksItHoldsUpNoOtherCampaign) {
    test::PrivateMariaDb server({.flush_per_commit = true});
    test::HostProcess::Settings settings = with_onlookers({{"database", {{"url", server.url()}}}});
    settings.campaigns["hot.yaml"] = wheel;
    test::HostProcess host(settings);
    host.start();
    const auto turn = [&](const std::string& player, const std::string& campaign) {
        return test::PlayerClient(host.port(), player).act(campaign, "spin", "once").status;
    };
    EXPECT_EQ(turn("first", "hot"), 200);  // the row is there

    const auto sql = test::Sql::mariadb(server.socket(), "root", "fairground");
    sql->execute("BEGIN");
    sql->query("SELECT * FROM stock WHERE item = 'phone' FOR UPDATE");
    std::vector<std::future<int>> waiting;
    for (int i = 0; i < 10; ++i) {
        waiting.push_back(std::async(std::launch::async, turn, "p" + std::to_string(i), "hot"));
        std::this_thread::sleep_for(50ms);
    }
    const auto asked = std::chrono::steady_clock::now();
    EXPECT_EQ(turn("onlooker", "onlookers"), 200);
    const auto took = std::chrono::ceil<std::chrono::milliseconds>(std::chrono::steady_clock::now() - asked);
    EXPECT_EQ(waiting.front().wait_for(0s), std::future_status::timeout) << "they should have waited for the row";
    sql->execute("ROLLBACK");
    for (auto& status : waiting) EXPECT_EQ(status.get(), 200);
    print("answer of another campaign while a stock was locked", {took});
    EXPECT_LT(took, at_this_load(host, 500ms));
}

}  // namespace
}  // namespace fairground::drills
