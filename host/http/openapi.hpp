// The API's own description, made from the routes that are served and from what the campaigns declare.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "campaign/campaign.hpp"
#include "http/router.hpp"

namespace fairground::http {

// What a route takes and answers, as names of schemas; empty: nothing, or any object.
struct Shape {
    const char* route;  // "POST /api/v1/sessions"
    const char* takes;
    const char* answers;
    std::vector<const char*> query;  // parameters of a GET
    const char* success = "200";
    const char* security = "";  // whose credentials, as a name of securitySchemes; empty: nobody's
};

// Routes that others serve and describe: those of the router below the prefix. Everything must outlive the use.
struct DescribedRoutes {
    const Router& router;
    std::string_view prefix;
    const nlohmann::json& schemas;  // by name, as #/components/schemas
    const std::vector<Shape>& shapes;
};

// OpenAPI 3.1. server: where players reach it; empty: not known.
nlohmann::json describe(const Router& players, const campaign::Catalogue& catalogue, const std::string& server = "",
                        const std::optional<DescribedRoutes>& admins = std::nullopt);

}  // namespace fairground::http
