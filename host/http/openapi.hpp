// The API's own description, made from the routes that are served and from what the campaigns declare.
#pragma once
#include <nlohmann/json.hpp>

#include "campaign/campaign.hpp"
#include "http/router.hpp"

namespace fairground::http {

// OpenAPI 3.1. server: where players reach it; empty: not known.
nlohmann::json describe(const Router& players, const campaign::Catalogue& catalogue, const std::string& server = "");

}  // namespace fairground::http
