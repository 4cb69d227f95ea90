// SPDX-License-Identifier: MIT
// A list of prizes as many campaigns have one: drawn by weight, some with stock, the last one always to be had.
#pragma once
#include <set>

#include "fairground/plugin.hpp"

namespace fairground {

struct Prize {
    std::string id;
    std::uint32_t weight = 0;
    std::optional<std::int64_t> stock;    // how many there are; empty: never runs out
    std::optional<std::int64_t> per_day;  // how many of them a day
    Json title;                           // a text, or texts by language: for pages; null if it has none

    bool limited() const { return stock || per_day; }
};

// Immutable once read: belongs into the settings of a campaign, and serves all threads.
class Prizes {
public:
    // The JSON Schema of such a list, for Manifest::settings_schema.
    static std::string schema() {
        return R"({"type": "array", "minItems": 1, "items": {
            "type": "object", "required": ["id", "weight"], "additionalProperties": false,
            "properties": {"id": {"type": "string", "pattern": "^[a-z0-9_.-]{1,48}$"},
                           "title": {"type": ["string", "object"]},
                           "weight": {"type": "integer", "minimum": 0, "maximum": 4294967295},
                           "stock": {"type": "integer", "minimum": 0},
                           "per_day": {"type": "integer", "minimum": 0}}}})";
    }

    // The list at settings[key]; what is wrong beyond the schema goes into problems.
    static Prizes read(const Json& settings, Problems& problems, const std::string& key = "prizes") {
        Prizes prizes;
        std::vector<std::uint32_t> weights;
        std::set<std::string> ids;
        const std::string at = "/" + key;
        for (const Json& json : settings.at(key)) {
            const Prize& prize = prizes.list_.emplace_back(read_one(json));
            weights.push_back(prize.weight);
            if (!ids.insert(prize.id).second)
                problems.add(at + "/" + std::to_string(weights.size() - 1) + "/id",
                             "the prize " + prize.id + " is there twice");
        }
        if (weights.empty() || prizes.list_.back().limited())
            problems.add(at,
                         "the last prize must have neither stock nor per_day: it is given when another has run out");
        try {
            prizes.draw_ = WeightedDraw(weights);
        } catch (const std::invalid_argument& wrong) {
            problems.add(at, wrong.what());
        }
        return prizes;
    }

    // Draws one and takes it from the stock; the last prize if there is none left of the one drawn. Two random numbers.
    // The route needs stock().
    const Prize& draw(Call& call) const {
        const Prize& drawn = list_[call.pick(draw_)];
        return !drawn.limited() || call.stock(drawn.id).try_take() ? drawn : list_.back();
    }

    const std::vector<Prize>& list() const { return list_; }
    // For pages: [{"id": "phone", "title": {"en": "Phone"}}], in the order of the list.
    Json shown() const {
        Json shown = Json::array();
        for (const Prize& prize : list_)
            shown.push_back({{"id", prize.id}, {"title", prize.title.is_null() ? Json(prize.id) : prize.title}});
        return shown;
    }
    // What a campaign's odds() and stock_items() answer.
    std::vector<Chance> odds() const {
        std::vector<Chance> chances;
        for (const Prize& prize : list_) chances.push_back({prize.id, double(prize.weight) / draw_.total()});
        return chances;
    }
    std::vector<StockItem> stock_items() const {
        std::vector<StockItem> items;
        for (const Prize& prize : list_)
            if (prize.limited()) items.push_back({prize.id, prize.stock, prize.per_day});
        return items;
    }

private:
    static Prize read_one(const Json& json) {
        Prize prize{json.at("id"), json.at("weight"), {}, {}, json.value("title", Json())};
        if (json.contains("stock")) prize.stock = json["stock"];
        if (json.contains("per_day")) prize.per_day = json["per_day"];
        return prize;
    }

    std::vector<Prize> list_;
    WeightedDraw draw_;
};

}  // namespace fairground
