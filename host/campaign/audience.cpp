#include "campaign/audience.hpp"

#include <algorithm>

#include "campaign/campaign.hpp"

namespace fairground::campaign {

namespace {

bool listed(const std::vector<std::string>& players, const std::string& id) {
    return std::find(players.begin(), players.end(), id) != players.end();
}

bool within(std::string_view region, std::string_view wanted) {
    return region.starts_with(wanted) && (region.size() == wanted.size() || region[wanted.size()] == '-');
}

}  // namespace

std::string_view attribute(const auth::Player& player, const std::string& name) {
    const auto found = player.attributes.find(name);
    return found == player.attributes.end() ? std::string_view() : std::string_view(found->second);
}

bool within_any(std::string_view region, const std::vector<std::string>& wanted) {
    return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& one) { return within(region, one); });
}

std::string_view audience_refusal(const config::Audience& audience, const auth::Player& player) {
    if (listed(audience.deny, player.id)) return "denied";
    if (!audience.allow.empty() && !listed(audience.allow, player.id)) return "not_in_audience";
    if (audience.followers_only && attribute(player, "follower") != "yes") return "followers_only";
    if (!audience.regions.empty() && !within_any(attribute(player, "region"), audience.regions)) {
        return "not_in_audience";
    }
    return {};
}

}  // namespace fairground::campaign
