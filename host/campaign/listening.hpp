// Who hears whom: events go from one campaign of a tenant to those that listen to their topics.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "plugin/plugin.hpp"

namespace fairground::campaign {

// What a campaign may tell, and what it hears.
struct Voice {
    std::string campaign;  // public id
    std::string tenant;
    std::vector<std::string> tells;
    std::vector<std::string> hears;
};
Voice voice_of(std::string campaign, std::string tenant, const plugin::Instance& rules);

// Campaigns whose events would never end.
struct Circle {
    std::size_t first = 0;  // of the voices: a campaign of the circle
    std::string text;       // "growth → wheel → growth by points.earned, prize.won"
};
// At most one for each campaign, the shortest through it. Whether a listener really answers one topic with another is
// not known, so all that its plugin may tell counts.
std::vector<Circle> circles(const std::vector<Voice>& voices);

struct Heard {
    std::string topic;
    std::string campaign;  // at the other end
};
// By topic, then campaign.
std::vector<Heard> hears(const Voice& campaign, const std::vector<Voice>& all);
std::vector<Heard> is_heard(const Voice& campaign, const std::vector<Voice>& all);

}  // namespace fairground::campaign
