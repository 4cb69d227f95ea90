// G5: the host that carries a plan out is killed. Another one goes on with it within a bounded time, each stage once
// and in turn, and guards guard as before.
#include <gmock/gmock.h>

#include "drills/rollout_hosts.hpp"

namespace fairground::drills {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;

const json no_faults = {{{"name", "error_rate"}, {"limit", 0.005}}};

json stages(const std::vector<double>& shares, double hold_s) {
    json list = json::array();
    for (const double share : shares) list.push_back({{"share", share}, {"hold_s", hold_s}});
    return list;
}

json plan(const json& stages, const json& guards) {
    return {{"stages", stages}, {"guards", guards}, {"window_s", 10}, {"least_calls", 20}};
}

// What of a rollout's history (newest first) is not one stage after the other, each once; empty: nothing.
std::string fault_of(const json& history, const std::vector<double>& shares) {
    std::vector<std::string> expected, found;
    const auto line = [](const std::string& action, double share) {
        return action + " " + std::to_string(share) + "\n";
    };
    for (std::size_t i = 0; i < shares.size(); ++i) expected.push_back(line(i == 0 ? "rollout" : "advance", shares[i]));
    expected.push_back(line("done", shares.back()));
    for (const auto& step : history) found.insert(found.begin(), line(step["action"], step["share"]));
    if (found == expected) return {};
    std::string text = "found\n";
    for (const auto& one : found) text += one;
    return text;
}

// Until it holds, and how long that took.
template <typename Condition>
std::chrono::milliseconds wait_for(const char* what, std::chrono::seconds patience, Condition condition) {
    const auto begin = Clock::now();
    while (!condition()) {
        if (Clock::now() - begin > patience) throw std::runtime_error(std::string("not within the time: ") + what);
        std::this_thread::sleep_for(20ms);
    }
    return std::chrono::ceil<std::chrono::milliseconds>(Clock::now() - begin);
}

// Until the plan of "turn" has that stage or state; what it is instead is said.
void wait_for_plan(RolloutHosts& hosts, const char* key, const json& value) {
    json plan;
    try {
        wait_for("the plan", 60s, [&] { return (plan = hosts.rollout())[key] == value; });
    } catch (const std::runtime_error&) {
        throw std::runtime_error(std::string("not within 60 s: ") + key + " " + value.dump() + "; it is " +
                                 plan.dump());
    }
}

// Kills who conducts; until another does.
std::chrono::milliseconds change_conductor(RolloutHosts& hosts) {
    std::optional<std::size_t> conductor;
    wait_for("somebody conducts", 20s, [&] { return (conductor = hosts.conductor()).has_value(); });
    hosts.kill(*conductor);
    return wait_for("another one conducts", 60s, [&] { return hosts.conductor().has_value(); });
}

// The lease of the one that was killed runs for five seconds more; then the next beat, half a second at most.
constexpr auto takeover = 6s;

TEST(Takeover, AnotherHostGoesOnWithThePlanEachStageOnce) {
    RolloutHosts hosts(3);
    const std::vector<double> shares{0.2, 0.4, 0.6, 1};
    const int next = hosts.publish("2", "Good");
    Crowd crowd(hosts, 1, 50);
    hosts.ask("PUT", "campaigns/turn/rollout", {{"revision", next}, {"plan", plan(stages(shares, 5), no_faults)}});
    std::vector<std::chrono::milliseconds> took;
    for (const int stage : {1, 2}) {
        wait_for_plan(hosts, "stage", stage);
        took.push_back(change_conductor(hosts));
    }
    wait_for_plan(hosts, "state", "done");
    print("until another host conducts", took);
    // Not before: finding out how busy the machine is takes longer than a stage on a busy one.
    EXPECT_LT(std::ranges::max(took), at_this_load(*hosts[0], takeover));
    EXPECT_THAT(fault_of(hosts.rollout()["history"], shares), IsEmpty());
    EXPECT_EQ(hosts.seen(0, "watcher").revision, next);
}

TEST(Takeover, TheGuardsGuardAsBefore) {
    RolloutHosts hosts(2);
    const int bad = hosts.publish("5", "Faulty");
    hosts.ask("PUT", "campaigns/turn/rollout", {{"revision", bad}, {"plan", plan(stages({0.5, 1}, 600), no_faults)}});
    change_conductor(hosts);
    EXPECT_EQ(hosts.rollout()["state"], "advancing") << "nobody has called yet";
    Crowd crowd(hosts, 2, 50);
    const auto took = wait_for("the way back", 60s, [&] { return hosts.rollout()["state"] == "rolled_back"; });
    print("taken back by the one that took over", {took});
    EXPECT_EQ(hosts.rollout()["history"][0]["action"], "guard");
}

// The counter-proofs: it is the other host that goes on, and a stage that is done twice or left out is seen.
TEST(Takeover, WithoutAnotherHostThePlanStaysWhereItIs) {
    RolloutHosts hosts(1, false);
    const int next = hosts.publish("2", "Good");
    const json calm = {{{"metric", "fairground_campaigns_quarantined"}, {"limit", 0}}};
    hosts.ask("PUT", "campaigns/turn/rollout", {{"revision", next}, {"plan", plan(stages({0.1, 0.5, 1}, 1), calm)}});
    wait_for_plan(hosts, "stage", 1);
    hosts[0]->kill();
    const std::string last = "SELECT MAX(change_no) FROM rollout";
    const auto before = hosts.query(last);
    std::this_thread::sleep_for(takeover + 2s);
    EXPECT_EQ(hosts.query(last), before);
    hosts[0].start();
    wait_for_plan(hosts, "state", "done");
    EXPECT_THAT(fault_of(hosts.rollout()["history"], {0.1, 0.5, 1}), IsEmpty());
}

TEST(Takeover, AStageThatIsDoneTwiceOrLeftOutIsSeen) {
    const auto step = [](const char* action, double share) { return json{{"action", action}, {"share", share}}; };
    const json right{step("done", 1), step("advance", 1), step("advance", 0.5), step("rollout", 0.1)};
    const std::vector<double> shares{0.1, 0.5, 1};
    EXPECT_THAT(fault_of(right, shares), IsEmpty());
    json twice = right;
    twice.insert(twice.begin() + 1, step("advance", 0.5));
    EXPECT_THAT(fault_of(twice, shares), HasSubstr("advance 0.5"));
    json left_out = right;
    left_out.erase(2);
    EXPECT_THAT(fault_of(left_out, shares), HasSubstr("rollout 0.1"));
}

// The counter of stages is below the limit until the plan has advanced, which is what breaks the guard.
TEST(MetricGuard, LetsAPlanAdvanceBelowItsLimitAndTakesItBackAboveIt) {
    RolloutHosts hosts(1, false);
    const int next = hosts.publish("2", "Good");
    const json guards = {{{"metric", "fairground_rollouts_advanced_total"}, {"limit", 0.5}}};
    hosts.ask("PUT", "campaigns/turn/rollout", {{"revision", next}, {"plan", plan(stages({0.1, 0.5, 1}, 1), guards)}});
    wait_for_plan(hosts, "state", "rolled_back");
    const auto history = hosts.rollout()["history"];
    ASSERT_EQ(history.size(), 3u) << history;
    EXPECT_EQ(history[1]["action"], "advance");
    EXPECT_EQ(history[0]["action"], "guard");
    EXPECT_EQ(history[0]["reason"], "fairground_rollouts_advanced_total: 1 is above 0.5");
    EXPECT_NE(hosts.seen(0, "watcher").revision, next);
}

}  // namespace
}  // namespace fairground::drills
