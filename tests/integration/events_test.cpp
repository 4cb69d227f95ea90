// Events across campaigns and admins' actions, end to end.
#include <atomic>
#include <thread>

#include "integration/town.hpp"

namespace fairground::integration {
namespace {

using testing::HasSubstr;

TEST(Town, ShowTellsWhoHearsWhom) {
    test::HostProcess host(town());
    const auto park = host.run({"campaigns", "show", "park"});
    ASSERT_EQ(park.code, 0) << park.output;
    EXPECT_EQ(json::parse(park.output)["is_heard_by"],
              json::parse(R"([{"topic": "visits.reminded", "campaign": "north"},
                              {"topic": "visits.reminded", "campaign": "south"},
                              {"topic": "visits.visited", "campaign": "north"},
                              {"topic": "visits.visited", "campaign": "south"}])"));
    const auto north = host.run({"campaigns", "show", "north"});
    EXPECT_EQ(json::parse(north.output)["listens_to"].size(), 4u);
}

TEST(Town, ACircleKeepsTheHostFromStarting) {
    auto settings = town();
    settings.campaigns["north.yaml"] = "id: north\nplugin: echo\nsettings: {listens: [echo.heard]}\n";
    test::HostProcess host(settings);
    const auto check = host.run({"check"});
    EXPECT_EQ(check.code, 1);
    EXPECT_THAT(check.output, HasSubstr("north.yaml:3:11: settings: events would go in a circle: north → north by "
                                        "echo.heard; let one of these campaigns not listen"));
}

TEST(Town, AdminsActByCommandAndPlayersCannot) {
    test::HostProcess host(town());
    host.start();
    Visitor ann(host.port(), "ann");
    EXPECT_EQ(ann.act("park", "grant", "", R"({"amount": 5})").status, 404);
    EXPECT_EQ(ann.act("park", "remind").status, 404) << "a job is no action";

    const auto grant = [&](std::vector<std::string> more) {
        std::vector<std::string> command{"campaigns", "act", "park", "grant", "--player", "ann"};
        command.insert(command.end(), more.begin(), more.end());
        return host.run(command);
    };
    const auto done = grant({"--body", R"({"amount": 5})", "--key", "g1"});
    EXPECT_EQ(done.code, 0) << done.output;
    EXPECT_THAT(done.output, HasSubstr(R"({"points":5})"));
    EXPECT_THAT(done.output, HasSubstr("an admin acted for a player"));
    grant({"--body", R"({"amount": 5})", "--key", "g1"});
    EXPECT_EQ(ann.look("park")["points"], 5) << "the same key once";

    const auto refused = grant({"--body", R"({"amount": 5000})"});
    EXPECT_EQ(refused.code, 1);
    EXPECT_THAT(refused.output, HasSubstr("refused: too_much: at most 1000 at a time"));
    EXPECT_EQ(grant({"--body", "[]"}).code, 1);
    EXPECT_EQ(grant({"--body", R"({"amount": "many"})"}).code, 1);
    EXPECT_THAT(host.run({"campaigns", "act", "park", "give", "--player", "ann"}).output,
                HasSubstr("the campaign park has no action 'give'; it has: visit, grant"));
}

// Many players on two campaigns that two others hear; every tap is sent twice.
TEST(Town, AStormOnTwoCampaignsIsHeardExactlyOnce) {
    test::PrivateMariaDb server;
    test::HostProcess host(town(server.url()));
    host.start();
    constexpr int players = 24;
    constexpr int taps = 15;
    std::atomic<int> wrong{0};
    std::vector<std::thread> storm;
    for (int p = 0; p < players; ++p)
        storm.emplace_back([&, p] {
            try {
                Visitor visitor(host.port(), "p" + std::to_string(p));
                for (int i = 0; i < taps; ++i)
                    for (const std::string campaign : {"park", "pool", "park", "pool"}) {
                        // The third and fourth are the first two again.
                        const auto answer = visitor.act(campaign, "visit", "tap-" + std::to_string(i));
                        if (answer.status != 200) ++wrong;
                    }
            } catch (const std::exception& failure) {
                ADD_FAILURE() << failure.what();
            }
        });
    for (auto& thread : storm) thread.join();
    EXPECT_EQ(wrong, 0);

    const auto sql = test::Sql::mariadb(server.socket(), "root", "fairground");
    constexpr int events = players * taps * 2;
    EXPECT_EQ(sql->number("SELECT COUNT(*) FROM event WHERE topic = 'visits.visited'"), events);
    for (const auto* name : {"north", "south"}) {
        const auto id = std::to_string(campaign_id(*sql, name));
        EXPECT_EQ(sql->number("SELECT COUNT(*) FROM record WHERE campaign_id = " + id), events) << name;
        EXPECT_EQ(sql->number("SELECT amount FROM tally WHERE campaign_id = " + id), events) << name;
        EXPECT_EQ(sql->number("SELECT taken FROM stock WHERE day = 0 AND campaign_id = " + id), events) << name;
        EXPECT_EQ(sql->number("SELECT COUNT(*) FROM (SELECT player_id FROM record WHERE campaign_id = " + id +
                              " GROUP BY player_id HAVING COUNT(*) <> " + std::to_string(2 * taps) + ") AS odd"),
                  0);
    }
    EXPECT_EQ(sql->number("SELECT SUM(balance) FROM account WHERE currency = 'points'"), events * 2 * 10);
    const auto audit = host.run({"audit", "ledger"});
    EXPECT_EQ(audit.code, 0) << audit.output;
    EXPECT_THAT(host.log(), testing::Not(HasSubstr("the database is busy")));
}

}  // namespace
}  // namespace fairground::integration
