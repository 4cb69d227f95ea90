// What the routes for admins take and answer, for the API's description. The console's types are made from it.
#pragma once
#include "http/openapi.hpp"

namespace fairground::admin {

// router must outlive the use.
http::DescribedRoutes described(const http::Router& router);

}  // namespace fairground::admin
