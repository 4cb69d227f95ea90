#include <algorithm>
#include <mutex>
#include <optional>

#include "campaign/advice.hpp"
#include "campaign/campaign.hpp"
#include "campaign/catalogue_state.hpp"
#include "campaign/draft.hpp"

namespace fairground::campaign {

namespace {

using config::CampaignFile;
using config::Problem;

std::vector<Draft> draft_all(const std::vector<CampaignFile>& files, plugin::Shelf& shelf, DraftProblems& problems) {
    Images images(files, shelf);
    std::vector<Draft> drafts;
    for (const CampaignFile& file : files) {
        auto image = images.of(file, problems);
        if (!image) continue;
        if (auto made = make_draft(file, std::move(image), problems)) drafts.push_back(std::move(*made));
    }
    add_circles(drafts, {}, problems);
    return drafts;
}

// Which change a campaign is in for, if any.
using NewRevision = std::pair<std::shared_ptr<Campaign>, std::shared_ptr<const Revision>>;

void refuse(const DraftProblems& problems) {
    if (problems.list.empty()) return;
    std::string reason;
    for (const Problem& problem : problems.list) reason += (reason.empty() ? "" : "\n") + config::to_text(problem);
    throw ChangeRefused(problems.step.empty() ? "read" : problems.step, reason);
}

}  // namespace

std::shared_ptr<const Revision> unpublished(const CampaignFile& file, plugin::Shelf& shelf) {
    DraftProblems problems;
    std::vector<Draft> drafts = draft_all({file}, shelf, problems);
    if (!problems.list.empty()) throw config::Error(std::move(problems.list));
    return to_revision(std::move(drafts.front()), {1, 1});
}

Catalogue::Catalogue() : state_(std::make_unique<State>()) {}
Catalogue::Catalogue(Catalogue&&) noexcept = default;
Catalogue::~Catalogue() = default;

Catalogue Catalogue::load(const std::vector<CampaignFile>& files, plugin::Shelf& shelf, store::Store& store) {
    Catalogue catalogue;
    const auto of_files = catalogue.state_->without_published(files, *store.rollouts());
    DraftProblems problems;
    problems.list = config::repeated_ids(files);
    std::vector<Draft> drafts = draft_all(of_files, shelf, problems);
    if (!problems.list.empty()) throw config::Error(std::move(problems.list));
    for (auto& revision : publish(std::move(drafts), store))
        catalogue.state_->add(std::make_shared<Campaign>(std::move(revision)));
    catalogue.follow(shelf, store);
    catalogue.refresh(store);
    return catalogue;
}

std::vector<Problem> Catalogue::check(const std::vector<CampaignFile>& files, plugin::Shelf& shelf,
                                      const std::vector<CampaignFile>& beside, bool all_there) {
    std::vector<CampaignFile> all = beside;  // first: an id that is there twice is told of the later file
    all.insert(all.end(), files.begin(), files.end());
    DraftProblems problems;
    problems.list = config::repeated_ids(all);
    std::vector<Draft> drafts = draft_all(all, shelf, problems);
    const bool whole = all_there && drafts.size() == all.size();
    const auto is_asked = [&](const std::string& file) {
        return std::any_of(files.begin(), files.end(),
                           [&](const CampaignFile& of) { return of.document.file == file; });
    };
    const auto behind = std::stable_partition(drafts.begin(), drafts.end(),
                                              [&](const Draft& draft) { return is_asked(draft.file.document.file); });
    const auto warnings = advice(drafts, static_cast<std::size_t>(behind - drafts.begin()), whole, shelf.folder());
    problems.list.insert(problems.list.end(), warnings.begin(), warnings.end());
    std::erase_if(problems.list, [&](const Problem& problem) { return !is_asked(problem.file); });
    return problems.list;
}

Change Catalogue::reload_plugin(std::string_view plugin, plugin::Shelf& shelf, store::Store& store) {
    const std::lock_guard lock(state_->changing);
    std::vector<CampaignFile> files;
    std::vector<std::shared_ptr<Campaign>> published;
    for (const auto& campaign : all()) {
        const auto serving = campaign->serving();
        if (serving->change > 0)
            published.push_back(campaign);
        else if (serving->live->rules->manifest().id == plugin)
            files.push_back(serving->live->config);
    }
    Change change = state_->renew(published, plugin, shelf);
    if (files.empty() && change.campaigns.empty() && !state_->uses(published, plugin))
        throw ChangeRefused("find", "no campaign uses a plugin \"" + std::string(plugin) +
                                        "\"; `fairground campaigns list` shows which are used");
    DraftProblems problems;
    Images images(files, shelf);
    std::vector<Draft> drafts;
    for (const CampaignFile& file : files) {
        auto image = images.of(file, problems);
        if (!image || image == find(file.id)->revision()->rules->image()) continue;
        if (auto made = make_draft(file, std::move(image), problems)) drafts.push_back(std::move(*made));
    }
    add_circles(drafts, all(), problems);
    refuse(problems);
    const Change of_files = put_up(std::move(drafts), store);
    change.campaigns.insert(change.campaigns.end(), of_files.campaigns.begin(), of_files.campaigns.end());
    return change;
}

Change Catalogue::take(const std::vector<CampaignFile>& all_files, plugin::Shelf& shelf, store::Store& store) {
    const std::lock_guard lock(state_->changing);
    DraftProblems problems;
    problems.list = config::repeated_ids(all_files);
    const auto files = state_->without_published(all_files, *store.rollouts());
    Images images(files, shelf);
    std::vector<Draft> drafts;
    for (const CampaignFile& file : files) {
        const auto campaign = find(file.id);
        const auto present = campaign ? campaign->revision() : nullptr;
        if (present && present->config.document.value == file.document.value) continue;
        // The rules that run, even if another file lies on the shelf by now: one change at a time.
        auto image =
            present && plugin::fits(file.plugin, present->rules->manifest()) ? present->rules->image() : nullptr;
        try {
            if (image) shelf.rehearse(*image, {file.settings});
        } catch (const plugin::Unfit& unfit) {
            problems.add(file, unfit);
            continue;
        }
        if (!image) image = images.of(file, problems);
        if (!image) continue;
        if (auto made = make_draft(file, std::move(image), problems)) drafts.push_back(std::move(*made));
    }
    std::vector<std::shared_ptr<Campaign>> staying, going;
    for (auto& campaign : all()) {
        if (campaign->serving()->change > 0) {
            staying.push_back(std::move(campaign));
            continue;
        }
        const auto is_its = [&](const CampaignFile& file) { return file.id == campaign->revision()->id(); };
        (std::ranges::any_of(files, is_its) ? staying : going).push_back(std::move(campaign));
    }
    add_circles(drafts, staying, problems);
    refuse(problems);
    if (all_files.empty() && !going.empty())
        throw ChangeRefused("read",
                            "there is no campaign file any more: put them back, or stop the host to end all "
                            "campaigns");
    Change change = put_up(std::move(drafts), store);
    for (const auto& campaign : going) {
        const auto last = campaign->revision();
        state_->remove(last->id());
        change.campaigns.push_back({last->id(), last->plugin_label(), "", last->number, last->rules->generation()});
    }
    return change;
}

// Writes all, then swaps all.
Change Catalogue::put_up(std::vector<Draft> drafts, store::Store& store) {
    std::vector<NewRevision> made;
    try {
        for (auto& revision : publish(std::move(drafts), store))
            made.emplace_back(find(revision->id()), std::move(revision));
    } catch (const std::exception& error) {
        throw ChangeRefused("publish", std::string("the database did not take the new revision: ") + error.what());
    }
    Change change;
    for (auto& [campaign, revision] : made) {
        Change::Of done{revision->id(), "", revision->plugin_label(), revision->number, revision->rules->generation()};
        if (campaign) {
            done.from = campaign->revision()->plugin_label();
            campaign->replace(std::move(revision));
        } else {
            state_->add(std::make_shared<Campaign>(std::move(revision)));
        }
        change.campaigns.push_back(std::move(done));
    }
    if (!made.empty()) refresh(store);
    return change;
}

std::vector<std::shared_ptr<Campaign>> Catalogue::all() const {
    return state_->all();
}

std::shared_ptr<Campaign> Catalogue::find(std::string_view id) const {
    return state_->find(id);
}

void Catalogue::refresh(store::Store& store) {
    for (const store::CampaignSwitch& change : store.switches()) {
        if (const auto campaign = find(change.campaign)) campaign->set_paused(change.paused);
    }
}

}  // namespace fairground::campaign
