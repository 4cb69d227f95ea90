#include "campaign/campaign.hpp"

namespace fairground::campaign {

std::string_view to_text(Status status) {
    switch (status) {
        case Status::not_started:
            return "not_started";
        case Status::open:
            return "open";
        case Status::paused:
            return "paused";
        case Status::ended:
            return "ended";
        case Status::quarantined:
            return "quarantined";
    }
    return "unknown";
}

std::string Revision::plugin_label() const {
    return rules->manifest().id + "/" + rules->manifest().version;
}

std::string Revision::maker() const {
    return plugin_label() + ", generation " + std::to_string(rules->generation());
}

Campaign::Campaign(std::shared_ptr<const Revision> revision)
    : serving_(
          std::make_shared<const Serving>(Serving{.live = std::move(revision), .next = {}, .picker = {}, .base = {}})) {
}

std::shared_ptr<const Serving> Campaign::serving() const {
    const std::lock_guard lock(mutex_);
    return serving_;
}

std::shared_ptr<const Revision> Campaign::revision() const {
    return serving()->live;
}

std::shared_ptr<const Revision> Campaign::revision_for(const auth::Player& player) const {
    return serving()->of(player);
}

void Campaign::replace(std::shared_ptr<const Revision> revision) {
    serve({.live = std::move(revision), .next = {}, .picker = {}, .base = {}});
}

void Campaign::serve(Serving serving) {
    auto next = std::make_shared<const Serving>(std::move(serving));
    {
        const std::lock_guard lock(mutex_);
        serving_.swap(next);
    }
    // Here the old ones go, and perhaps their plugin's image with them: not under the lock.
}

Status Campaign::status(Time now) const {
    return status(now, *revision());
}

// The quarantine before all: nothing may be asked of the plugin. Then the window: a pause says nothing about a campaign
// that would not run anyway.
Status Campaign::status(Time now, const Revision& revision) const {
    if (quarantined_.load(std::memory_order_relaxed)) return Status::quarantined;
    const config::CampaignFile& config = revision.config;
    if (config.from && now < *config.from) return Status::not_started;
    if (config.to && now >= *config.to) return Status::ended;
    return paused_.load(std::memory_order_relaxed) || killed() ? Status::paused : Status::open;
}

void Campaign::set_quarantined(bool quarantined) {
    quarantined_.store(quarantined, std::memory_order_relaxed);
}

void Campaign::set_killed(bool killed) {
    killed_.store(killed, std::memory_order_relaxed);
}

void Campaign::set_paused(bool paused) {
    paused_.store(paused, std::memory_order_relaxed);
}

}  // namespace fairground::campaign
