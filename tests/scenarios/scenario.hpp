// One scenario file as data: what is given, and the story step by step. The words are explained in README.md.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "campaign/campaign.hpp"
#include "config/config.hpp"

namespace fairground::scenarios {

struct Step {
    std::string place;  // "free_spin.yaml:21", for messages
    std::optional<campaign::Time> at;
    std::string player;
    int spins = 1;
    std::string body;  // of the call
    std::optional<std::string> key;
    std::vector<std::string> stops_on;  // prize ids, one for each turn that is drawn
    nlohmann::json then;
};

struct Scenario {
    std::string title;
    config::CampaignFile campaign;
    campaign::Time clock{};
    nlohmann::json balances;  // player → currency → amount
    nlohmann::json coupons;   // pool → codes
    std::vector<Step> story;
};

// Throws std::runtime_error naming file, line and what is wrong.
Scenario read_scenario(const std::filesystem::path& file);

}  // namespace fairground::scenarios
