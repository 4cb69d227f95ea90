// Two campaigns crash the host, one on each call and one on every 1,000th; a third one is under load. It goes on as if
// nothing were, the worker is back at once, and the two end in quarantine.
#include <future>
#include <thread>

#include <gmock/gmock.h>

#include "drills/supervised.hpp"

namespace fairground::drills {
namespace {

using namespace std::chrono_literals;
using testing::Each;
using testing::HasSubstr;
using testing::Lt;

// Of a check in /readyz; empty: there is none of that name.
std::string degraded(test::HostProcess& host, const std::string& campaign) {
    const auto answer = host.client().get("/readyz");
    EXPECT_EQ(answer.status, 200) << "a campaign in quarantine does not make the host unready";
    const auto body = answer.json();
    for (const auto& check : body["checks"])
        if (check["name"] == "campaign " + campaign && check.value("degraded", false)) return check["reason"];
    return "";
}

std::vector<std::chrono::milliseconds> crash_until_quarantined(test::HostProcess& host) {
    std::vector<std::chrono::milliseconds> back;
    Poker poker(host, "always");
    for (int i = 0; i < 3; ++i) {
        std::this_thread::sleep_for(300ms);
        EXPECT_FALSE(poker.poke("the-same-key")) << "this call should have crashed the worker";
        back.push_back(time_to_answer(host));
    }
    const auto answer = poker.poke("the-same-key");
    EXPECT_TRUE(answer);
    if (!answer) return back;
    EXPECT_EQ(answer->status, 503);
    EXPECT_EQ(answer->json()["code"], "quarantined");
    EXPECT_EQ(answer->header("retry-after"), "60");
    return back;
}

// Many players of the other one; how many of them were told that their call was done.
std::size_t poke_until_quarantined(test::HostProcess& host) {
    load::Options options;
    options.port = host.port();
    options.campaign = "sometimes";
    options.action = "poke";
    options.connections = 96;
    options.players = 200;
    options.patience = 1500ms;
    load::Driver driver(options);
    driver.log_in();
    auto load = std::async(std::launch::async, [&] { return driver.run(1min); });
    EXPECT_TRUE(comes_true([&] { return times(R"("campaign":"sometimes","reason":")", host.log()) == 1; }, 40s));
    driver.stop();
    const auto report = load.get();
    EXPECT_LE(report.unanswered.size(), options.connections) << "those that were being called";
    EXPECT_THAT(report.statuses, testing::ElementsAre(testing::Key(200)));
    return report.answered.size();
}

void expect_quarantine_saves_the_others(test::PrivateMariaDb* server) {
    CrashyStorm storm(server, 3);
    auto& host = storm->host();
    std::vector<std::chrono::milliseconds> back;
    std::size_t pokes = 0;
    storm->during([&] {
        back = crash_until_quarantined(host);
        EXPECT_THAT(degraded(host, "always"), HasSubstr("3 crashes within 10 minutes, the last one (SIGSEGV) in poke"));
        EXPECT_EQ(degraded(host, "sometimes"), "") << "another campaign of the same plugin is not touched";
        pokes = poke_until_quarantined(host);
        EXPECT_THAT(degraded(host, "sometimes"), HasSubstr("crasher 1.0.0"));
    });
    print("from a crash to the next answer", back);
    EXPECT_THAT(back, Each(Lt(at_this_load(host, 300ms))));
    EXPECT_GT(storm->sums().connections_lost, 0u);
    expect_all_adds_up_for_everyone(*storm);
    const auto sql = storm->sql();
    EXPECT_EQ(sql->number("SELECT COUNT(*) FROM record WHERE kind = 'poke'"), static_cast<std::int64_t>(pokes))
        << "each call that was acknowledged, once, and none that crashed";

    EXPECT_THAT(host.run({"campaigns", "list"}).output, HasSubstr("quarantined"));
    EXPECT_THAT(host.run({"campaigns", "show", "always"}).output, HasSubstr("3 crashes within 10 minutes"));
    EXPECT_EQ(test::HttpClient(host.admin_port()).get("/metrics").body.find("fairground_campaigns_quarantined 2") !=
                  std::string::npos,
              true);
    ASSERT_EQ(host.stop(), 0);
    host.start();
    EXPECT_NE(degraded(host, "always"), "") << "a restart does not end it";

    EXPECT_EQ(host.run({"plugin", "release", "nobody"}).code, 1);
    ASSERT_EQ(host.run({"plugin", "release", "always"}).code, 0);
    std::this_thread::sleep_for(1s);
    EXPECT_EQ(degraded(host, "always"), "");
    EXPECT_FALSE(Poker(host, "always").poke("again")) << "it is called again, and crashes again";
}

TEST(Crash, CampaignsThatCrashEndInQuarantineAndHurtNobodyElse) {
    expect_quarantine_saves_the_others(nullptr);
}

TEST(Crash, CampaignsThatCrashEndInQuarantineAndHurtNobodyElseOnMariaDb) {
    if (std::getenv("DRILL_ROUNDS") == nullptr) GTEST_SKIP() << "only with DRILL_ROUNDS";
    test::PrivateMariaDb server({.flush_per_commit = true, .binlog = false, .options = {}});
    expect_quarantine_saves_the_others(&server);
}

// A drill that cannot fail is worth nothing: without quarantine the crashes go on.
TEST(CrashGoesRed, WithoutQuarantineTheCrashesGoOn) {
    CrashyStorm storm(nullptr, 0);
    storm->during([&] {
        Poker poker(storm->host(), "always");
        for (int i = 0; i < 5; ++i) {
            EXPECT_FALSE(poker.poke("the-same-key")) << "crash " << i;
            time_to_answer(storm->host());
        }
    });
    EXPECT_EQ(degraded(storm->host(), "always"), "");
    expect_all_adds_up_for_everyone(*storm);
}

}  // namespace
}  // namespace fairground::drills
