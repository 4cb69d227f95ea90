#include "campaign/listening.hpp"

#include <algorithm>
#include <deque>
#include <limits>
#include <tuple>

namespace fairground::campaign {

namespace {

constexpr auto nobody = std::numeric_limits<std::size_t>::max();

std::vector<std::string> topics_between(const Voice& from, const Voice& to) {
    std::vector<std::string> topics;
    if (from.tenant != to.tenant) return topics;
    for (const std::string& topic : from.tells) {
        if (std::find(to.hears.begin(), to.hears.end(), topic) != to.hears.end()) topics.push_back(topic);
    }
    std::sort(topics.begin(), topics.end());
    return topics;
}

// The campaigns from `start` back to `start`, it being the first and the last; empty: there is no way back.
std::vector<std::size_t> way_back(const std::vector<Voice>& voices, std::size_t start) {
    std::vector<std::size_t> before(voices.size(), nobody);
    std::deque<std::size_t> open{start};
    while (!open.empty()) {
        const std::size_t from = open.front();
        open.pop_front();
        for (std::size_t to = 0; to < voices.size(); ++to) {
            if (before[to] != nobody || topics_between(voices[from], voices[to]).empty()) continue;
            before[to] = from;
            open.push_back(to);
        }
    }
    std::vector<std::size_t> way;
    if (before[start] == nobody) return way;
    way.push_back(start);
    do way.push_back(before[way.back()]);
    while (way.back() != start);
    std::reverse(way.begin(), way.end());
    return way;
}

std::string to_text(const std::vector<Voice>& voices, const std::vector<std::size_t>& way) {
    std::string text = voices[way.front()].campaign;
    std::string topics;
    for (std::size_t i = 1; i < way.size(); ++i) {
        text += " → " + voices[way[i]].campaign;
        topics += topics.empty() ? " by " : ", ";
        const auto between = topics_between(voices[way[i - 1]], voices[way[i]]);
        for (std::size_t t = 0; t < between.size(); ++t) topics += (t == 0 ? "" : " and ") + between[t];
    }
    return text + topics;
}

std::vector<Heard> sorted(std::vector<Heard> list) {
    std::sort(list.begin(), list.end(), [](const Heard& a, const Heard& b) {
        return std::tie(a.topic, a.campaign) < std::tie(b.topic, b.campaign);
    });
    return list;
}

}  // namespace

Voice voice_of(std::string campaign, std::string tenant, const plugin::Instance& rules) {
    return {std::move(campaign), std::move(tenant), rules.manifest().emits, rules.listens()};
}

std::vector<Circle> circles(const std::vector<Voice>& voices) {
    std::vector<Circle> found;
    std::vector<bool> named(voices.size(), false);
    for (std::size_t start = 0; start < voices.size(); ++start) {
        if (named[start]) continue;
        const auto way = way_back(voices, start);
        if (way.empty()) continue;
        for (const std::size_t member : way) named[member] = true;
        found.push_back({start, to_text(voices, way)});
    }
    return found;
}

std::vector<Heard> hears(const Voice& campaign, const std::vector<Voice>& all) {
    std::vector<Heard> list;
    for (const Voice& other : all)
        for (std::string& topic : topics_between(other, campaign)) list.push_back({std::move(topic), other.campaign});
    return sorted(std::move(list));
}

std::vector<Heard> is_heard(const Voice& campaign, const std::vector<Voice>& all) {
    std::vector<Heard> list;
    for (const Voice& other : all)
        for (std::string& topic : topics_between(campaign, other)) list.push_back({std::move(topic), other.campaign});
    return sorted(std::move(list));
}

}  // namespace fairground::campaign
