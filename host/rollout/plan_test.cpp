#include "rollout/plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "campaign/figures.hpp"
#include "rollout/releases.hpp"

namespace fairground::rollout {
namespace {

using nlohmann::json;
using testing::HasSubstr;

const json careful = json::parse(R"({
  "stages": [{"share": 0.0001, "hold_s": 60}, {"share": 0.05, "hold_s": 600}, {"share": 1}],
  "guards": [{"name": "error_rate", "limit": 0.005}, {"name": "p99_ms", "limit": 200}],
  "window_s": 60, "least_calls": 100})");

std::string refusal(json plan) {
    try {
        read_plan(plan);
        return "none";
    } catch (const Refused& refused) {
        EXPECT_EQ(refused.code, "bad_plan");
        return refused.what();
    }
}
json with(const char* pointer, const json& value) {
    json plan = careful;
    plan[json::json_pointer(pointer)] = value;
    return plan;
}

Evidence evidence(std::uint64_t calls, std::uint64_t faults = 0) {
    Evidence made;
    made.calls = calls;
    made.faults = faults;
    made.times.assign(campaign::time_ends.size() + 1, 0);
    made.times[4] = calls;  // within 8 ms
    made.cost = 10;
    return made;
}
std::optional<double> no_metric(const std::string&) {
    return std::nullopt;
}
std::vector<Finding> judged(const Evidence& evidence, const json& guards, const ReadMetric& metric = no_metric) {
    return judge(read_plan(with("/guards", guards)), evidence, metric);
}
Verdict verdict(const Evidence& evidence, const json& guards, const ReadMetric& metric = no_metric) {
    return overall(judged(evidence, guards, metric));
}
const json errors = {{{"name", "error_rate"}, {"limit", 0.005}}};

TEST(Plan, IsReadAsItIsWritten) {
    const Plan plan = read_plan(careful);
    ASSERT_EQ(plan.stages.size(), 3u);
    EXPECT_EQ(plan.stages[0].share.share, 1);
    EXPECT_EQ(plan.stages[1].share.share, 500);
    EXPECT_EQ(plan.stages[1].hold, std::chrono::minutes(10));
    EXPECT_EQ(plan.stages[2].share.share, campaign::everybody);
    EXPECT_EQ(plan.guards[1].name, "p99_ms");
}

TEST(Plan, SaysWhatIsWrongAndWhere) {
    EXPECT_THAT(refusal(json::array()), HasSubstr("expected a map with stages and guards"));
    EXPECT_THAT(refusal(with("/stages", json::array())), HasSubstr("plan.stages: expected a list of 1 to 20 stages"));
    EXPECT_THAT(refusal(with("/stages/0/share", 7)),
                HasSubstr("plan.stages[0].share: expected a number from 0 to 1, found 7"));
    EXPECT_THAT(refusal(with("/stages/1/share", 0)),
                HasSubstr("plan.stages[1].share: expected no less than the stage before"));
    EXPECT_THAT(refusal(with("/stages/0/hold", 7)), HasSubstr("plan.stages[0].hold: there is no such key"));
    EXPECT_THAT(refusal(with("/guards", json::array())), HasSubstr("a plan without one would advance blindly"));
    EXPECT_THAT(refusal(with("/guards/0/name", "eror_rate")), HasSubstr("did you mean error_rate?"));
    EXPECT_THAT(refusal(with("/guards/0/metric", "x")),
                HasSubstr("name (of a figure) or metric (of the host), one of them"));
    EXPECT_THAT(refusal(with("/guards/0", {{"name", "p99_ms"}})), HasSubstr("plan.guards[0].limit: expected a number"));
}

TEST(Guards, AreOkWithEnoughCallsWithinTheLimit) {
    EXPECT_EQ(verdict(evidence(1000, 5), errors), Verdict::ok);
    EXPECT_EQ(verdict(evidence(1000), {{{"name", "p99_ms"}, {"limit", 8}}}), Verdict::ok);
}

TEST(Guards, AreBrokenAboveIt) {
    EXPECT_EQ(verdict(evidence(1000, 6), errors), Verdict::bad);
    EXPECT_EQ(verdict(evidence(1000), {{{"name", "p99_ms"}, {"limit", 7}}}), Verdict::bad);
    Evidence refusals = evidence(1000);
    refusals.refused = 300;
    EXPECT_EQ(verdict(refusals, {{{"name", "refusal_rate"}, {"limit", 0.2}}}), Verdict::bad);
    EXPECT_EQ(verdict(evidence(1000), {{{"name", "prize_cost_per_hour"}, {"limit", 500}}}), Verdict::bad)
        << "10 a minute";
}

TEST(Guards, ABrokenOneNeedsNotAsMuchEvidenceAsAGoodOne) {
    EXPECT_EQ(verdict(evidence(30, 3), errors), Verdict::bad);
    EXPECT_EQ(verdict(evidence(5, 1), errors), Verdict::no_evidence) << "one unlucky call condemns nobody";
}

TEST(Guards, NoDataIsNoEvidence) {
    EXPECT_EQ(verdict(evidence(0), errors), Verdict::no_evidence);
    EXPECT_EQ(verdict(evidence(99), errors), Verdict::no_evidence);
    Evidence unread = evidence(1000);
    unread.missing = "the database is away";
    EXPECT_EQ(verdict(unread, errors), Verdict::no_evidence);
    EXPECT_EQ(judged(unread, errors)[0].text, "the database is away");
    Evidence free = evidence(1000);
    free.cost.reset();
    EXPECT_EQ(verdict(free, {{{"name", "prize_cost_per_hour"}, {"limit", 500}}}), Verdict::no_evidence);
}

TEST(Guards, AMetricThatIsNotThereOrCannotBeReadIsNoEvidence) {
    const json guards = {{{"metric", "fairground_engine_wating"}, {"limit", 10}}};
    EXPECT_EQ(judged(evidence(1000), guards)[0].text, "this host has no metric of this name");
    EXPECT_EQ(verdict(evidence(1000), guards), Verdict::no_evidence);
    EXPECT_EQ(verdict(evidence(1000), guards,
                      [](const std::string&) -> std::optional<double> { throw std::runtime_error("gone"); }),
              Verdict::no_evidence);
    EXPECT_EQ(verdict(evidence(1000), guards, [](const std::string&) { return std::optional(9.0); }), Verdict::ok);
    EXPECT_EQ(verdict(evidence(1000), guards, [](const std::string&) { return std::optional(11.0); }), Verdict::bad);
}

TEST(Guards, OneWithoutEvidenceHoldsUpAllAndOneThatIsBrokenEndsIt) {
    const json both = {errors[0], {{"metric", "nothing"}, {"limit", 1}}};
    EXPECT_EQ(verdict(evidence(1000), both), Verdict::no_evidence);
    EXPECT_EQ(verdict(evidence(1000, 100), both), Verdict::bad);
}

}  // namespace
}  // namespace fairground::rollout
