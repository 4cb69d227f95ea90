#include "settings.hpp"

namespace daily_signin {

std::string_view settings_schema() {
    return R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["first_day"],
  "definitions": {
    "name": {"type": "string", "pattern": "^[a-z0-9_.-]{1,48}$"},
    "title": {
      "type": "object", "minProperties": 1,
      "additionalProperties": {"type": "string", "minLength": 1, "maxLength": 200}
    },
    "money": {
      "type": "object", "additionalProperties": false, "required": ["currency", "amount"],
      "properties": {
        "currency": {"$ref": "#/definitions/name"},
        "amount": {"type": "integer", "minimum": 1, "maximum": 1000000000}
      }
    },
    "award": {
      "oneOf": [
        {"$ref": "#/definitions/money"},
        {
          "type": "object", "additionalProperties": false, "required": ["goods"],
          "properties": {
            "goods": {"$ref": "#/definitions/name"},
            "instead": {"title": "Once the goods have run out", "$ref": "#/definitions/money"}
          }
        }
      ]
    },
    "awards": {"type": "array", "minItems": 1, "maxItems": 5, "items": {"$ref": "#/definitions/award"}}
  },
  "properties": {
    "first_day": {
      "title": "First day of the campaign", "description": "Days before it are not missed and cannot be made up.",
      "type": "string", "minLength": 10, "maxLength": 10
    },
    "rewards": {
      "title": "Rewards of day 1, 2, 3 … of a streak; the last one goes on",
      "type": "array", "minItems": 1, "maxItems": 366, "items": {"$ref": "#/definitions/award"}
    },
    "streak": {
      "title": "Streak", "type": "object", "additionalProperties": false,
      "properties": {
        "mode": {"title": "After the last tier", "enum": ["cycle", "endless"], "default": "endless"},
        "tiers": {
          "type": "array", "maxItems": 50,
          "items": {
            "type": "object", "additionalProperties": false, "required": ["days", "awards"],
            "properties": {
              "days": {"type": "integer", "minimum": 1, "maximum": 3650},
              "title": {"$ref": "#/definitions/title"},
              "awards": {"$ref": "#/definitions/awards"}
            }
          }
        }
      }
    },
    "goods": {
      "title": "Goods", "type": "array", "maxItems": 100,
      "items": {
        "type": "object", "additionalProperties": false, "required": ["id", "title"],
        "properties": {
          "id": {"$ref": "#/definitions/name"},
          "title": {"$ref": "#/definitions/title"},
          "stock": {"title": "Pieces in total", "type": "integer", "minimum": 0, "maximum": 1000000000},
          "per_day": {"title": "Pieces a day", "type": "integer", "minimum": 0, "maximum": 1000000000}
        }
      }
    },
    "makeup": {
      "title": "Making up for missed days", "type": "object", "additionalProperties": false,
      "required": ["per_month", "days_back"],
      "properties": {
        "price": {"title": "Price of a day", "$ref": "#/definitions/money"},
        "card": {"title": "Account of make-up cards, spent before the price", "$ref": "#/definitions/name"},
        "per_month": {"title": "Days made up in a month at most", "type": "integer", "minimum": 1, "maximum": 31},
        "days_back": {"title": "How many days back", "type": "integer", "minimum": 1, "maximum": 62}
      }
    },
    "freeze": {
      "title": "Keeping a streak over one missed day", "type": "object", "additionalProperties": false,
      "required": ["card"],
      "properties": {
        "card": {"title": "Account of freeze cards", "$ref": "#/definitions/name"},
        "mode": {"title": "Spent by itself, or when the player asks", "enum": ["auto", "ask"], "default": "auto"}
      }
    },
    "full_month": {
      "title": "For a month without a missed day", "type": "object", "additionalProperties": false,
      "required": ["awards"], "properties": {"awards": {"$ref": "#/definitions/awards"}}
    },
    "reminder": {
      "title": "Reminder at 20:00 when a streak breaks tonight", "type": "object", "additionalProperties": false,
      "properties": {
        "min_streak": {"title": "From which length", "type": "integer", "minimum": 1, "maximum": 3650, "default": 1}
      }
    }
  }
})json";
}

}  // namespace daily_signin
