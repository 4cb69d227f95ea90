#include "admin/rollout_shapes.hpp"

namespace fairground::admin {
namespace {

using nlohmann::json;

constexpr auto revisions_text = R"({
  "SimulationInShort": {
    "type": "object", "description": "The newest of a revision; the whole report is at its /simulation",
    "required": ["at", "by", "players", "days", "runs", "faults", "odds_kept", "cost"],
    "properties": {
      "at": {"type": "string", "format": "date-time"}, "by": {"type": "string"}, "players": {"type": "integer"},
      "days": {"type": "integer"}, "runs": {"type": "integer"}, "faults": {"type": "integer"},
      "odds_kept": {"type": ["boolean", "null"], "description": "null: it publishes no odds"},
      "cost": {"anyOf": [{"type": "null"}, {
        "type": "object", "required": ["unit", "mean"],
        "properties": {"unit": {"type": "string"}, "mean": {"type": "number"}}}]}}},
  "Revision": {
    "type": "object",
    "required": ["number", "state", "author", "source", "created_at", "note", "plugin", "plugin_version", "hash",
                 "approval", "simulation"],
    "properties": {
      "number": {"type": "integer"},
      "state": {"enum": ["waiting", "rejected", "approved", "rolling", "live", "retired"]},
      "author": {"type": "string"}, "source": {"type": "string"},
      "created_at": {"type": "string", "format": "date-time"}, "note": {"type": "string"},
      "plugin": {"type": "string"}, "plugin_version": {"type": "string"}, "hash": {"type": "string"},
      "approval": {"anyOf": [{"type": "null"}, {
        "type": "object", "required": ["by", "at", "note", "approved"],
        "properties": {"by": {"type": "string"}, "at": {"type": "string", "format": "date-time"},
                       "note": {"type": "string"},
                       "approved": {"type": "boolean", "description": "false: rejected"}}}]},
      "simulation": {"anyOf": [{"type": "null"}, {"$ref": "#/components/schemas/SimulationInShort"}]}}},
  "Revisions": {
    "type": "object", "required": ["revisions", "next"],
    "properties": {"revisions": {"type": "array", "items": {"$ref": "#/components/schemas/Revision"}},
                   "next": {"type": ["integer", "null"], "description": "For ?before=: older ones"}}},
  "Decision": {
    "type": "object", "properties": {"note": {"type": "string", "maxLength": 500}}},
  "Diff": {
    "type": "object", "required": ["from", "to", "changes"],
    "properties": {
      "from": {"type": "integer"}, "to": {"type": "integer"},
      "changes": {"type": "array", "items": {"$ref": "#/components/schemas/Change"}}}},
  "Change": {
    "type": "object", "required": ["path", "before", "after"],
    "properties": {"path": {"type": "string"}, "before": {"description": "null: it was not there"},
                   "after": {"description": "null: it is gone"}}},
  "CampaignText": {
    "type": "object", "required": ["yaml"],
    "properties": {"yaml": {"type": "string"}, "file": {"type": "string", "description": "Its name in messages"}}},
  "CampaignProblem": {
    "type": "object", "required": ["file", "line", "column", "key", "message", "severity"],
    "properties": {"file": {"type": "string"}, "line": {"type": "integer"}, "column": {"type": "integer"},
                   "key": {"type": "string"}, "message": {"type": "string"},
                   "severity": {"enum": ["error", "warning"]}}},
  "CampaignProblems": {
    "type": "object", "required": ["problems"],
    "properties": {"problems": {"type": "array", "items": {"$ref": "#/components/schemas/CampaignProblem"}}}}
})";

constexpr auto rollout_text = R"({
  "Plan": {
    "type": "object", "required": ["stages", "guards"], "additionalProperties": false,
    "properties": {
      "stages": {"type": "array", "minItems": 1, "maxItems": 20, "items": {
        "type": "object", "required": ["share"], "additionalProperties": false,
        "properties": {
          "share": {"type": "number", "minimum": 0, "maximum": 1},
          "hold_s": {"type": "number", "minimum": 0, "description": "60 unless it is said"},
          "tenants": {"type": "array", "items": {"type": "string"}},
          "regions": {"type": "array", "items": {"type": "string"}},
          "allow": {"type": "array", "items": {"type": "string"}}}}},
      "guards": {"type": "array", "minItems": 1, "maxItems": 20, "items": {
        "type": "object", "required": ["limit"], "additionalProperties": false,
        "description": "Either name, a figure of the new revision, or metric, of the host that carries the plan out",
               "properties" : {
    "name" : {"enum" : [ "error_rate", "p99_ms", "refusal_rate", "prize_cost_per_hour" ]},
             "metric" : {"type" : "string"},
                        "limit" : {
        "type" : "number", "minimum" : 0
    }
}
}
}
, "window_s" : {"type" : "number", "minimum" : 1, "maximum" : 3600},
               "least_calls" : {"type" : "integer", "minimum" : 0},
                               "rehearse" : {
    "type" : "boolean"
}
}
}
, "Target" : {
    "type" : "object",
    "description" : "For whom: share or plan, one of them at least",
    "properties" : {
        "share" : {"type" : "number", "minimum" : 0, "maximum" : 1, "description" : "In steps of 0.0001"},
        "tenants" : {"type" : "array", "items" : {"type" : "string"}},
        "regions" : {"type" : "array", "items" : {"type" : "string"}},
        "allow" : {"type" : "array", "items" : {"type" : "string"}, "description" : "Players, whatever the share"},
        "plan" : {"anyOf" : [ {"type" : "null"}, {"$ref" : "#/components/schemas/Plan"} ]}
    }
},
             "RolloutInShort"
    : {
        "type" : "object",
        "required" : [
            "revision", "base", "share", "tenants", "regions", "allow", "plan", "stage", "state", "since", "rehearsed"
        ],
        "properties" : {
            "revision" : {"type" : "integer"},
            "base" : {"type" : "integer", "description" : "What the others have"},
            "share" : {"type" : "number", "minimum" : 0, "maximum" : 1},
            "tenants" : {"type" : "array", "items" : {"type" : "string"}},
            "regions" : {"type" : "array", "items" : {"type" : "string"}},
            "allow" : {"type" : "array", "items" : {"type" : "string"}},
            "plan" : {"anyOf" : [ {"type" : "null"}, {"$ref" : "#/components/schemas/Plan"} ]},
            "stage" : {"type" : [ "integer", "null" ], "description" : "Of the plan, from 0"},
            "state" : {"enum" : [ "holding", "advancing", "rolled_back", "done" ]},
            "since" : {"type" : "string", "format" : "date-time"},
            "rehearsed" : {"type" : "boolean"}
        }
    },
      "Guard" : {
          "type" : "object",
          "required" : [ "name", "value", "limit", "verdict", "text" ],
          "properties" : {
              "name" : {"type" : "string"},
              "value" : {"type" : [ "number", "null" ]},
              "limit" : {"type" : "number"},
              "verdict" : {"enum" : [ "ok", "bad", "no_evidence" ]},
              "text" : {"type" : "string"}
          }
      },
                "RolloutStep"
    : {
        "type" : "object",
        "required" : [ "change", "at", "admin", "action", "reason", "live", "killed" ],
        "description" : "What was done about what a campaign serves",
        "properties" : {
            "change" : {"type" : "integer"},
            "at" : {"type" : "string", "format" : "date-time"},
            "admin" : {"type" : "string"},
            "action" : {"type" : "string"},
            "reason" : {"type" : "string"},
            "live" : {"type" : [ "integer", "null" ], "description" : "null: what the campaign's file says"},
            "killed" : {"type" : "boolean"},
            "revision" : {"type" : "integer"},
            "share" : {"type" : "number"},
            "state" : {"enum" : [ "holding", "advancing", "rolled_back", "done" ]}
        }
    },
      "RolloutOrNone" : {"anyOf" : [ {"type" : "null"}, {"$ref" : "#/components/schemas/Rollout"} ]},
                        "Served"
    : {
        "type" : "object",
        "required" : [ "campaign", "live", "source", "killed", "change", "rollout", "took_ms" ],
        "properties" : {
            "campaign" : {"type" : "string"},
            "live" : {"type" : "integer"},
            "source" : {"enum" : [ "file", "store" ], "description" : "Who says what is live"},
            "killed" : {"type" : "boolean"},
            "change" : {"type" : "integer"},
            "rollout" : {"anyOf" : [ {"type" : "null"}, {"$ref" : "#/components/schemas/RolloutInShort"} ]},
            "took_ms" : {"type" : "integer"}
        }
    },
      "WayBack" : {
          "type" : "object",
          "properties" : {
              "reason" : {"type" : "string", "maxLength" : 500},
              "to" : {"type" : "integer", "description" : "A revision; without it, what the others have"}
          }
      },
                  "Kill" : {
    "type" : "object", "properties" : {
        "reason" : {
            "type" : "string", "maxLength" : 500
        }
    }
}
})";

json reference_to(const std::string& schema) {
    return {{"$ref", "#/components/schemas/" + schema}};
}

// The same with more members. Whole, so that each can be checked for members that nobody described.
json with(json schema, const json& more, const std::vector<std::string>& required) {
    schema["properties"].update(more);
    for (const auto& name : required) schema["required"].push_back(name);
    return schema;
}

}  // namespace

json rollout_schemas() {
    const json number{{"type", "integer"}}, text{{"type", "string"}}, yes_no{{"type", "boolean"}};
    json all = json::parse(revisions_text);
    all.update(json::parse(rollout_text));
    all.update(simulation_schemas());
    const json revision = all["Revision"];
    all["RevisionWithText"] =
        with(revision, {{"yaml", text}, {"config", {{"type", "object"}, {"additionalProperties", true}}}},
             {"yaml", "config"});
    all["Decided"] = with(revision, {{"took_ms", number}}, {"took_ms"});
    all["Published"] = with(all["Decided"], {{"campaign", text}, {"is_new", yes_no}}, {"campaign", "is_new"});
    json publish{{"anyOf", {{{"enum", {"all", "none"}}}, reference_to("Target")}}};
    all["ToPublish"] = with(all["CampaignText"],
                            {{"note", text},
                             {"source", {{"enum", {"apply", "console"}}}},
                             {"publish", std::move(publish)},
                             {"emergency", yes_no}},
                            {});
    all["RolloutRequest"] =
        with(with(all["Target"], {{"emergency", yes_no}}, {}), {{"revision", number}}, {"revision"});
    all["Rollout"] = with(all["RolloutInShort"],
                          {{"guards", {{"type", "array"}, {"items", reference_to("Guard")}}},
                           {"history", {{"type", "array"}, {"items", reference_to("RolloutStep")}}}},
                          {"guards", "history"});
    return all;
}

std::vector<http::Shape> rollout_shapes() {
    return {
        {"GET /api/v1/admin/campaigns/{id}/revisions", "", "Revisions", {"before", "limit"}, "200", "admin"},
        {"GET /api/v1/admin/campaigns/{id}/revisions/{n}", "", "RevisionWithText", {}, "200", "admin"},
        {"GET /api/v1/admin/campaigns/{id}/revisions/{n}/simulation", "", "Simulation", {}, "200", "admin"},
        {"GET /api/v1/admin/campaigns/{id}/diff", "", "Diff", {"from", "to"}, "200", "admin"},
        {"GET /api/v1/admin/campaigns/{id}/rollout", "", "RolloutOrNone", {}, "200", "admin"},
        {"GET /api/v1/admin/schema", "", "Anything", {"plugin"}, "200", "admin"},
        {"POST /api/v1/admin/check", "CampaignText", "CampaignProblems", {}, "200", "admin"},
        {"POST /api/v1/admin/revisions", "ToPublish", "Published", {}, "201", "admin"},
        {"POST /api/v1/admin/campaigns/{id}/revisions/{n}/approve", "Decision", "Decided", {}, "200", "admin"},
        {"POST /api/v1/admin/campaigns/{id}/revisions/{n}/reject", "Decision", "Decided", {}, "200", "admin"},
        {"POST /api/v1/admin/campaigns/{id}/revisions/{n}/simulate",
         "SimulationRequest",
         "Simulation",
         {},
         "200",
         "admin"},
        {"PUT /api/v1/admin/campaigns/{id}/rollout", "RolloutRequest", "Served", {}, "200", "admin"},
        {"POST /api/v1/admin/campaigns/{id}/rollback", "WayBack", "Served", {}, "200", "admin"},
        {"POST /api/v1/admin/campaigns/{id}/kill", "Kill", "Served", {}, "200", "admin"},
        {"POST /api/v1/admin/campaigns/{id}/unkill", "Kill", "Served", {}, "200", "admin"},
    };
}

}  // namespace fairground::admin
