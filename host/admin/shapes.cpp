#include "admin/shapes.hpp"

#include "admin/rollout_shapes.hpp"

namespace fairground::admin {
namespace {

using nlohmann::json;

constexpr auto people_text = R"({
  "AdminLogin": {
    "type": "object", "required": ["name", "password"], "additionalProperties": false,
    "properties": {"name": {"type": "string"}, "password": {"type": "string"},
                   "totp": {"type": "string", "description": "Of who has a second factor"}}},
  "AdminName": {
    "type": "object", "required": ["name", "role", "tenant"],
    "properties": {"name": {"type": "string"}, "role": {"enum": ["viewer", "operator", "approver", "owner"]},
                   "tenant": {"type": ["string", "null"], "description": "Sees and touches only this one"}}},
  "AdminSignedIn": {
    "type": "object", "required": ["admin", "csrf", "expires_at"],
    "properties": {"admin": {"$ref": "#/components/schemas/AdminName"},
                   "csrf": {"type": "string", "description": "To be sent as Fairground-CSRF with all but GET"},
                   "expires_at": {"type": "string", "format": "date-time"}}},
  "AdminHost": {
    "type": "object", "required": ["name", "version", "environment", "mode"],
    "properties": {"name": {"type": "string"}, "version": {"type": "string"}, "environment": {"type": "string"},
                   "mode": {"enum": ["production", "development"]}}},
  "AdminSession": {
    "type": "object", "required": ["admin", "csrf", "expires_at", "totp", "host"],
    "properties": {"admin": {"$ref": "#/components/schemas/AdminName"}, "csrf": {"type": ["string", "null"]},
                   "expires_at": {"type": ["string", "null"], "format": "date-time"},
                   "totp": {"type": ["boolean", "null"], "description": "Is a second factor in force; null: a token"},
                   "host": {"$ref": "#/components/schemas/AdminHost"}}},
  "AdminPassword": {
    "type": "object", "required": ["old", "new"], "additionalProperties": false,
    "properties": {"old": {"type": "string"}, "new": {"type": "string", "minLength": 12, "maxLength": 128}}},
  "AdminTotp": {"type": "object", "required": ["secret", "uri"],
    "properties": {"secret": {"type": "string"}, "uri": {"type": "string", "description": "For a QR code"}}},
  "AdminTotpWish": {"type": "object", "additionalProperties": false,
    "properties": {"password": {"type": "string", "description": "Of who replaces a second factor that is in force"}}},
  "AdminTotpCode": {"type": "object", "required": ["totp"], "properties": {"totp": {"type": "string"}}},
  "Admin": {
    "type": "object", "required": ["name", "role", "tenant", "totp", "failed", "disabled", "created_at", "seen_at"],
    "properties": {"name": {"type": "string"}, "role": {"enum": ["viewer", "operator", "approver", "owner"]},
                   "tenant": {"type": ["string", "null"]}, "totp": {"type": "boolean"},
                   "failed": {"type": "integer", "description": "Tries since the last login"},
                   "disabled": {"type": "boolean"}, "created_at": {"type": "string", "format": "date-time"},
                   "seen_at": {"type": ["string", "null"], "format": "date-time"}}},
  "Admins": {"type": "object", "required": ["admins"],
    "properties": {"admins": {"type": "array", "items": {"$ref": "#/components/schemas/Admin"}}}},
  "NewAdmin": {
    "type": "object", "required": ["name", "role", "password"], "additionalProperties": false,
    "properties": {"name": {"type": "string"}, "role": {"enum": ["viewer", "operator", "approver", "owner"]},
                   "tenant": {"type": "string"}, "password": {"type": "string"}}},
  "AuditEntry": {
    "type": "object",
    "required": ["id", "at", "admin", "role", "from", "action", "target", "campaign", "tenant", "outcome", "detail",
                 "before", "after", "trace_id"],
    "properties": {"id": {"type": "integer"}, "at": {"type": "string", "format": "date-time"},
                   "admin": {"type": "string"}, "role": {"type": "string"}, "from": {"type": "string"},
                   "action": {"type": "string"}, "target": {"type": "string"},
                   "campaign": {"type": ["string", "null"]}, "tenant": {"type": ["string", "null"]},
                   "outcome": {"type": "string", "description": "done, or the code of the refusal"},
                   "detail": {}, "before": {}, "after": {}, "trace_id": {"type": "string"}}},
  "AuditEntries": {
    "type": "object", "required": ["entries", "next"],
    "properties": {"entries": {"type": "array", "items": {"$ref": "#/components/schemas/AuditEntry"}},
                   "next": {"type": ["string", "null"], "description": "For ?after=: older lines"}}},
  "AdminPlayer": {
    "type": "object", "required": ["player", "tenant", "version", "accounts", "campaigns"],
    "properties": {
      "player": {"type": "string"}, "tenant": {"type": "string"}, "version": {"type": "integer"},
      "accounts": {"type": "array", "items": {
        "type": "object", "required": ["currency", "balance", "expiring"],
        "properties": {"currency": {"type": "string"}, "balance": {"type": "integer"},
          "expiring": {"type": "array", "items": {
            "type": "object", "required": ["expires_at", "amount"],
            "properties": {"expires_at": {"type": "string", "format": "date-time"},
                           "amount": {"type": "integer"}}}}}}},
      "campaigns": {"type": "array", "description": "Of his tenant", "items": {
        "type": "object", "required": ["id", "title", "status"],
        "properties": {"id": {"type": "string"}, "title": {"type": "object", "additionalProperties": {"type": "string"}},
                       "status": {"type": "string"}}}}}},
  "Adjustment": {
    "type": "object", "required": ["currency", "amount", "reason", "key"], "additionalProperties": false,
    "properties": {"currency": {"type": "string"}, "amount": {"type": "integer", "description": "Not 0"},
                   "reason": {"type": "string", "maxLength": 64, "description": "The player sees it in his ledger"},
                   "key": {"type": "string", "pattern": "^[!-~]{1,64}$", "description": "Again: nothing changes"}}},
  "Adjusted": {"type": "object", "required": ["balance", "replayed"],
    "properties": {"balance": {"type": "integer"}, "replayed": {"type": "boolean"}}}
})";

constexpr auto campaigns_text = R"({
  "Overview": {
    "type": "object", "required": ["host", "ready", "campaigns", "traffic"],
    "properties": {
      "host": {"type": "object", "required": ["name", "version", "environment", "mode", "started_at", "uptime_s"],
        "properties": {"name": {"type": "string"}, "version": {"type": "string"}, "environment": {"type": "string"},
                       "mode": {"enum": ["production", "development"]},
                       "started_at": {"type": "string", "format": "date-time"}, "uptime_s": {"type": "integer"}}},
      "ready": {"type": "object", "required": ["ready", "degraded", "reasons"],
        "properties": {"ready": {"type": "boolean"}, "degraded": {"type": "boolean"},
                       "reasons": {"type": "array", "items": {"type": "string"}}}},
      "campaigns": {"type": "object", "required": ["open", "paused", "not_started", "ended", "quarantined"],
        "additionalProperties": {"type": "integer"},
        "properties": {"open": {"type": "integer"}, "paused": {"type": "integer"}, "not_started": {"type": "integer"},
                       "ended": {"type": "integer"}, "quarantined": {"type": "integer"}}},
      "traffic": {"type": "object", "description": "Of this host, in the last minute",
        "required": ["actions_per_s", "views_per_s", "refusal_share", "fault_share", "unavailable_share", "p99_ms"],
        "properties": {"actions_per_s": {"type": "number"}, "views_per_s": {"type": "number"},
                       "refusal_share": {"type": "number"}, "fault_share": {"type": "number"},
                       "unavailable_share": {"type": "number"}, "p99_ms": {"type": "number"}}}}},
  "CampaignTraffic": {
    "type": "object", "description": "Of this host, since its start",
    "required": ["actions", "views", "refusals", "faults", "unavailable", "actions_per_minute", "p99_ms",
                 "refusals_by_code"],
    "properties": {"actions": {"type": "integer"}, "views": {"type": "integer"}, "refusals": {"type": "integer"},
                   "faults": {"type": "integer"}, "unavailable": {"type": "integer"},
                   "actions_per_minute": {"type": "integer"}, "p99_ms": {"type": "number"},
                   "refusals_by_code": {"type": "object", "additionalProperties": {"type": "integer"}}}},
  "AdminCampaign": {
    "type": "object",
    "required": ["id", "tenant", "plugin", "plugin_version", "title", "status", "paused", "quarantined", "starts_at",
                 "ends_at", "page", "revision", "rollout", "killed", "waiting", "traffic"],
    "properties": {
      "id": {"type": "string"}, "tenant": {"type": "string"}, "plugin": {"type": "string"},
      "plugin_version": {"type": "string"}, "title": {"type": "object", "additionalProperties": {"type": "string"}},
      "status": {"enum": ["not_started", "open", "paused", "ended", "quarantined"]}, "paused": {"type": "boolean"},
      "quarantined": {"type": "boolean"}, "starts_at": {"type": ["string", "null"], "format": "date-time"},
      "ends_at": {"type": ["string", "null"], "format": "date-time"}, "page": {"type": ["string", "null"]},
      "revision": {"type": "integer"},
      "rollout": {"anyOf": [{"type": "null"}, {"$ref": "#/components/schemas/RolloutInShort"}]},
      "killed": {"type": "boolean", "description": "By the kill switch"},
      "waiting": {"type": "integer", "description": "Revisions that wait for approval"},
      "traffic": {"$ref": "#/components/schemas/CampaignTraffic"},
      "settings": {"type": "object", "additionalProperties": true, "description": "Of one campaign, not in the list"},
      "odds": {"type": ["object", "null"], "additionalProperties": true}}},
  "AdminCampaigns": {"type": "object", "required": ["campaigns"],
    "properties": {"campaigns": {"type": "array", "items": {"$ref": "#/components/schemas/AdminCampaign"}}}},
  "Reason": {"type": "object", "required": ["reason"], "additionalProperties": false,
    "properties": {"reason": {"type": "string", "maxLength": 500}}},
  "Paused": {"type": "object", "required": ["id", "paused"],
    "properties": {"id": {"type": "string"}, "paused": {"type": "boolean"}}},
  "Released": {"type": "object", "required": ["id", "quarantined"],
    "properties": {"id": {"type": "string"}, "quarantined": {"type": "boolean"}}},
  "AdminStock": {
    "type": "object", "required": ["items", "cost"],
    "properties": {
      "items": {"type": "array", "items": {
        "type": "object", "required": ["item", "total", "taken", "left", "per_day", "taken_today", "cost"],
        "properties": {"item": {"type": "string"}, "total": {"type": ["integer", "null"]}, "taken": {"type": "integer"},
                       "left": {"type": ["integer", "null"]}, "per_day": {"type": ["integer", "null"]},
                       "taken_today": {"type": "integer"},
                       "cost": {"type": ["number", "null"], "description": "Of one piece"}}}},
      "cost": {"type": "object", "required": ["so_far", "planned", "currency", "not_counted"],
        "properties": {"so_far": {"type": "number"}, "planned": {"type": ["number", "null"]},
                       "currency": {"type": ["string", "null"]},
                       "not_counted": {"type": "array", "items": {"type": "string"},
                                       "description": "What costs something and is no stock"}}}}}
})";

constexpr auto plant_text = R"({
  "Plugins": {
    "type": "object", "required": ["plugins", "images"],
    "properties": {
      "plugins": {"type": "array", "items": {
        "type": "object", "required": ["id", "version", "file", "defect", "generation", "campaigns", "images"],
        "properties": {"id": {"type": "string"}, "version": {"type": ["string", "null"]}, "file": {"type": "string"},
                       "defect": {"type": ["string", "null"]}, "generation": {"type": ["integer", "null"]},
                       "campaigns": {"type": "array", "items": {"type": "string"}},
                       "images": {"$ref": "#/components/schemas/PluginImages"}}}},
      "images": {"$ref": "#/components/schemas/PluginImages"}}},
  "PluginImages": {"type": "object", "required": ["live", "stuck"],
    "properties": {"live": {"type": "integer"}, "stuck": {"type": ["integer", "null"]}}},
  "PluginReloaded": {
    "type": "object", "required": ["campaigns", "took_ms"],
    "properties": {
      "campaigns": {"type": "array", "description": "Those that go on with another file; none: all ran it already", "items": {
        "type": "object", "required": ["campaign", "from", "to", "revision", "generation"],
        "properties": {"campaign": {"type": "string"}, "from": {"type": ["string", "null"]},
                       "to": {"type": ["string", "null"]}, "revision": {"type": "integer"},
                       "generation": {"type": "integer"}}}},
      "took_ms": {"type": "integer"}}},
  "AdminJobs": {
    "type": "object", "required": ["jobs"],
    "properties": {"jobs": {"type": "array", "items": {
      "type": "object", "required": ["campaign", "job", "schedule", "next", "state", "holder", "last"],
      "properties": {"campaign": {"type": "string"}, "job": {"type": "string"}, "schedule": {"type": "string"},
                     "next": {"type": "string", "format": "date-time"},
                     "state": {"enum": ["never", "waits", "runs", "finished"]}, "holder": {"type": ["string", "null"]},
                     "last": {"anyOf": [{"type": "null"}, {
                       "type": "object",
                       "required": ["day", "due", "started", "finished", "done", "refused", "failed"],
                       "properties": {"day": {"type": "integer", "description": "yyyymmdd, local"},
                                      "due": {"type": "string", "format": "date-time"},
                                      "started": {"type": "string", "format": "date-time"},
                                      "finished": {"type": ["string", "null"], "format": "date-time"},
                                      "done": {"type": "integer", "description": "Players"},
                                      "refused": {"type": "integer"}, "failed": {"type": "integer"}}}]}}}}}},
  "Readiness": {
    "type": "object", "required": ["ready", "degraded", "reasons", "checks"],
    "properties": {"ready": {"type": "boolean"}, "degraded": {"type": "boolean"},
                   "reasons": {"type": "array", "items": {"type": "string"}},
                   "checks": {"type": "array", "items": {
                     "type": "object", "required": ["name", "ok", "degraded"],
                     "properties": {"name": {"type": "string"}, "ok": {"type": "boolean"},
                                    "degraded": {"type": "boolean"}, "reason": {"type": "string"}}}}}},
  "Preflight": {
    "type": "object", "required": ["ok", "checks"],
    "properties": {"ok": {"type": "boolean"}, "checks": {"type": "array", "items": {
      "type": "object", "required": ["name", "state", "found", "expected", "remedy"],
      "properties": {"name": {"type": "string"}, "state": {"enum": ["ok", "failed", "unknown"]},
                     "found": {"type": "string"}, "expected": {"type": "string"}, "remedy": {"type": "string"}}}}}},
  "Anything": {"type": "object", "additionalProperties": true}
})";

json all_schemas() {
    json schemas = json::parse(people_text);
    schemas.update(json::parse(campaigns_text));
    schemas.update(json::parse(plant_text));
    schemas.update(rollout_schemas());
    return schemas;
}

const std::vector<http::Shape> shapes_of_the_rest = {
    {"POST /api/v1/admin/sessions", "AdminLogin", "AdminSignedIn", {}, "201"},
    {"GET /api/v1/admin/session", "", "AdminSession", {}, "200", "admin"},
    {"DELETE /api/v1/admin/session", "", "", {}, "204", "admin"},
    {"POST /api/v1/admin/session/password", "AdminPassword", "Anything", {}, "200", "admin"},
    {"POST /api/v1/admin/session/totp", "AdminTotpWish", "AdminTotp", {}, "200", "admin"},
    {"POST /api/v1/admin/session/totp/confirm", "AdminTotpCode", "Anything", {}, "200", "admin"},
    {"GET /api/v1/admin/admins", "", "Admins", {}, "200", "admin"},
    {"POST /api/v1/admin/admins", "NewAdmin", "Admin", {}, "201", "admin"},
    {"POST /api/v1/admin/admins/{name}/disable", "", "Anything", {}, "200", "admin"},
    {"GET /api/v1/admin/audit", "", "AuditEntries", {"after", "campaign", "admin", "limit"}, "200", "admin"},
    {"GET /api/v1/admin/audit/export", "", "", {"after"}, "200", "admin"},
    {"GET /api/v1/admin/overview", "", "Overview", {}, "200", "admin"},
    {"GET /api/v1/admin/campaigns", "", "AdminCampaigns", {}, "200", "admin"},
    {"GET /api/v1/admin/campaigns/{id}", "", "AdminCampaign", {}, "200", "admin"},
    {"POST /api/v1/admin/campaigns/{id}/pause", "Reason", "Paused", {}, "200", "admin"},
    {"POST /api/v1/admin/campaigns/{id}/resume", "Reason", "Paused", {}, "200", "admin"},
    {"POST /api/v1/admin/campaigns/{id}/release", "Reason", "Released", {}, "200", "admin"},
    {"GET /api/v1/admin/campaigns/{id}/stock", "", "AdminStock", {}, "200", "admin"},
    {"GET /api/v1/admin/players/{tenant}/{player}", "", "AdminPlayer", {}, "200", "admin"},
    {"GET /api/v1/admin/players/{tenant}/{player}/entries",
     "",
     "Entries",
     {"currency", "limit", "cursor"},
     "200",
     "admin"},
    {"POST /api/v1/admin/players/{tenant}/{player}/adjust", "Adjustment", "Adjusted", {}, "200", "admin"},
    {"GET /api/v1/admin/plugins", "", "Plugins", {}, "200", "admin"},
    {"GET /api/v1/admin/jobs", "", "AdminJobs", {}, "200", "admin"},
    {"GET /api/v1/admin/readiness", "", "Readiness", {}, "200", "admin"},
    {"GET /api/v1/admin/preflight", "", "Preflight", {}, "200", "admin"},
    {"POST /api/v1/admin/plugins/reload", "", "PluginReloaded", {}, "200", "admin"},
    {"POST /api/v1/admin/plugins/{name}/reload", "", "PluginReloaded", {}, "200", "admin"},
    {"POST /api/v1/admin/campaigns/reload", "", "Anything", {}, "200", "admin"},
    {"POST /api/v1/admin/database/reload", "", "Anything", {}, "200", "admin"},
    {"POST /api/v1/admin/config/reload", "", "Anything", {}, "200", "admin"},
    {"POST /api/v1/admin/cache/campaigns/{name}/invalidate", "", "Anything", {}, "200", "admin"},
    {"POST /api/v1/admin/cache/tenants/{tenant}/invalidate", "", "Anything", {}, "200", "admin"},
    {"POST /api/v1/admin/cache/players/{tenant}/{name}/invalidate", "", "Anything", {}, "200", "admin"},
};

std::vector<http::Shape> all_shapes() {
    auto shapes = shapes_of_the_rest;
    for (auto& shape : rollout_shapes()) shapes.push_back(std::move(shape));
    return shapes;
}

}  // namespace

http::DescribedRoutes described(const http::Router& router) {
    static const json schemas = all_schemas();
    static const auto shapes = all_shapes();
    return {router, "/api/v1/admin/", schemas, shapes};
}

}  // namespace fairground::admin
