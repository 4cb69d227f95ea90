// Times for programs, where no campaign's clock is meant.
#pragma once
#include <string>

#include "campaign/campaign.hpp"

namespace fairground::http {

// "2026-03-01T02:00:00.000Z"
std::string utc_text(campaign::Time time);
std::string utc_text(std::int64_t ms);

}  // namespace fairground::http
