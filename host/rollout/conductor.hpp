// Carries plans out: from stage to stage where the evidence is there, and back where a guard is broken. One host at a
// time does it; when that host goes, another takes over.
#pragma once
#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include "rollout/plan.hpp"
#include "rollout/releases.hpp"

namespace fairground::rollout {

class Conductor {
public:
    struct Times {
        std::chrono::milliseconds beat{500};
        std::chrono::milliseconds lease{5'000};
    };
    // holder: this host, unlike any other. References must outlive this.
    Conductor(Releases& releases, store::Store& store, std::string holder, ReadMetric metric)
        : Conductor(releases, store, std::move(holder), std::move(metric), Times{}) {}
    Conductor(Releases& releases, store::Store& store, std::string holder, ReadMetric metric, const Times& times);

    // Carries nothing out any more when it returns; findings() still tells.
    void stop();

    // How the guards of a campaign's plan stand now; empty: there is no plan. Any host can tell.
    std::vector<Finding> findings(const StandingView& standing, std::int64_t campaign) const;

    struct Counters {
        std::atomic<std::uint64_t> advanced{0};
        std::atomic<std::uint64_t> rolled_back{0};
    };
    const Counters& counters() const { return counters_; }

private:
    void run(const std::stop_token& stop);
    void look_at_all();
    void look_at(const std::string& campaign, std::int64_t id);
    void rehearse(const StandingView& standing);
    void next_stage(const StandingView& standing, const Plan& plan);
    void take_back(const StandingView& standing, const std::vector<Finding>& findings);

    Releases& releases_;
    const std::unique_ptr<store::Jobs> leases_;
    const std::string holder_;
    const ReadMetric metric_;
    const Times times_;
    Counters counters_;
    std::map<std::string, std::chrono::steady_clock::time_point> told_;  // by campaign: why it does not advance
    std::jthread thread_;
};

}  // namespace fairground::rollout
