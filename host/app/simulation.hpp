// A simulation that an admin asks a running host for. Private to app.
#pragma once
#include <nlohmann/json.hpp>

#include "campaign/campaign.hpp"

namespace fairground::app {

// players, turns: 0: the usual. Takes seconds. Throws config::Error, simulate::Impossible.
nlohmann::json simulate_revision(const config::CampaignFile& file, plugin::Shelf& shelf, std::uint32_t players,
                                 std::uint32_t turns);

}  // namespace fairground::app
