// Private to the partners' API: GET /api/v1/events.
#pragma once
#include "http/partner_api.hpp"

namespace fairground::http {

void add_event_routes(Router& router, const PartnerApi& api);

}  // namespace fairground::http
