#include "admin/rollout_shapes.hpp"

namespace fairground::admin {
namespace {

// docs/formats/simulation-json.md
constexpr auto simulation_text = R"({
  "SimulationRequest": {
    "type": "object", "properties": {"players": {"type": "integer", "minimum": 0, "description": "0: the usual"},
                                     "turns": {"type": "integer", "minimum": 0, "description": "0: the usual"}}},
  "Spread": {
    "type": "object", "required": ["mean", "low", "high"], "description": "Within low and high lies the mean with 95 %",
    "properties": {"mean": {"type": "number"}, "low": {"type": "number"}, "high": {"type": "number"}}},
  "UnitCost": {
    "anyOf": [{"type": "null"}, {
      "type": "object", "required": ["unit", "all"],
      "properties": {"unit": {"type": "number"}, "all": {"$ref": "#/components/schemas/Spread"}}}]},
  "SimulatedPrize": {
    "type": "object",
    "required": ["id", "odds", "given", "given_by_day", "stock", "per_day", "sold_out", "days_at_cap", "cost"],
    "properties": {
      "id": {"type": "string"},
      "odds": {"anyOf": [{"type": "null"}, {
        "type": "object", "required": ["published", "drawn", "share", "low", "high", "outside"],
        "properties": {"published": {"type": "number"}, "drawn": {"type": "integer"}, "share": {"type": "number"},
                       "low": {"type": "number"}, "high": {"type": "number"}, "outside": {"type": "boolean"}}}]},
      "given": {"$ref": "#/components/schemas/Spread"},
      "given_by_day": {"type": "array", "items": {"type": "number"}},
      "stock": {"type": ["integer", "null"]}, "per_day": {"type": ["integer", "null"]},
      "sold_out": {"type": "object", "required": ["runs", "days"],
        "properties": {"runs": {"type": "integer"},
                       "days": {"anyOf": [{"type": "null"}, {"$ref": "#/components/schemas/Spread"}]}}},
      "days_at_cap": {"type": "number"}, "cost": {"$ref": "#/components/schemas/UnitCost"}}},
  "Simulation": {
    "type": "object",
    "required": ["campaign", "plugin", "action", "players", "days", "first_day", "time_zone", "actions_a_day", "runs",
                 "seed", "seconds", "answers", "draws", "draws_left_out", "odds_kept", "prizes", "currencies",
                 "coupons", "cost", "notes"],
    "properties": {
      "campaign": {"type": "string"}, "plugin": {"type": "string"}, "action": {"type": "string"},
      "players": {"type": "integer"}, "days": {"type": "integer"},
      "first_day": {"type": "integer", "description": "yyyymmdd"}, "time_zone": {"type": "string"},
      "actions_a_day": {"type": "integer"}, "runs": {"type": "integer"}, "seed": {"type": "integer"},
      "seconds": {"type": "number"},
      "answers": {"type": "object", "required": ["all", "done", "refused", "faults", "first_fault"],
        "properties": {"all": {"type": "integer"}, "done": {"type": "integer"},
                       "refused": {"type": "object", "additionalProperties": {"type": "integer"}},
                       "faults": {"type": "integer"}, "first_fault": {"type": "string"}}},
      "draws": {"type": "integer"}, "draws_left_out": {"type": "integer"},
      "odds_kept": {"type": ["boolean", "null"]},
      "prizes": {"type": "array", "items": {"$ref": "#/components/schemas/SimulatedPrize"}},
      "currencies": {"type": "array", "items": {
        "type": "object", "required": ["currency", "credited", "debited", "cost"],
        "properties": {"currency": {"type": "string"}, "credited": {"$ref": "#/components/schemas/Spread"},
                       "debited": {"$ref": "#/components/schemas/Spread"},
                       "cost": {"$ref": "#/components/schemas/UnitCost"}}}},
      "coupons": {"type": "array", "items": {
        "type": "object", "required": ["pool", "given", "cost"],
        "properties": {"pool": {"type": "string"}, "given": {"$ref": "#/components/schemas/Spread"},
                       "cost": {"$ref": "#/components/schemas/UnitCost"}}}},
      "cost": {"anyOf": [{"type": "null"}, {
        "type": "object", "required": ["unit", "all", "by_day"],
        "properties": {"unit": {"type": "string"}, "all": {"$ref": "#/components/schemas/Spread"},
                       "by_day": {"type": "array", "items": {"$ref": "#/components/schemas/Spread"}}}}]},
      "notes": {"type": "array", "items": {"type": "string"}}}}
})";

}  // namespace

nlohmann::json simulation_schemas() {
    return nlohmann::json::parse(simulation_text);
}

}  // namespace fairground::admin
