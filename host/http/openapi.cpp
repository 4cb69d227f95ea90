#include "http/openapi.hpp"

#include "http/openapi_shapes.hpp"
#include "http/text.hpp"

namespace fairground::http {
namespace {

using nlohmann::json;
using plugin::Route;

json reference(const std::string& what) {
    return {{"$ref", "#/components/" + what}};
}

json json_content(const json& schema) {
    return {{"application/json", schema.is_null() ? json::object() : json{{"schema", schema}}}};
}

json responses(const std::string& success, const std::string& meaning, const json& schema = nullptr) {
    return {{success, {{"description", meaning}, {"content", json_content(schema)}}},
            {"default", reference("responses/Problem")}};
}

json named_schema(const std::string& name) {
    return name.empty() ? json() : reference("schemas/" + name);
}

json parameters_of(const Router::Route& route, const Shape& shape) {
    json parameters = json::array();
    for (const std::string& segment : route.segments)
        if (segment.starts_with('{'))
            parameters.push_back({{"name", segment.substr(1, segment.size() - 2)},
                                  {"in", "path"},
                                  {"required", true},
                                  {"schema", {{"type", "string"}}}});
    for (const auto* name : shape.query)
        parameters.push_back({{"name", name}, {"in", "query"}, {"schema", {{"type", "string"}}}});
    return parameters;
}

const Shape& shape_of(const Router::Route& route, const std::vector<Shape>& shapes) {
    static const Shape unknown{"", "", "", {}};
    const std::string name = route.method + " " + route.pattern;
    const auto found =
        std::find_if(shapes.begin(), shapes.end(), [&](const Shape& shape) { return shape.route == name; });
    return found == shapes.end() ? unknown : *found;
}

json host_operation(const Router::Route& route, const std::vector<Shape>& shapes) {
    const Shape& shape = shape_of(route, shapes);
    json operation{{"summary", route.summary},
                   {"responses", responses(shape.success, "Done", named_schema(shape.answers))}};
    if (shape.takes[0] != '\0')
        operation["requestBody"] = {{"required", true}, {"content", json_content(named_schema(shape.takes))}};
    if (auto parameters = parameters_of(route, shape); !parameters.empty())
        operation["parameters"] = std::move(parameters);
    if (shape.security[0] != '\0') operation["security"] = json::array({{{shape.security, json::array()}}});
    return operation;
}

json schema_or_object(const Route& route) {
    return route.schema.is_null() ? json{{"type", "object"}} : route.schema;
}

json security_of(const Route& route) {
    json ways = json::array({{{"session", json::array()}}});
    if (route.role == Route::Role::none) ways.push_back(json::object());
    return ways;
}

json action_operation(const campaign::Revision& revision, const Route& route) {
    return {{"summary", "Action " + route.name + " of " + revision.plugin_label()},
            {"tags", {revision.id()}},
            {"security", json::array({{{"session", json::array()}}})},
            {"parameters", {reference("parameters/IdempotencyKey")}},
            {"requestBody", {{"content", {{"application/json", {{"schema", schema_or_object(route)}}}}}}},
            {"responses", responses("200", "The plugin's reply")}};
}

json view_operation(const campaign::Revision& revision, const Route& route) {
    json parameters = json::array({reference("parameters/Consistency"), reference("parameters/MinVersion")});
    if (route.schema.contains("properties"))
        for (const auto& [name, schema] : route.schema["properties"].items())
            parameters.push_back({{"name", name}, {"in", "query"}, {"schema", schema}});
    return {{"summary", "View " + route.name + " of " + revision.plugin_label()},
            {"tags", {revision.id()}},
            {"security", security_of(route)},
            {"parameters", std::move(parameters)},
            {"responses", responses("200", "The plugin's reply")}};
}

bool for_players(const Route& route) {
    return route.role == Route::Role::none || route.role == Route::Role::player;
}

void add_campaign(json& paths, const campaign::Revision& revision) {
    const std::string base = "/api/v1/campaigns/" + revision.id();
    const auto& manifest = revision.rules->manifest();
    for (const Route& route : manifest.actions)
        if (for_players(route)) paths[base + "/actions/" + route.name]["post"] = action_operation(revision, route);
    for (const Route& route : manifest.views)
        if (for_players(route)) paths[base + "/views/" + route.name]["get"] = view_operation(revision, route);
}

// How a partner asks for a view of a campaign: an element of Query.views.
json partner_view(const campaign::Revision& revision, const Route& route) {
    return {{"type", "object"},
            {"title", "View " + route.name + " of " + revision.id() + " (" + revision.plugin_label() + ")"},
            {"required", {"campaign", "name"}},
            {"properties",
             {{"campaign", {{"const", revision.id()}}},
              {"name", {{"const", route.name}}},
              {"query", schema_or_object(route)}}}};
}

void add_partner_views(json& document, const campaign::Revision& revision) {
    auto& schemas = document["components"]["schemas"];
    for (const Route& route : revision.rules->manifest().views) {
        if (route.role == Route::Role::admin) continue;
        const std::string name = "QueryView." + revision.id() + "." + route.name;
        schemas[name] = partner_view(revision, route);
        schemas["Query"]["properties"]["views"]["items"]["anyOf"].push_back(reference("schemas/" + name));
    }
}

void add_routes(json& paths, const Router& router, std::string_view prefix, const std::vector<Shape>& shapes) {
    for (const auto& route : router.routes()) {
        if (route.summary.empty() || !route.pattern.starts_with(prefix)) continue;
        std::string method = route.method;
        std::transform(method.begin(), method.end(), method.begin(), lower);
        paths[route.pattern][method] = host_operation(route, shapes);
    }
}

json components() {
    return {
        {"securitySchemes",
         {{"session", {{"type", "http"}, {"scheme", "bearer"}}},
          {"admin", {{"type", "http"}, {"scheme", "bearer"}, {"description", "A token of an admin: docs/admins.md"}}},
          {"partner", {{"type", "http"}, {"scheme", "bearer"}, {"description", "A partner's key: docs/partners.md"}}}}},
        {"parameters",
         {{"IdempotencyKey",
           {{"name", "Idempotency-Key"},
            {"in", "header"},
            {"description", "The same key with the same body gives the stored answer"},
            {"schema", {{"type", "string"}, {"pattern", "^[!-~]{1,64}$"}}}}},
          {"Consistency",
           {{"name", "consistency"},
            {"in", "query"},
            {"description", "strong: read the primary database"},
            {"schema", {{"enum", {"strong"}}}}}},
          {"MinVersion",
           {{"name", "Fairground-Min-Version"},
            {"in", "header"},
            {"description", "A Fairground-Player-Version seen before: the answer shows at least that"},
            {"schema", {{"type", "integer"}, {"minimum", 0}}}}}}},
        {"responses",
         {{"Problem",
           {{"description", "RFC 9457 problem; the codes stand in docs/errors.md"},
            {"content", {{"application/problem+json", {{"schema", reference("schemas/Problem")}}}}}}}}},
        {"schemas", schemas()}};
}

}  // namespace

json describe(const Router& players, const campaign::Catalogue& catalogue, const std::string& server,
              const std::optional<DescribedRoutes>& admins) {
    json paths = json::object();
    add_routes(paths, players, "", shapes());
    if (admins) add_routes(paths, admins->router, admins->prefix, admins->shapes);
    for (const auto& campaign : catalogue.all()) add_campaign(paths, *campaign->revision());
    json document{{"openapi", "3.1.0"},
                  {"info", {{"title", "Fairground"}, {"version", "1"}}},
                  {"paths", std::move(paths)},
                  {"components", components()}};
    if (!server.empty()) document["servers"] = json::array({{{"url", server}}});
    if (admins) document["components"]["schemas"].update(admins->schemas);
    for (const auto& campaign : catalogue.all()) add_partner_views(document, *campaign->revision());
    return document;
}

}  // namespace fairground::http
