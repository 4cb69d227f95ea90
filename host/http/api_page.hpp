// A page for people that shows what /openapi.json says; works without a network.
#pragma once
#include "http/router.hpp"

namespace fairground::http {

// GET /api/ on the admin address, and its script.
void add_api_page(Router& router);

}  // namespace fairground::http
