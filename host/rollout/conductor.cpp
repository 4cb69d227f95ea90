#include "rollout/conductor.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include <fmt/format.h>

#include "ops/log.hpp"
#include "rollout/tally.hpp"
#include "rollout/words.hpp"

namespace fairground::rollout {
namespace {

using campaign::Rollout;
using Clock = std::chrono::steady_clock;

constexpr auto between_tellings = std::chrono::seconds(30);

std::string text_of(const std::vector<Finding>& findings, Verdict verdict) {
    std::string text;
    for (const auto& finding : findings)
        if (finding.verdict == verdict) text += (text.empty() ? "" : "; ") + finding.name + ": " + finding.text;
    return text;
}

}  // namespace

Conductor::Conductor(Releases& releases, store::Store& store, std::string holder, ReadMetric metric, const Times& times)
    : releases_(releases),
      leases_(store.jobs()),
      holder_(std::move(holder)),
      metric_(std::move(metric)),
      times_(times),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

void Conductor::stop() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
}

void Conductor::run(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any woken;
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
        woken.wait_for(lock, stop, times_.beat, [] { return false; });
        try {
            look_at_all();
        } catch (const std::exception& failure) {
            ops::log_warning("plans of rollouts wait", {{"reason", failure.what()}});
        }
    }
}

void Conductor::look_at_all() {
    for (const auto& campaign : releases_.catalogue().all()) {
        const auto serving = campaign->serving();
        if (serving->next) look_at(serving->live->id(), serving->live->campaign);
    }
}

void Conductor::look_at(const std::string& campaign, std::int64_t id) {
    const auto standing = releases_.standing(campaign);
    if (!standing.rollout || standing.rollout->state != Rollout::State::advancing || standing.killed) return;
    if (!leases_->take_lease("rollout " + std::to_string(id), holder_, times_.lease)) return;
    const Plan plan = read_plan(standing.rollout->plan);
    if (plan.rehearse && !standing.rollout->rehearsed) return rehearse(standing);
    const auto findings = this->findings(standing, id);
    const Verdict verdict = overall(findings);
    if (verdict == Verdict::bad) return take_back(standing, findings);
    const auto& stage = plan.stages.at(static_cast<std::size_t>(standing.rollout->stage));
    if (now_ms() - standing.rollout->since < stage.hold.count()) return;
    if (verdict == Verdict::ok) return next_stage(standing, plan);
    auto& told = told_[campaign];
    if (Clock::now() - told < between_tellings) return;
    told = Clock::now();
    ops::log_warning("a rollout does not advance: there is no evidence",
                     {{"campaign", campaign}, {"guards", text_of(findings, Verdict::no_evidence)}});
}

std::vector<Finding> Conductor::findings(const StandingView& standing, std::int64_t campaign) const {
    if (!standing.rollout || standing.rollout->plan.is_null()) return {};
    const Plan plan = read_plan(standing.rollout->plan);
    Evidence evidence;
    try {
        const auto after = std::max(now_ms() - plan.window.count(), standing.rollout->since);
        evidence = evidence_of(releases_.store(), campaign, standing.rollout->revision, after);
    } catch (const std::exception& failure) {
        evidence.missing = std::string("what hosts counted could not be read: ") + failure.what();
    }
    return judge(plan, evidence, metric_);
}

// Really back, for everybody, and there again: then the way back is known to work before it is needed.
void Conductor::rehearse(const StandingView& standing) {
    const auto began = Clock::now();
    Rollout back = *standing.rollout;
    back.state = Rollout::State::rolled_back;
    back.since = now_ms();
    if (!releases_.advance(standing, back, standing.live, "rehearsal", "the way back is tried")) return;
    const auto campaign = releases_.catalogue().find(standing.campaign);
    const auto serving = campaign->serving();
    const auto took = std::chrono::ceil<std::chrono::milliseconds>(Clock::now() - began).count();
    if (serving->next || serving->live->number != standing.live) {
        ops::log_error("the rehearsal of a rollback failed: the campaign stays as it was before the rollout",
                       {{"campaign", standing.campaign}, {"revision", standing.rollout->revision}});
        return;
    }
    Rollout again = *standing.rollout;
    again.rehearsed = true;
    again.since = now_ms();
    releases_.advance(releases_.standing(standing.campaign), again, standing.live, "rehearsed",
                      fmt::format("the way back took {} ms", took));
}

void Conductor::next_stage(const StandingView& standing, const Plan& plan) {
    Rollout next = *standing.rollout;
    next.since = now_ms();
    std::int32_t live = standing.live;
    std::string action = "advance";
    if (static_cast<std::size_t>(next.stage) + 1 < plan.stages.size()) {
        ++next.stage;
        next.share = plan.stages[static_cast<std::size_t>(next.stage)].share;
    } else if (next.share.share == campaign::everybody && next.share.tenants.empty() && next.share.regions.empty()) {
        next.state = Rollout::State::done;
        live = next.revision;
        action = "done";
    } else {
        next.state = Rollout::State::holding;
        action = "hold";
    }
    const auto reason =
        fmt::format("stage {} of {} held, all guards ok", standing.rollout->stage + 1, plan.stages.size());
    if (!releases_.advance(standing, next, live, action, reason)) return;
    ++counters_.advanced;
    ops::log_info("a rollout goes on", {{"campaign", standing.campaign},
                                        {"revision", next.revision},
                                        {"action", action},
                                        {"stage", next.stage},
                                        {"share_of_10000", next.share.share}});
}

void Conductor::take_back(const StandingView& standing, const std::vector<Finding>& findings) {
    Rollout back = *standing.rollout;
    back.state = Rollout::State::rolled_back;
    back.since = now_ms();
    const std::string reason = text_of(findings, Verdict::bad);
    if (!releases_.advance(standing, back, standing.live, "guard", reason)) return;
    ++counters_.rolled_back;
    ops::log_error("a rollout was taken back by its guards",
                   {{"campaign", standing.campaign}, {"revision", back.revision}, {"reason", reason}});
}

}  // namespace fairground::rollout
