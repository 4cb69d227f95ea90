#include "http/openapi_shapes.hpp"

#include <algorithm>

namespace fairground::http {
namespace {

constexpr auto schemas_text = R"({
  "Problem": {
    "type": "object", "required": ["type", "title", "status", "detail", "code", "trace_id"],
    "properties": {
      "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
      "detail": {"type": "string"}, "trace_id": {"type": "string"}, "retry_after_s": {"type": "integer"},
      "code": {"type": "string", "description": "Stable, for programs: docs/errors.md"}}},
  "Login": {
    "type": "object", "required": ["provider"], "additionalProperties": {"type": "string"},
    "description": "What the provider needs beside its name; of dev: player, name",
    "properties": {"provider": {"type": "string"}}},
  "Player": {
    "type": "object", "required": ["id", "name"],
    "properties": {"id": {"type": "string"}, "name": {"type": "string"}}},
  "SignedIn": {
    "type": "object", "required": ["token", "expires_at", "player"],
    "properties": {"token": {"type": "string"}, "expires_at": {"type": "string", "format": "date-time"},
                   "player": {"$ref": "#/components/schemas/Player"}}},
  "Campaign": {
    "type": "object", "required": ["id", "plugin", "title", "status", "starts_at", "ends_at", "page"],
    "properties": {
      "id": {"type": "string"}, "plugin": {"type": "string"},
      "title": {"type": "object", "additionalProperties": {"type": "string"}, "description": "By language"},
      "status": {"type": "string", "enum": ["not_started", "open", "paused", "ended"]},
      "starts_at": {"type": ["string", "null"], "format": "date-time"},
      "ends_at": {"type": ["string", "null"], "format": "date-time"},
      "page": {"type": ["string", "null"]},
      "odds": {"type": "object", "required": ["prizes"], "properties": {
        "prizes": {"type": "array", "items": {
          "type": "object", "required": ["id", "chance"],
          "properties": {"id": {"type": "string"}, "chance": {"type": "number"}}}}}}}},
  "Campaigns": {
    "type": "object", "required": ["campaigns"],
    "properties": {"campaigns": {"type": "array", "items": {"$ref": "#/components/schemas/Campaign"}}}},
  "Accounts": {
    "type": "object", "required": ["accounts"],
    "properties": {"accounts": {"type": "array", "items": {
      "type": "object", "required": ["currency", "balance"],
      "properties": {"currency": {"type": "string"}, "balance": {"type": "integer"}}}}}},
  "Entry": {
    "type": "object",
    "required": ["id", "at", "currency", "amount", "balance_after", "reason", "campaign", "action"],
    "properties": {
      "id": {"type": "string"}, "at": {"type": "string", "format": "date-time"}, "currency": {"type": "string"},
      "amount": {"type": "integer"}, "balance_after": {"type": "integer"}, "reason": {"type": "string"},
      "campaign": {"type": ["string", "null"]}, "action": {"type": "string"}}},
  "Entries": {
    "type": "object", "required": ["entries"],
    "properties": {"entries": {"type": "array", "items": {"$ref": "#/components/schemas/Entry"}},
                   "next": {"type": "string", "description": "The cursor of the next page; none at the end"}}}
})";

const std::vector<Shape> shapes = {
    {"POST /api/v1/sessions", "Login", "SignedIn", {}},
    {"GET /api/v1/campaigns", "", "Campaigns", {}},
    {"GET /api/v1/campaigns/{id}", "", "Campaign", {}},
    {"GET /api/v1/me/accounts", "", "Accounts", {}},
    {"GET /api/v1/me/entries", "", "Entries", {"currency", "limit", "cursor"}},
};

}  // namespace

const nlohmann::json& schemas() {
    static const auto parsed = nlohmann::json::parse(schemas_text);
    return parsed;
}

const Shape& shape_of(const std::string& method, const std::string& pattern) {
    static const Shape unknown{"", "", "", {}};
    const std::string route = method + " " + pattern;
    const auto found =
        std::find_if(shapes.begin(), shapes.end(), [&](const Shape& shape) { return shape.route == route; });
    return found == shapes.end() ? unknown : *found;
}

}  // namespace fairground::http
