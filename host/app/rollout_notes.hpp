// What the list of campaigns says of their rollouts. Private to app.
#pragma once
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include <nlohmann/json.hpp>

#include "campaign/campaign.hpp"

namespace fairground::app {

// Asks the database once a second at most, for all campaigns. Threads: any, but add() may wait for the database.
class RolloutNotes {
public:
    explicit RolloutNotes(store::Store& store) : rollouts_(store.rollouts()) {}

    // rollout, waiting and killed of the campaign. Throws what the store throws.
    void add(const campaign::Campaign& campaign, nlohmann::json& body);

private:
    void refresh();

    const std::unique_ptr<store::Rollouts> rollouts_;
    std::mutex mutex_;
    std::chrono::steady_clock::time_point asked_{};
    std::map<std::string, nlohmann::json> rolled_out_;  // by campaign
    std::map<std::int64_t, std::int64_t> waiting_;      // by campaign's internal id
};

}  // namespace fairground::app
