#include "campaign/catalogue_state.hpp"

#include <algorithm>

namespace fairground::campaign {

void Catalogue::State::add(const std::shared_ptr<Campaign>& campaign) {
    const std::lock_guard lock(mutex);
    const std::string& id = campaign->revision()->id();
    campaign->set_killed(killed.contains(id));
    by_id.emplace(id, campaign);
    campaigns.push_back(campaign);
}

void Catalogue::State::remove(const std::string& id) {
    const std::lock_guard lock(mutex);
    by_id.erase(id);
    std::erase_if(campaigns, [&](const auto& campaign) { return campaign->revision()->id() == id; });
}

std::vector<std::shared_ptr<Campaign>> Catalogue::State::all() const {
    const std::lock_guard lock(mutex);
    return campaigns;
}

std::shared_ptr<Campaign> Catalogue::State::find(std::string_view id) const {
    const std::lock_guard lock(mutex);
    const auto found = by_id.find(id);
    return found == by_id.end() ? nullptr : found->second;
}

std::vector<config::CampaignFile> Catalogue::State::without_published(const std::vector<config::CampaignFile>& files,
                                                                      store::Rollouts& rollouts) {
    std::set<std::string> published;
    for (const auto& standing : rollouts.standings(0))
        if (standing.live) published.insert(standing.name);
    std::vector<config::CampaignFile> rest;
    files_of_published.clear();
    for (const auto& file : files) (published.contains(file.id) ? files_of_published : rest).push_back(file);
    note_files_left();
    return rest;
}

// Also when a campaign was published whose file was served until then.
void Catalogue::State::note_files_left() {
    std::vector<FileLeft> now;
    for (const auto& file : files_of_published) {
        const auto campaign = find(file.id);
        if (!campaign) continue;
        const auto live = campaign->revision();
        now.push_back({file.id, file.document.file, live->number, live->config.document.value != file.document.value});
    }
    const std::lock_guard lock(mutex);
    left = std::move(now);
}

}  // namespace fairground::campaign
