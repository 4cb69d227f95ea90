// G5: a plan with guards that need evidence. A revision that fails is taken back by itself; without evidence nothing
// advances, and the way back is tried before it is needed.
#include <gmock/gmock.h>

#include "drills/rollout_hosts.hpp"

namespace fairground::drills {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using nlohmann::json;

json plan(const json& guards, double share = 0.05, const json& more = json::object()) {
    json made{{"stages", {{{"share", share}, {"hold_s", 1}}, {{"share", 1}, {"hold_s", 1}}}},
              {"guards", guards},
              {"window_s", 10},
              {"least_calls", 50}};
    made.merge_patch(more);
    return made;
}
const json errors = {{{"name", "error_rate"}, {"limit", 0.005}}};

std::chrono::milliseconds time_until_state(RolloutHosts& hosts, const std::string& state,
                                           std::chrono::seconds patience) {
    const auto begin = Clock::now();
    while (hosts.rollout()["state"] != state) {
        if (Clock::now() - begin > patience)
            throw std::runtime_error("the rollout did not become " + state + ": " + hosts.rollout().dump());
        std::this_thread::sleep_for(50ms);
    }
    return std::chrono::ceil<std::chrono::milliseconds>(Clock::now() - begin);
}

TEST(G5, ARevisionThatFailsIsTakenBackByItself) {
    RolloutHosts hosts(2);
    const int bad = hosts.publish("5", "Faulty");
    constexpr int threads = 8, everybody = 20'000;
    Crowd crowd(hosts, threads / 2, everybody / threads);
    while (crowd.came() < everybody) std::this_thread::sleep_for(20ms);
    EXPECT_EQ(crowd.players_with_errors(), 0U) << crowd.first_failure();
    hosts.ask("PUT", "campaigns/turn/rollout",
              {{"revision", bad}, {"plan", plan(errors, 0.05, {{"stages", {{{"share", 0.05}, {"hold_s", 600}}}}})}});
    const auto took = time_until_state(hosts, "rolled_back", 60s);
    const auto rollout = hosts.rollout();
    const auto unlucky = crowd.players_with_errors();
    std::printf("taken back after %ld ms: %s; of %d players %zu saw an error\n", took.count(),
                rollout["history"][0]["reason"].get<std::string>().c_str(), everybody, unlucky);
    EXPECT_LT(took, at_this_load(*hosts[0], 10s));
    EXPECT_GT(unlucky, 0U) << "the revision is bad: who took it back must have seen it fail";
    EXPECT_LE(unlucky, everybody / 1000U);
    EXPECT_EQ(rollout["history"][0]["action"], "guard");
    EXPECT_EQ(hosts.seen(1, "watcher").plugin, "turn/1.0.0");
}

TEST(G5, AGoodRevisionGoesToEverybody) {
    RolloutHosts hosts(2);
    const int good = hosts.publish("2", "Good");
    Crowd crowd(hosts, 2, 100);
    hosts.ask("PUT", "campaigns/turn/rollout", {{"revision", good}, {"plan", plan(errors, 0.3, {{"rehearse", true}})}});
    print("from the plan to everybody", {time_until_state(hosts, "done", 60s)});
    const auto history = hosts.rollout()["history"];
    std::vector<std::string> actions;
    for (const auto& one : history) actions.insert(actions.begin(), one["action"]);
    EXPECT_THAT(actions, testing::ElementsAre("rollout", "rehearsal", "rehearsed", "advance", "done"));
    EXPECT_EQ(hosts.seen(1, "watcher").revision, good);
    EXPECT_EQ(crowd.failed(), 0) << crowd.first_failure();
}

// Each of these holds for long enough that a plan which takes silence for health would have gone on.
TEST(G5, WithoutEvidenceNothingAdvances) {
    RolloutHosts hosts(1, false);
    const int next = hosts.publish("2", "Good");
    const auto stays = [&](const char* what, const json& guards) {
        hosts.ask("PUT", "campaigns/turn/rollout", {{"revision", next}, {"plan", plan(guards)}});
        std::this_thread::sleep_for(4s);
        const auto rollout = hosts.rollout();
        EXPECT_EQ(rollout["stage"], 0) << what;
        EXPECT_EQ(rollout["state"], "advancing") << what;
        EXPECT_EQ(rollout["guards"].back()["verdict"], "no_evidence") << what;
        std::printf("%s: %s\n", what, rollout["guards"].back()["text"].get<std::string>().c_str());
    };
    stays("nobody calls", errors);
    const json one = {{"metric", "fairground_no_such_figure"}, {"limit", 1}};
    Crowd crowd(hosts, 2, 100);
    stays("a misnamed metric", {errors[0], one});
}

}  // namespace
}  // namespace fairground::drills
