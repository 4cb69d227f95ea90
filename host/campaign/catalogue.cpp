#include <algorithm>
#include <optional>
#include <tuple>

#include "campaign/campaign.hpp"

namespace fairground::campaign {

namespace {

using config::CampaignFile;
using config::Problem;

// The rules of one campaign file, made and asked, before anything is published.
struct Draft {
    const CampaignFile* file = nullptr;
    std::unique_ptr<plugin::Instance> rules;
    nlohmann::json odds;
};

std::vector<Problem> in_settings(const CampaignFile& file, const std::vector<plugin::SettingsProblem>& found) {
    std::vector<Problem> problems;
    for (const plugin::SettingsProblem& problem : found) {
        problems.push_back(file.document.problem("/settings" + problem.at, problem.message));
    }
    std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
        return std::tie(a.line, a.column) < std::tie(b.line, b.column);
    });
    return problems;
}

std::optional<Draft> draft(const CampaignFile& file, plugin::Shelf& shelf, std::vector<Problem>& problems) {
    try {
        Draft draft{&file, std::make_unique<plugin::Instance>(shelf.find(file.plugin), file.settings, file.id),
                    nullptr};
        draft.odds = draft.rules->odds();
        return draft;
    } catch (const plugin::SettingsRefused& refused) {
        const std::vector<Problem> found = in_settings(file, refused.problems);
        problems.insert(problems.end(), found.begin(), found.end());
    } catch (const plugin::Unfit& unfit) {
        problems.push_back(file.document.problem("/plugin", unfit.what()));
    }
    return std::nullopt;
}

std::vector<Draft> draft_all(const std::vector<CampaignFile>& files, plugin::Shelf& shelf,
                             std::vector<Problem>& problems) {
    problems = config::repeated_ids(files);
    std::vector<Draft> drafts;
    for (const CampaignFile& file : files) {
        if (auto made = draft(file, shelf, problems)) drafts.push_back(std::move(*made));
    }
    return drafts;
}

store::Published publish(const Draft& draft, store::Store& store) {
    const plugin::Manifest& manifest = draft.rules->manifest();
    store::RevisionDraft revision{
        draft.file->id, draft.file->tenant, manifest.id, manifest.version, draft.file->document.value.dump(), {}};
    for (const plugin::StockItem& item : draft.rules->stock()) revision.stock.push_back({item.item, item.total});
    return store.publish(revision);
}

std::shared_ptr<Campaign> put_up(Draft draft, store::Store& store) {
    const auto [campaign, number] = publish(draft, store);
    return std::make_shared<Campaign>(
        std::make_shared<const Revision>(Revision{campaign, number, *draft.file, LocalTime(draft.file->time_zone),
                                                  std::move(draft.rules), std::move(draft.odds)}));
}

}  // namespace

Catalogue Catalogue::load(const std::vector<CampaignFile>& files, plugin::Shelf& shelf, store::Store& store) {
    std::vector<Problem> problems;
    std::vector<Draft> drafts = draft_all(files, shelf, problems);
    if (!problems.empty()) throw config::Error(std::move(problems));
    Catalogue catalogue;
    for (Draft& draft : drafts) {
        std::shared_ptr<Campaign> campaign = put_up(std::move(draft), store);
        catalogue.by_id_.emplace(campaign->revision()->id(), campaign);
        catalogue.campaigns_.push_back(std::move(campaign));
    }
    catalogue.refresh(store);
    return catalogue;
}

std::vector<Problem> Catalogue::check(const std::vector<CampaignFile>& files, plugin::Shelf& shelf) {
    std::vector<Problem> problems;
    draft_all(files, shelf, problems);
    return problems;
}

std::shared_ptr<Campaign> Catalogue::find(std::string_view id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : found->second;
}

void Catalogue::refresh(store::Store& store) {
    for (const store::CampaignSwitch& change : store.switches()) {
        if (const auto campaign = find(change.campaign)) campaign->set_paused(change.paused);
    }
}

}  // namespace fairground::campaign
