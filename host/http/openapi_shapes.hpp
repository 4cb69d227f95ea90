// Private to the API's description: what the host's own routes take and answer, as JSON Schema.
#pragma once
#include "http/openapi.hpp"

namespace fairground::http {

// "#/components/schemas".
const nlohmann::json& schemas();

// Of the routes for players and partners.
const std::vector<Shape>& shapes();

}  // namespace fairground::http
