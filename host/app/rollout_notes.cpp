#include "app/rollout_notes.hpp"

#include "admin/rollout_api.hpp"

namespace fairground::app {
namespace {

constexpr auto lasts = std::chrono::seconds(1);

}  // namespace

void RolloutNotes::refresh() {
    const auto now = std::chrono::steady_clock::now();
    if (asked_ != std::chrono::steady_clock::time_point{} && now - asked_ < lasts) return;
    rolled_out_.clear();
    waiting_.clear();
    for (const auto& standing : rollouts_->standings(0)) {
        if (standing.rollout.empty()) continue;
        rollout::StandingView view{.campaign = standing.name, .tenant = standing.tenant};
        view.rollout = campaign::read_stored(standing.rollout);
        rolled_out_[standing.name] = admin::to_json(view).at("rollout");
    }
    for (const auto& one : rollouts_->waiting()) waiting_[one.campaign] = one.revisions;
    asked_ = now;
}

void RolloutNotes::add(const campaign::Campaign& campaign, nlohmann::json& body) {
    const auto live = campaign.revision();
    const std::lock_guard lock(mutex_);
    refresh();
    const auto rolled_out = rolled_out_.find(live->id());
    body["rollout"] = rolled_out == rolled_out_.end() ? nlohmann::json() : rolled_out->second;
    const auto waiting = waiting_.find(live->campaign);
    body["waiting"] = waiting == waiting_.end() ? 0 : waiting->second;
    body["killed"] = campaign.killed();
}

}  // namespace fairground::app
