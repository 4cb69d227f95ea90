// What this host counts of revisions, told to the store for all hosts: samples of those that serve side by side, once a
// second, and which routes are in use, now and then.
#pragma once
#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "campaign/campaign.hpp"
#include "rollout/plan.hpp"

namespace fairground::rollout {

class Tally {
public:
    struct Times {
        std::chrono::milliseconds samples{1'000};
        std::chrono::milliseconds routes{10'000};
        std::chrono::milliseconds purge{3'600'000};
    };
    // host: this one's name, unlike any other's; at most 64 bytes. References must outlive this.
    Tally(store::Store& store, const campaign::Catalogue& catalogue, std::string host)
        : Tally(store, catalogue, std::move(host), Times{}) {}

    Tally(store::Store& store, const campaign::Catalogue& catalogue, std::string host, const Times& times);
    ~Tally();  // tells what it has counted

    // For tests, and at the end: now.
    void tell_samples();
    void tell_routes();

private:
    void run(const std::stop_token& stop);
    void look();
    void purge();

    struct Known {
        std::int64_t campaign = 0;
        std::int32_t revision = 0;
        std::shared_ptr<campaign::Figures> figures;
        campaign::Counted told;
        bool gone = false;
    };
    const std::unique_ptr<store::Rollouts> rollouts_;
    const campaign::Catalogue& catalogue_;
    const std::string host_;
    const Times times_;
    std::mutex mutex_;
    std::map<const campaign::Figures*, Known> known_;  // also of revisions that are gone, for a last time
    std::map<std::pair<std::int64_t, std::string>, std::int64_t> owed_;  // route uses that could not be told
    std::jthread thread_;
};

// What all hosts counted of a revision between two moments (ms). Throws what the store throws.
Evidence evidence_of(store::Rollouts& rollouts, std::int64_t campaign, std::int32_t revision, std::int64_t after);

}  // namespace fairground::rollout
