// W9: the database is killed under load and comes back. Players get an honest answer within a second, pages and what
// needs no database go on, /readyz says why it is red, and the service is back by itself within three seconds.
#include <thread>

#include <gmock/gmock.h>

#include "drills/bounds.hpp"
#include "drills/storm.hpp"
#include "support/player_client.hpp"

namespace fairground::drills {
namespace {

using namespace std::chrono_literals;
using testing::Each;
using testing::HasSubstr;
using testing::Lt;
using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::milliseconds;

constexpr auto away = 2500ms;

Milliseconds since(Clock::time_point begin) {
    return std::chrono::ceil<Milliseconds>(Clock::now() - begin);
}

struct Times {
    std::vector<Milliseconds> refused;  // each answer while it was away
    std::vector<Milliseconds> back;     // from listening again to the first spin that was done
};

class Gone {
public:
    explicit Gone(const nlohmann::json& database = nlohmann::json::object())
        : storm(&server, {.lose_answers = 0.02}, with_onlookers({{"database", database}})),
          player_(storm.host().port(), "ann") {}

    // Kills it, looks at what players see, starts it again and waits until a spin is done, or for that long.
    void strike(Times& times, Milliseconds patience) {
        server.kill();
        const auto killed = Clock::now();
        while (since(killed) < away) look(times, since(killed));
        server.start();
        const auto listens = Clock::now();
        while (spin().status != 200 && since(listens) < patience) std::this_thread::sleep_for(20ms);
        times.back.push_back(since(listens));
    }

    test::PrivateMariaDb server{{.flush_per_commit = true, .binlog = true, .options = {}}};
    Storm storm;

private:
    test::HttpAnswer spin() { return player_.act("onlookers", "spin"); }

    void look(Times& times, Milliseconds after) {
        const auto asked = Clock::now();
        const auto answer = spin();
        times.refused.push_back(since(asked));
        EXPECT_EQ(answer.status, 503) << answer.body;
        EXPECT_NE(answer.header("retry-after"), "");
        EXPECT_EQ(player_.get("/api/v1/me/accounts").status, 503) << "a failed lookup is not an empty list";
        EXPECT_EQ(player_.get("/api/v1/campaigns/storm").status, 200);
        EXPECT_EQ(player_.get("/api/v1/campaigns").status, 200);
        EXPECT_EQ(player_.get("/healthz").status, 200);
        if (after > 1500ms) {
            const auto ready = player_.get("/readyz");
            EXPECT_EQ(ready.status, 503);
            EXPECT_THAT(ready.body,
                        HasSubstr("\"name\":\"database\",\"ok\":false,\"reason\":\"the database has not been "
                                  "reachable"));
        }
        std::this_thread::sleep_for(20ms);
    }

    test::PlayerClient player_;
};

TEST(W9, AKilledDatabaseIsToldWithinASecondAndIsBackByItselfWithinThree) {
    Gone gone;
    const pid_t worker = gone.storm.host().worker();
    Times times;
    gone.storm.during([&] {
        for (int i = 0; i < rounds(3); ++i) {
            std::this_thread::sleep_for(700ms);
            gone.strike(times, 20s);
        }
    });
    print("from listening again to the next spin", times.back);
    print("longest answer while it was away", {*std::ranges::max_element(times.refused)});
    EXPECT_THAT(times.refused, Each(Lt(at_this_load(gone.storm.host(), 1s))));
    EXPECT_THAT(times.back, Each(Lt(at_this_load(gone.storm.host(), 3s))));
    EXPECT_EQ(gone.storm.host().worker(), worker) << "it came back without being started again";
    EXPECT_TRUE(gone.storm.host().ready());
    EXPECT_THAT(gone.storm.host().log(), HasSubstr("the database can be reached again"));
    EXPECT_GT(gone.storm.sums().busy, 0u);
    expect_all_adds_up(gone.storm);
}

// A host that looks only now and then stays away when its database is long back.
TEST(W9, WithoutAQuickReconnectTheServiceStaysAway) {
    Gone gone(nlohmann::json{{"reconnect_ms", 300'000}});
    Times times;
    gone.strike(times, 4s);
    EXPECT_GT(times.back.front(), 3s);
}

}  // namespace
}  // namespace fairground::drills
