// SPDX-License-Identifier: MIT
#pragma once
#include <fairground/plugin.hpp>

using namespace fairground;

struct DrawSettings {
    std::vector<std::string> cards;
    WeightedDraw draw;

    static DrawSettings read(const Json& json, Problems& problems) try {
        return {json.at("cards"), WeightedDraw(json.at("weights").get<std::vector<std::uint32_t>>())};
    } catch (const std::invalid_argument& wrong) {
        problems.add("/weights", wrong.what());
        return {};
    }
};

class Cards final : public Campaign<DrawSettings> {
public:
    static void declare(Manifest& manifest) {
        manifest.action("draw", &Cards::draw);
        manifest.odds(&Cards::odds);
    }
    Json draw(Call& call) const { return {{"card", settings().cards.at(call.pick(settings().draw))}}; }

    std::vector<Chance> odds() const {
        std::vector<Chance> chances;
        for (std::size_t i = 0; i < settings().cards.size(); ++i) {
            const double all = double(settings().draw.size()) * settings().draw.total();
            chances.push_back({settings().cards[i], double(settings().draw.ways(i)) / all});
        }
        return chances;
    }
};
