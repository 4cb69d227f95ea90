#include "http/openapi_shapes.hpp"

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
                   "next": {"type": "string", "description": "The cursor of the next page; none at the end"}}},
  "QueryView": {
    "type": "object", "required": ["name"],
    "properties": {
      "name": {"type": "string", "description": "A view for nobody in particular, players or partners; or @accounts"},
      "campaign": {"type": "string", "description": "In place of that of the whole question"},
      "query": {"type": "object", "additionalProperties": {"type": "string"}}}},
  "Query": {
    "type": "object", "required": ["players", "views"], "additionalProperties": false,
    "properties": {
      "campaign": {"type": "string", "description": "Of all views that name none"},
      "campaigns": {"type": "array", "items": {"type": "string"}, "description": "In place of campaign: each view of each"},
      "players": {"type": "array", "minItems": 1, "maxItems": 1000, "uniqueItems": true,
                  "items": {"type": "string", "pattern": "^[A-Za-z0-9._@-]{1,64}$"}},
      "views": {"type": "array", "minItems": 1, "maxItems": 20,
                "items": {"anyOf": [{"type": "string"}, {"$ref": "#/components/schemas/QueryView"}]}},
      "fields": {"type": "array", "maxItems": 50, "items": {"type": "string"},
                 "description": "Members of a reply, or JSON pointers into it; each comes under the name given here"},
      "limit": {"type": "integer", "minimum": 1, "description": "Items of one answer"},
      "cursor": {"type": "string", "description": "The next of the answer before, to the same question"},
      "consistency": {"enum": ["strong"], "description": "Read the primary database"}}},
  "QueryItem": {
    "type": "object", "required": ["player", "view"],
    "description": "Either ok or error",
    "properties": {
      "player": {"type": "string"}, "view": {"type": "string"}, "campaign": {"type": "string"},
      "version": {"type": "integer", "description": "Of the player; grows with each change"},
      "ok": {"type": "object", "additionalProperties": true, "description": "What the view says, or its fields"},
      "error": {"type": "object", "required": ["code", "detail"],
                "properties": {
                  "code": {"type": "string", "description": "unavailable: ask again; else as of the view alone"},
                  "detail": {"type": "string"}}}}},
  "QueryAnswer": {
    "type": "object", "required": ["items"],
    "properties": {"items": {"type": "array", "items": {"$ref": "#/components/schemas/QueryItem"}},
                   "next": {"type": "string", "description": "The cursor for the rest; none at the end"}}},
  "Event": {
    "type": "object", "required": ["id", "topic", "campaign", "player", "at", "payload"],
    "properties": {
      "id": {"type": "string", "description": "The same whenever the event comes: for telling repetitions"},
      "topic": {"type": "string"}, "campaign": {"type": "string"}, "player": {"type": "string"},
      "at": {"type": "string", "format": "date-time"},
      "payload": {"type": "object", "additionalProperties": true, "description": "What the campaign's plugin says"}}},
  "Events": {
    "type": "object", "required": ["events", "next", "more"],
    "properties": {
      "events": {"type": "array", "items": {"$ref": "#/components/schemas/Event"}},
      "next": {"type": "string", "description": "Go on with it as after, now or later"},
      "more": {"type": "boolean", "description": "More may be there already"}}}
})";

const std::vector<Shape> all_shapes = {
    {"POST /api/v1/sessions", "Login", "SignedIn", {}, "201"},
    {"GET /api/v1/campaigns", "", "Campaigns", {}},
    {"GET /api/v1/campaigns/{id}", "", "Campaign", {}},
    {"GET /api/v1/me/accounts", "", "Accounts", {}, "200", "session"},
    {"GET /api/v1/me/entries", "", "Entries", {"currency", "limit", "cursor"}, "200", "session"},
    {"POST /api/v1/query", "Query", "QueryAnswer", {}, "200", "partner"},
    {"GET /api/v1/events", "", "Events", {"after", "topic", "limit"}, "200", "partner"},
};

}  // namespace

const nlohmann::json& schemas() {
    static const auto parsed = nlohmann::json::parse(schemas_text);
    return parsed;
}

const std::vector<Shape>& shapes() {
    return all_shapes;
}

}  // namespace fairground::http
