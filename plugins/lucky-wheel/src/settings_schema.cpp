#include "settings.hpp"

namespace lucky_wheel {

std::string_view settings_schema() {
    return R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["prizes"],
  "properties": {
    "spin_price": {
      "title": "Price of a turn", "type": "object", "additionalProperties": false, "required": ["currency", "amount"],
      "properties": {
        "currency": {"type": "string", "pattern": "^[a-z0-9_.-]{1,48}$"},
        "amount": {"type": "integer", "minimum": 1, "maximum": 1000000000}
      }
    },
    "free_spins": {
      "title": "Free turns", "type": "object", "additionalProperties": false, "required": ["per_day"],
      "properties": {"per_day": {"type": "integer", "minimum": 1, "maximum": 10000}}
    },
    "limits": {
      "title": "Turns of one player at most", "type": "object", "additionalProperties": false, "minProperties": 1,
      "properties": {
        "per_day": {"type": "integer", "minimum": 1, "maximum": 1000000},
        "total": {"type": "integer", "minimum": 1, "maximum": 1000000000}
      }
    },
    "max_spins_per_call": {
      "title": "Turns in one call at most", "type": "integer", "minimum": 1, "maximum": 100, "default": 10
    },
    "total_weight": {"title": "What the weights must add up to", "type": "integer", "minimum": 1, "maximum": 4294967295},
    "consolation": {
      "title": "Prize in place of one that cannot be given",
      "description": "If absent, the first prize without award and limits.",
      "type": "string", "pattern": "^[a-z0-9_.-]{1,48}$"
    },
    "pity": {
      "title": "Guarantee", "type": "object", "additionalProperties": false, "required": ["after", "prize"],
      "properties": {
        "after": {"title": "Losing turns in a row", "type": "integer", "minimum": 1, "maximum": 1000000},
        "prize": {"type": "string", "pattern": "^[a-z0-9_.-]{1,48}$"}
      }
    },
    "blocked": {
      "title": "Block list", "type": "object", "additionalProperties": false, "required": ["players"],
      "properties": {
        "players": {"type": "array", "maxItems": 100000, "items": {"type": "string", "minLength": 1, "maxLength": 128}},
        "answer": {"enum": ["refuse", "consolation"], "default": "refuse"}
      }
    },
    "prizes": {
      "title": "Prizes, in the order of the wheel", "type": "array", "minItems": 1, "maxItems": 200,
      "items": {
        "type": "object", "additionalProperties": false, "required": ["id", "title"],
        "properties": {
          "id": {"type": "string", "pattern": "^[a-z0-9_.-]{1,48}$"},
          "title": {
            "type": "object", "minProperties": 1,
            "additionalProperties": {"type": "string", "minLength": 1, "maxLength": 200}
          },
          "weight": {"title": "Weight", "type": "integer", "minimum": 0, "maximum": 4294967295},
          "chance": {"title": "Chance in percent, instead of a weight", "type": "number", "minimum": 0, "maximum": 100},
          "stock": {"title": "Pieces in total", "type": "integer", "minimum": 0, "maximum": 1000000000},
          "per_day": {"title": "Pieces a day", "type": "integer", "minimum": 0, "maximum": 1000000000},
          "max_per_player": {"title": "Pieces for one player", "type": "integer", "minimum": 1, "maximum": 1000000},
          "unlock_after": {
            "title": "Locked for that many turns of a player", "type": "integer", "minimum": 1, "maximum": 1000000
          },
          "award": {
            "title": "What the prize gives; absent: nothing",
            "oneOf": [
              {
                "type": "object", "additionalProperties": false, "required": ["currency", "amount"],
                "properties": {
                  "currency": {"type": "string", "pattern": "^[a-z0-9_.-]{1,48}$"},
                  "amount": {"type": "integer", "minimum": 1, "maximum": 1000000000}
                }
              },
              {
                "type": "object", "additionalProperties": false, "required": ["goods"],
                "properties": {"goods": {"type": "string", "minLength": 1, "maxLength": 100}}
              },
              {
                "type": "object", "additionalProperties": false, "required": ["coupon"],
                "properties": {"coupon": {"type": "string", "pattern": "^[a-z0-9_.-]{1,48}$"}}
              }
            ]
          }
        }
      }
    }
  }
})json";
}

}  // namespace lucky_wheel
