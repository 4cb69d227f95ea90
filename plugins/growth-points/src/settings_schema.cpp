#include "settings.hpp"

namespace growth_points {

std::string_view settings_schema() {
    return R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["currency", "earn", "levels"],
  "definitions": {
    "id": {"type": "string", "pattern": "^[a-z0-9_.-]{1,40}$"},
    "name": {"type": "string", "pattern": "^[a-z0-9_.-]{1,48}$"},
    "text": {
      "type": "object", "minProperties": 1, "additionalProperties": {"type": "string", "minLength": 1, "maxLength": 200}
    },
    "field": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,48}([.][A-Za-z0-9_-]{1,48}){0,4}$"},
    "value": {"type": ["string", "number", "boolean"]}
  },
  "properties": {
    "currency": {"title": "Currency of the points", "$ref": "#/definitions/name"},
    "period": {"title": "Points count towards a level for a", "enum": ["month", "quarter", "year", "campaign"], "default": "month"},
    "downgrade": {
      "title": "When a level is not reached again", "type": "object", "additionalProperties": false,
      "properties": {
        "grace_days": {"title": "Days after the period's end before it is lost", "type": "integer", "minimum": 0, "maximum": 364, "default": 0},
        "notice_days": {"title": "Days of notice before it is lost", "type": "integer", "minimum": 0, "maximum": 364, "default": 0}
      }
    },
    "expiring_soon_days": {"title": "Days before points expire soon", "type": "integer", "minimum": 1, "maximum": 90, "default": 7},
    "board_places": {"title": "Places of the leaderboard", "type": "integer", "minimum": 1, "maximum": 100, "default": 10},
    "levels": {
      "title": "Levels, the lowest first", "type": "array", "minItems": 1, "maxItems": 50,
      "items": {
        "type": "object", "additionalProperties": false, "required": ["id", "title", "from"],
        "properties": {
          "id": {"$ref": "#/definitions/id"},
          "title": {"$ref": "#/definitions/text"},
          "from": {"title": "Points of a period", "type": "integer", "minimum": 0, "maximum": 1000000000000},
          "privileges": {"title": "What the level brings", "type": "array", "maxItems": 20, "items": {"$ref": "#/definitions/text"}},
          "multiplier": {"title": "Factor of what is earned", "type": "number", "minimum": 0.01, "maximum": 100, "default": 1}
        }
      }
    },
    "earn": {
      "title": "What earns points", "type": "array", "minItems": 1, "maxItems": 64,
      "items": {
        "type": "object", "additionalProperties": false, "required": ["id", "title", "on", "amount"],
        "properties": {
          "id": {"$ref": "#/definitions/id"},
          "title": {"$ref": "#/definitions/text"},
          "on": {"title": "Event of other campaigns", "$ref": "#/definitions/name"},
          "campaign": {"title": "Only of this campaign", "type": "string", "minLength": 1, "maxLength": 63},
          "when": {
            "title": "Only if a field of the event has this value",
            "type": "object", "additionalProperties": false, "required": ["field", "equals"],
            "properties": {"field": {"$ref": "#/definitions/field"}, "equals": {"$ref": "#/definitions/value"}}
          },
          "amount": {"title": "Points", "type": "integer", "minimum": 1, "maximum": 1000000},
          "by_level": {"title": "Multiplied by the level's factor", "type": "boolean", "default": true},
          "multipliers": {
            "title": "Factors by a field of the event; the first that fits counts", "type": "array", "maxItems": 20,
            "items": {
              "type": "object", "additionalProperties": false, "required": ["field", "equals", "times"],
              "properties": {
                "field": {"$ref": "#/definitions/field"}, "equals": {"$ref": "#/definitions/value"},
                "times": {"type": "number", "minimum": 0, "maximum": 100}
              }
            }
          },
          "caps": {
            "title": "Points of one player at most", "type": "object", "additionalProperties": false, "minProperties": 1,
            "properties": {
              "per_day": {"type": "integer", "minimum": 1, "maximum": 1000000000},
              "per_month": {"type": "integer", "minimum": 1, "maximum": 1000000000}
            }
          },
          "valid": {
            "title": "How long the points can be spent", "default": "never",
            "oneOf": [
              {"enum": ["end_of_month", "end_of_year", "never"]},
              {
                "type": "object", "additionalProperties": false, "required": ["days"],
                "properties": {"days": {"title": "Days after the day of earning", "type": "integer", "minimum": 1, "maximum": 3650}}
              }
            ]
          }
        }
      }
    },
    "redeem": {
      "title": "What points buy", "type": "array", "maxItems": 100,
      "items": {
        "type": "object", "additionalProperties": false, "required": ["id", "title", "price", "award"],
        "properties": {
          "id": {"$ref": "#/definitions/id"},
          "title": {"$ref": "#/definitions/text"},
          "price": {"type": "integer", "minimum": 1, "maximum": 1000000000},
          "stock": {"title": "Pieces in total", "type": "integer", "minimum": 0, "maximum": 1000000000},
          "per_day": {"title": "Pieces a day", "type": "integer", "minimum": 0, "maximum": 1000000000},
          "max_per_player": {"title": "Pieces for one player", "type": "integer", "minimum": 1, "maximum": 1000000},
          "level": {"title": "Only from this level on", "$ref": "#/definitions/id"},
          "award": {
            "oneOf": [
              {
                "type": "object", "additionalProperties": false, "required": ["goods"],
                "properties": {"goods": {"type": "string", "minLength": 1, "maxLength": 100}}
              },
              {
                "type": "object", "additionalProperties": false, "required": ["coupon"],
                "properties": {"coupon": {"$ref": "#/definitions/name"}}
              },
              {
                "type": "object", "additionalProperties": false, "required": ["currency", "amount"],
                "properties": {
                  "currency": {"$ref": "#/definitions/name"},
                  "amount": {"type": "integer", "minimum": 1, "maximum": 1000000000}
                }
              }
            ]
          }
        }
      }
    }
  }
})json";
}

}  // namespace growth_points
