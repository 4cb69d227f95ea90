// What the routes of revisions and rollout take and answer. Private to the room.
#pragma once
#include <vector>

#include "http/openapi.hpp"

namespace fairground::admin {

nlohmann::json simulation_schemas();  // a report and its parts
nlohmann::json rollout_schemas();     // all, with those
std::vector<http::Shape> rollout_shapes();

}  // namespace fairground::admin
