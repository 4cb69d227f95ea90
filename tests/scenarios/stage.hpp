// Where a scenario is played: the real rules, engine and SQLite store, with the clock and the chance of the scenario.
#pragma once
#include <deque>
#include <mutex>

#include "engine/engine.hpp"
#include "scenarios/scenario.hpp"
#include "support/temp_dir.hpp"

namespace fairground::scenarios {

class Stage {
public:
    explicit Stage(const Scenario& scenario);

    engine::Answer spin(const Step& step);
    // Turns that were scripted and did not happen, or that happened and were not scripted; empty: neither.
    std::string surprise();
    nlohmann::json view(const std::string& player, const std::string& name);
    std::int64_t balance(const std::string& player, const std::string& currency);

private:
    std::uint32_t below(std::uint32_t bound);
    void give_balances(const nlohmann::json& balances);
    std::uint32_t position(const std::string& prize) const;

    test::TempDir dir_;
    const Scenario& scenario_;
    campaign::Time now_;
    std::unique_ptr<store::Store> store_;
    plugin::Shelf shelf_;
    std::shared_ptr<const campaign::Revision> revision_;

    std::mutex chance_mutex_;
    std::deque<std::uint32_t> chance_;
    std::string surprise_;

    std::unique_ptr<engine::Engine> engine_;  // last: its threads use the rest
};

}  // namespace fairground::scenarios
