// Private to the API's description: what the host's own routes take and answer, as JSON Schema.
#pragma once
#include <nlohmann/json.hpp>

namespace fairground::http {

// "#/components/schemas".
const nlohmann::json& schemas();

// What a route takes and answers, as names of schemas(); empty: nothing, or any object.
struct Shape {
    const char* route;  // "POST /api/v1/sessions"
    const char* takes;
    const char* answers;
    std::vector<const char*> query;  // parameters of a GET
    const char* success = "200";
    const char* security = "";  // whose credentials, as a name of securitySchemes; empty: nobody's
};
const Shape& shape_of(const std::string& method, const std::string& pattern);

}  // namespace fairground::http
