#include "campaign/rollout.hpp"

#include <algorithm>
#include <stdexcept>

#include <sodium.h>

#include "campaign/audience.hpp"

namespace fairground::campaign {

namespace {

using nlohmann::json;

bool holds(const std::vector<std::string>& list, std::string_view one) {
    return std::find(list.begin(), list.end(), one) != list.end();
}

constexpr std::array states{Rollout::State::holding, Rollout::State::advancing, Rollout::State::rolled_back,
                            Rollout::State::done};

}  // namespace

Picker::Picker(std::string_view campaign, std::int32_t revision, Share share) : share_(std::move(share)) {
    static_assert(sizeof key_ == crypto_shorthash_KEYBYTES);
    const std::string seed = std::string(campaign) + " " + std::to_string(revision);
    crypto_generichash(key_.data(), key_.size(), reinterpret_cast<const unsigned char*>(seed.data()), seed.size(),
                       nullptr, 0);
}

std::int32_t Picker::place(std::string_view player) const {
    std::array<unsigned char, crypto_shorthash_BYTES> hash{};
    crypto_shorthash(hash.data(), reinterpret_cast<const unsigned char*>(player.data()), player.size(), key_.data());
    std::uint64_t number = 0;
    for (const unsigned char byte : hash) number = number << 8 | byte;
    return static_cast<std::int32_t>(number % everybody);
}

bool Picker::picks(const auth::Player& player) const {
    if (holds(share_.allow, player.id)) return true;
    if (!share_.tenants.empty() && !holds(share_.tenants, player.tenant)) return false;
    if (!share_.regions.empty() && !within_any(attribute(player, "region"), share_.regions)) return false;
    return place(player.id) < share_.share;
}

std::string_view to_text(Rollout::State state) {
    constexpr std::array texts{"holding", "advancing", "rolled_back", "done"};
    return texts.at(static_cast<std::size_t>(state));
}

std::string to_stored(const Rollout& rollout) {
    return json{{"revision", rollout.revision},
                {"base", rollout.base},
                {"share", rollout.share.share},
                {"tenants", rollout.share.tenants},
                {"regions", rollout.share.regions},
                {"allow", rollout.share.allow},
                {"plan", rollout.plan},
                {"stage", rollout.stage},
                {"state", to_text(rollout.state)},
                {"since", rollout.since},
                {"rehearsed", rollout.rehearsed}}
        .dump();
}

Rollout read_stored(const std::string& text) {
    const json stored = json::parse(text);
    Rollout rollout;
    rollout.revision = stored.at("revision");
    rollout.base = stored.at("base");
    rollout.share = {stored.at("share"), stored.at("tenants"), stored.at("regions"), stored.at("allow")};
    rollout.plan = stored.at("plan");
    rollout.stage = stored.at("stage");
    rollout.since = stored.at("since");
    rollout.rehearsed = stored.value("rehearsed", false);
    const std::string state = stored.at("state");
    const auto known = std::find_if(states.begin(), states.end(), [&](auto one) { return to_text(one) == state; });
    if (known == states.end()) throw std::invalid_argument("a rollout in a state that is not known: " + state);
    rollout.state = *known;
    return rollout;
}

}  // namespace fairground::campaign
