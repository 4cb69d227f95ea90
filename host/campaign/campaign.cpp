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

Campaign::Campaign(std::shared_ptr<const Revision> revision) : revision_(std::move(revision)) {}

std::shared_ptr<const Revision> Campaign::revision() const {
    const std::lock_guard lock(mutex_);
    return revision_;
}

void Campaign::replace(std::shared_ptr<const Revision> revision) {
    {
        const std::lock_guard lock(mutex_);
        revision_.swap(revision);
    }
    // Here the old one goes, and perhaps its plugin's image with it: not under the lock.
}

// The quarantine before all: nothing may be asked of the plugin. Then the window: a pause says nothing about a campaign
// that would not run anyway.
Status Campaign::status(Time now) const {
    if (quarantined_.load(std::memory_order_relaxed)) return Status::quarantined;
    const auto revision = this->revision();
    const config::CampaignFile& config = revision->config;
    if (config.from && now < *config.from) return Status::not_started;
    if (config.to && now >= *config.to) return Status::ended;
    return paused_.load(std::memory_order_relaxed) ? Status::paused : Status::open;
}

void Campaign::set_quarantined(bool quarantined) {
    quarantined_.store(quarantined, std::memory_order_relaxed);
}

void Campaign::set_paused(bool paused) {
    paused_.store(paused, std::memory_order_relaxed);
}

}  // namespace fairground::campaign
